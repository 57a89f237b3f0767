/**
 * Buffers for file bytes that are read once, written to disk and sent to many, and then used again.
 * @module
 */

/** A buffer with a part of a file. */
export interface Chunk {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where in the file it begins. */
  start: number;
  /** How many of its bytes count; it grows while the chunk is filled. */
  length: number;
  /** Who still needs it. */
  holders: number;
}

/** Hands out buffers and takes them back, so that a transfer of any size needs a fixed amount of memory. */
export class ChunkPool {
  readonly #free: Chunk[] = [];

  /** Keeps at most `maxFree` buffers of `chunkBytes` that nobody needs. */
  constructor(private readonly chunkBytes: number, private readonly maxFree: number) {}

  /** An empty chunk for the bytes from `start` on, with one holder. */
  take(start: number): Chunk {
    const chunk = this.#free.pop() ??
      { bytes: new Uint8Array(this.chunkBytes), start: 0, length: 0, holders: 0 };
    chunk.start = start;
    chunk.length = 0;
    chunk.holders = 1;
    return chunk;
  }

  /** One more holder needs `chunk`. */
  hold(chunk: Chunk): Chunk {
    chunk.holders++;
    return chunk;
  }

  /** A holder needs `chunk` no more. */
  release(chunk: Chunk): void {
    chunk.holders--;
    if (chunk.holders === 0 && this.#free.length < this.maxFree) this.#free.push(chunk);
  }
}
