/**
 * What is received on its way to disk.
 * @module
 */
import { KIB } from "../../../protocol/limits.ts";
import type { FileDigest } from "./file_digest.ts";
import type { PartFile } from "./part_file.ts";

/**
 * Bytes that are written together if they come fast. TLS hands them out in records of 16 KiB, and a
 * write costs two wake-ups of threads: for 1 GiB 0.5 s of processor time in blocks of this size, 1.2 s
 * in records. Blocks of 1 MiB or more cost the kernel more, see UPLOAD_BLOCK_BYTES of the server.
 */
const BLOCK_BYTES = 512 * KIB;

/** Bytes that come slowly are written so often: who looks at an unfinished file sees it grow. */
const WRITE_EVERY_MS = 100;

/**
 * Collects what comes for a part, writes it behind the receiving, and takes it into the digest while
 * the disk is busy. Two blocks take turns, so the memory for a file of any size is the same.
 */
export class PartWriter {
  #block: Uint8Array;
  #spare: Uint8Array;
  /** Bytes of the block that have come. */
  #filled = 0;
  /** Those of them that the disk was given. */
  #given = 0;
  #received: number;
  #writing: Promise<void> = Promise.resolve();
  /** A disk that has failed gets nothing more. */
  #disk: "idle" | "busy" | "failed" = "idle";
  readonly #timer: ReturnType<typeof setInterval>;

  /** Appends to `part`. {@linkcode end} has to be called. */
  constructor(private readonly part: PartFile, private readonly digest: FileDigest) {
    this.#received = part.bytes;
    const blockBytes = Math.min(BLOCK_BYTES, part.size - part.bytes);
    this.#block = new Uint8Array(blockBytes);
    this.#spare = new Uint8Array(blockBytes);
    this.#timer = setInterval(() => this.#give(), WRITE_EVERY_MS);
  }

  /** Bytes of the file that are here; some of them may not have reached the disk. */
  get received(): number {
    return this.#received;
  }

  /** Where the next bytes go; not beyond the end of the file. @throws what the disk says. */
  async room(): Promise<Uint8Array> {
    if (this.#disk === "failed") await this.#writing;
    if (this.#filled === this.#block.length) {
      await this.#writing;
      this.#give();
      [this.#block, this.#spare] = [this.#spare, this.#block];
      this.#filled = this.#given = 0;
    }
    const end = this.#filled + this.part.size - this.#received;
    return this.#block.subarray(this.#filled, end);
  }

  /** There are `bytes` more at the start of {@linkcode room}. */
  came(bytes: number): void {
    this.#filled += bytes;
    this.#received += bytes;
  }

  /** Resolves when everything that came is written, and nothing is under way. @throws what the disk says. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    await this.#writing;
    this.#give();
    await this.#writing;
  }

  #give(): void {
    if (this.#disk !== "idle" || this.#given === this.#filled) return;
    const bytes = this.#block.subarray(this.#given, this.#filled);
    const offset = this.part.bytes;
    this.#given = this.#filled;
    this.#disk = "busy";
    this.#writing = this.part.append(bytes);
    // It is awaited before the next write; a failure meanwhile must not count as unhandled.
    this.#writing.then(() => this.#disk = "idle", () => this.#disk = "failed");
    this.digest.add(bytes, offset);
  }
}
