/**
 * The stream of bytes between two programs, whatever carries it: a socket, TLS, or memory.
 * @module
 */
import type { ByteSink, ByteSource } from "./lines.ts";

/** Where the other end of a wire is. */
export interface Peer {
  readonly hostname: string;
  readonly port: number;
}

/**
 * One end of a connection, in the manner of `Deno.Conn`. Bytes arrive complete and in order or not
 * at all. One read and one write may be under way at the same time, not two of either.
 */
export interface Wire extends ByteSource, ByteSink {
  /**
   * Reads what has arrived into `buffer` and resolves to the number of bytes, at least one; waits
   * if there are none. `null`: the peer has stopped sending and everything was read.
   * @throws if the connection broke, and after {@linkcode Wire.close}, even if it was waiting by
   * then.
   */
  read(buffer: Uint8Array): Promise<number | null>;
  /**
   * Resolves when the wire has taken bytes from the start of `bytes`, to how many; it may be fewer
   * than all (`writeAll` goes on). Waits while the peer does not read and the wire is full.
   * @throws as {@linkcode Wire.read} does, and after {@linkcode Wire.closeWrite}.
   */
  write(bytes: Uint8Array): Promise<number>;
  /**
   * Tells the peer that nothing more will be sent; reading goes on.
   * @throws if the connection broke or is closed.
   */
  closeWrite(): Promise<void>;
  /** Gives the connection up in both directions. Never throws; a second call does nothing. */
  close(): void;
  /** As this end sees it; on a wire without addresses, what its maker calls it. */
  readonly peer: Peer;
}
