/**
 * File contents.
 * @module
 */

/** The most that the system gives in one call. */
const RANDOM_BYTES = 65_536;

/** Bytes without a pattern that a file system or a network could make use of. */
export function noise(bytes: number): Uint8Array<ArrayBuffer> {
  const chunk = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += RANDOM_BYTES) {
    crypto.getRandomValues(chunk.subarray(at, at + RANDOM_BYTES));
  }
  return chunk;
}
