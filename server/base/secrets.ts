/**
 * Random numbers that nobody can guess, and what is kept of them.
 * @module
 */
import { createHash } from "node:crypto";

/** 128 random bits as 32 hex digits. */
export function randomHex128(): string {
  return crypto.getRandomValues(new Uint8Array(16)).toHex();
}

/**
 * What is kept of a resume token: whoever reads the database, or hears of changes, cannot come back
 * as somebody.
 */
export function tokenHash(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
