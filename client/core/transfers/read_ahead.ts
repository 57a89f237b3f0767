/**
 * Reading a file while what was read of it before is on its way.
 * @module
 */
import { CHUNK_BYTES } from "../../../protocol/limits.ts";
import { Failure } from "../base/mod.ts";
import type { SourceReader } from "./file_source.ts";

/**
 * Yields the bytes of `source` from `from` to `size` in blocks, all of them full but the last, and
 * reads the next one meanwhile. A block is valid until the one after it is asked for: two take turns.
 * Nothing is being read any more when the loop over it has ended.
 * @throws {Failure} `file_changed` if the source is shorter; and what the source throws.
 */
export async function* readAhead(
  source: SourceReader,
  from: number,
  size: number,
): AsyncGenerator<Uint8Array> {
  await source.seek(from, Deno.SeekMode.Start);
  const blockBytes = Math.min(CHUNK_BYTES, size - from);
  let [next, after] = [new Uint8Array(blockBytes), new Uint8Array(blockBytes)];
  let offset = from;
  const begin = () => {
    const block = next.subarray(0, size - offset);
    offset += block.length;
    [next, after] = [after, next];
    const reading = fill(source, block);
    // It is awaited in any case; a failure meanwhile must not count as unhandled.
    reading.catch(() => {});
    return reading;
  };
  let reading = offset < size ? begin() : undefined;
  try {
    while (reading !== undefined) {
      const block = await reading;
      reading = offset < size ? begin() : undefined;
      yield block;
    }
  } finally {
    await reading?.catch(() => {});
  }
}

/** Fills `block`. What is read at once may be less: an archive is read piece by piece. */
async function fill(source: SourceReader, block: Uint8Array): Promise<Uint8Array> {
  for (let filled = 0; filled < block.length;) {
    const bytes = await source.read(block.subarray(filled));
    if (bytes === null) throw new Failure("file_changed");
    filled += bytes;
  }
  return block;
}
