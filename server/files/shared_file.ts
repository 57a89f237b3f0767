/**
 * A shared file as an append-only log of bytes: one writer, any number of readers, each at its own offset.
 * @module
 */
import { CHUNK_BYTES, MIB } from "../../protocol/limits.ts";
import type { Chunk, ChunkPool } from "./chunks.ts";
import type { Spool } from "./spool.ts";

/** Recent bytes of an upload kept in memory for the receivers that follow it live. */
export const UPLOAD_TAIL_BYTES = 4 * MIB;

/** How an upload ended. */
export type Ending =
  | { readonly kind: "complete"; readonly sha256: string }
  | { readonly kind: "withdrawn" };

/** Whoever brings the bytes. */
export interface Writer {
  /** Asks it to let go of the file soon. */
  stop(): void;
}

/**
 * Readers that are close behind the writer are served from memory, all others from disk; what has not arrived yet they wait
 * for. A reader that stops holds one chunk and delays nobody.
 */
export class SharedFile {
  /** Transfers that use it. */
  users = 0;
  /** Chunks in the order of the file, without a gap; the last one ends at `received`. */
  readonly #tail: Chunk[] = [];
  /** Memory that the tail holds; a chunk may be filled in part only. */
  #tailBytes = 0;
  #received: number;
  #stored: number;
  #ending: Ending | undefined;
  #writer: Writer | undefined;
  #released = Promise.withResolvers<void>();
  #changed = Promise.withResolvers<void>();

  /** The first `stored` bytes are in `spool`. */
  constructor(
    readonly file: number,
    readonly size: number,
    stored: number,
    ending: Ending | undefined,
    private readonly spool: Spool,
    private readonly pool: ChunkPool,
  ) {
    this.#received = this.#stored = stored;
    this.#ending = ending;
  }

  /** Bytes in the spool. */
  get stored(): number {
    return this.#stored;
  }

  get ending(): Ending | undefined {
    return this.#ending;
  }

  /** Makes `writer` the only one that writes: stops the one before and waits until it has let go. */
  async takeOver(writer: Writer): Promise<void> {
    while (this.#writer !== undefined) {
      this.#writer.stop();
      await this.#released.promise;
    }
    this.#writer = writer;
    this.#released = Promise.withResolvers();
  }

  /** The writer writes no more. What did not reach the spool is forgotten. */
  release(): void {
    if (this.#ending === undefined) this.#rewind();
    this.#writer = undefined;
    this.#released.resolve();
  }

  /**
   * There are new bytes in `chunk`, which is the last one or starts where the last one ended. Readers get them at once; the
   * writer keeps its own hold.
   */
  publish(chunk: Chunk): void {
    if (this.#tail.at(-1) !== chunk) {
      this.#tail.push(this.pool.hold(chunk));
      this.#tailBytes += chunk.bytes.length;
      this.#trim(UPLOAD_TAIL_BYTES);
    }
    this.#received = chunk.start + chunk.length;
    this.#wake();
  }

  /** The first `bytes` bytes have reached the spool. */
  markStored(bytes: number): void {
    this.#stored = bytes;
  }

  /** No more bytes will come. */
  end(ending: Ending): void {
    this.#ending = ending;
    this.#trim(0);
    this.#wake();
  }

  /**
   * Yields the bytes from `offset` to the end, as they come. A piece is valid until the next one is asked for. Ends early if
   * the file is withdrawn or `signal` is aborted.
   */
  async *follow(offset: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    let disk: Deno.FsFile | undefined;
    let diskAt = 0;
    let buffer: Uint8Array | undefined;
    try {
      while (offset < this.size && !signal.aborted && this.#ending?.kind !== "withdrawn") {
        const chunk = this.#find(offset);
        if (chunk !== undefined) {
          this.pool.hold(chunk);
          try {
            const from = offset - chunk.start;
            const piece = chunk.bytes.subarray(from, Math.min(chunk.length, from + CHUNK_BYTES));
            yield piece;
            offset += piece.length;
          } finally {
            this.pool.release(chunk);
          }
        } else if (offset < this.#stored) {
          if (disk === undefined) {
            disk = await this.spool.openForReading(this.file, offset);
            diskAt = offset;
          }
          if (diskAt !== offset) await disk.seek(offset, Deno.SeekMode.Start);
          buffer ??= new Uint8Array(CHUNK_BYTES);
          const wanted = Math.min(CHUNK_BYTES, this.#stored - offset);
          const bytes = await disk.read(buffer.subarray(0, wanted));
          if (bytes === null) throw new Error(`Cannot read file ${this.file}: it is cut off`);
          diskAt = offset += bytes;
          yield buffer.subarray(0, bytes);
        } else await this.#next(signal);
      }
    } finally {
      disk?.close();
    }
  }

  /** Resolves when the upload has ended, or `signal` is aborted. */
  async ended(signal: AbortSignal): Promise<Ending | undefined> {
    while (this.#ending === undefined && !signal.aborted) await this.#next(signal);
    return this.#ending;
  }

  #rewind(): void {
    this.#trim(0);
    this.#received = this.#stored;
  }

  #find(offset: number): Chunk | undefined {
    const [first] = this.#tail;
    if (first === undefined || offset < first.start || offset >= this.#received) return undefined;
    return this.#tail.find((chunk) => offset < chunk.start + chunk.length);
  }

  #trim(maxBytes: number): void {
    while (this.#tailBytes > maxBytes) {
      const chunk = this.#tail.shift() as Chunk;
      this.#tailBytes -= chunk.bytes.length;
      this.pool.release(chunk);
    }
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  async #next(signal: AbortSignal): Promise<void> {
    const aborted = Promise.withResolvers<void>();
    const onAbort = () => aborted.resolve();
    signal.addEventListener("abort", onAbort, { once: true });
    try {
      await Promise.race([this.#changed.promise, aborted.promise]);
    } finally {
      signal.removeEventListener("abort", onAbort);
    }
  }
}
