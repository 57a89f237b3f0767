/**
 * Files of any size, and memory for them that is ready to be used.
 * @module
 */
import { CHUNK_BYTES } from "../../../protocol/limits.ts";
import { noise } from "../load/noise.ts";

/**
 * Writes and removes a file of `bytes`. Virtual machines give free memory back to their host within seconds and then need
 * several times as long for a first write as for the next; whoever is measured right after this call finds memory that the
 * host has provided.
 */
export async function warmPageCache(bytes: number): Promise<void> {
  const path = await Deno.makeTempFile({ prefix: "chat-bench-" });
  try {
    write(path, new Uint8Array(CHUNK_BYTES), bytes);
  } finally {
    await Deno.remove(path);
  }
}

/** Writes `bytes` without a pattern to `path`; a whole number of chunks. */
export function writeNoise(path: string, bytes: number): void {
  write(path, noise(CHUNK_BYTES), bytes);
}

function write(path: string, chunk: Uint8Array, bytes: number): void {
  using file = Deno.openSync(path, { write: true, create: true });
  for (let left = bytes; left > 0; left -= chunk.length) file.writeSync(chunk);
}
