/**
 * Reading at a rate.
 * @module
 */
import type { ByteSource } from "../../protocol/lines.ts";
import type { TokenBucket } from "../base/mod.ts";

/**
 * A connection from which nothing is read for a while after too many bytes came: the peer has to
 * wait, and nothing is lost.
 */
export class PacedSource implements ByteSource {
  #waitMs = 0;

  /** `pause` resolves after so many ms, or when the connection has ended. */
  constructor(
    private readonly source: ByteSource,
    private readonly bucket: TokenBucket,
    private readonly pause: (ms: number) => Promise<void>,
  ) {}

  read(buffer: Uint8Array): Promise<number | null> {
    return this.#waitMs > 0 ? this.#readLater(buffer) : this.source.read(buffer);
  }

  /** `bytes` were read at the time `now`, in monotonic ms. */
  took(bytes: number, now: number): void {
    this.#waitMs = this.bucket.take(now, bytes);
  }

  async #readLater(buffer: Uint8Array): Promise<number | null> {
    const ms = this.#waitMs;
    this.#waitMs = 0;
    await this.pause(ms);
    return await this.source.read(buffer);
  }
}
