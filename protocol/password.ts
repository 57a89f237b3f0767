/**
 * Where a password comes from: a file or the environment, never the command line, which every user
 * of the machine can read.
 * @module
 */
import { readTextFile, TextFileError } from "./text_file.ts";

/** Longest password: a file given by mistake is noticed. */
const MAX_PASSWORD_BYTES = 1_024;

/** The password cannot be had; `message` says why. */
export class PasswordError extends Error {
  override readonly name = "PasswordError";
}

/**
 * The password in the first line of `file`, or `value` if there is no file; `undefined` if there is
 * neither. What editors and systems put around a line (a byte order mark, line breaks of any kind)
 * does not belong to it.
 * @throws {PasswordError}
 */
export function readPassword(
  file: string | undefined,
  value: string | undefined,
): string | undefined {
  const text = firstLine(file === undefined ? value ?? "" : textOf(file));
  if (file === undefined && text === "") return undefined;
  if (text === "") throw new PasswordError(`${file} has no password in its first line`);
  if (new TextEncoder().encode(text).length <= MAX_PASSWORD_BYTES) return text;
  throw new PasswordError(`the password has more than ${MAX_PASSWORD_BYTES} bytes`);
}

function firstLine(text: string): string {
  return text.split(/\r\n|\n|\r/)[0] ?? "";
}

function textOf(file: string): string {
  try {
    return readTextFile(file);
  } catch (error) {
    if (!(error instanceof TextFileError)) throw error;
    throw new PasswordError(`the password file ${file} ${error.message}`);
  }
}
