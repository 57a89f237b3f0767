/**
 * The SHA-256 of a file that is read or written with interruptions.
 * @module
 */
import { createHash } from "node:crypto";
import { CHUNK_BYTES } from "../../../protocol/limits.ts";
import { Failure } from "../base/mod.ts";

/** Takes the bytes of a file in order; those it has had already may come again. */
export class FileDigest {
  readonly #hash = createHash("sha256");
  #bytes = 0;
  #hex: string | undefined;

  /** So much of the file is in the digest. */
  get bytes(): number {
    return this.#bytes;
  }

  /** `chunk` stands at `offset`, which must not be beyond {@linkcode bytes}. */
  add(chunk: Uint8Array, offset: number): void {
    const fresh = chunk.subarray(Math.max(0, this.#bytes - offset));
    // After hex() bytes may still come again, as when the connection broke before the verdict.
    if (fresh.length === 0) return;
    this.#hash.update(fresh);
    this.#bytes += fresh.length;
  }

  /**
   * Takes what is missing up to `end` from `file`. @throws {Failure} `file_changed` if the file is
   * shorter.
   */
  async catchUp(file: Pick<Deno.FsFile, "seek" | "read">, end: number): Promise<void> {
    if (this.#bytes >= end) return;
    await file.seek(this.#bytes, Deno.SeekMode.Start);
    const buffer = new Uint8Array(CHUNK_BYTES);
    while (this.#bytes < end) {
      const bytes = await file.read(buffer.subarray(0, Math.min(CHUNK_BYTES, end - this.#bytes)));
      if (bytes === null) throw new Failure("file_changed");
      this.add(buffer.subarray(0, bytes), this.#bytes);
    }
  }

  /** Lower-case hex of what has come so far; more can be added. */
  soFar(): string {
    return this.#hex ?? this.#hash.copy().digest("hex");
  }

  /** Lower-case hex. Nothing new can be added after the first call. */
  hex(): string {
    return this.#hex ??= this.#hash.digest("hex");
  }
}
