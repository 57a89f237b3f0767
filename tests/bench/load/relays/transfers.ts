/**
 * Transfers that are set up but have not begun.
 * @module
 */
import type { ExactReader } from "../../../../protocol/exact_reader.ts";

/** The relay waits for the bytes of this one. */
export interface Upload {
  readonly conn: Deno.Conn;
  /** After the last byte: resolved when the relay says that it has stored the file. */
  finish(): Promise<void>;
}

/** The relay sends bytes to this one as they arrive. */
export interface Download {
  readonly source: ExactReader;
  /** After the last byte. */
  finish(): Promise<void>;
}

/** What one job moves. */
export interface Transfers extends Disposable {
  readonly uploads: readonly Upload[];
  readonly downloads: readonly Download[];
}
