/**
 * Files to send.
 * @module
 */
import { createHash } from "node:crypto";

const PIECE = 2 ** 20;

/** Writes `bytes` of chance to `path`. Resolves with their SHA-256 in hex. */
export async function writeRandomFile(
  path: string,
  bytes: number,
  random: () => number,
): Promise<string> {
  const hash = createHash("sha256");
  using file = await Deno.open(path, { write: true, createNew: true });
  const piece = new Uint32Array(PIECE / 4).map(() => random() * 2 ** 32);
  for (let at = 0; at < bytes; at += PIECE) {
    piece[0] = at;
    const part = new Uint8Array(piece.buffer).subarray(0, Math.min(PIECE, bytes - at));
    hash.update(part);
    for (let written = 0; written < part.length;) {
      written += await file.write(part.subarray(written));
    }
  }
  return hash.digest("hex");
}

/** The SHA-256 of the file at `path` in hex. */
export async function digestOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  const file = await Deno.open(path);
  for await (const chunk of file.readable) hash.update(chunk);
  return hash.digest("hex");
}
