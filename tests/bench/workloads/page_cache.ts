/**
 * Memory for files, ready to be used.
 * @module
 */
import { CHUNK_BYTES } from "../../../protocol/limits.ts";

/**
 * Writes and removes a file of `bytes`. Virtual machines give free memory back to their host within seconds and then need
 * several times as long for a first write as for the next; whoever is measured right after this call finds memory that the
 * host has provided.
 */
export async function warmPageCache(bytes: number): Promise<void> {
  const path = await Deno.makeTempFile({ prefix: "chat-bench-" });
  try {
    using file = await Deno.open(path, { write: true });
    const chunk = new Uint8Array(CHUNK_BYTES);
    for (let left = bytes; left > 0; left -= chunk.length) file.writeSync(chunk);
  } finally {
    await Deno.remove(path);
  }
}
