/**
 * Where a password comes from: a file or the environment, never the command line, which every user of the machine can read.
 * @module
 */

/** Longest password: a file given by mistake is noticed. */
const MAX_PASSWORD_BYTES = 1_024;

/** The password cannot be had; `message` says why. */
export class PasswordError extends Error {
  override readonly name = "PasswordError";
}

/**
 * The password in the first line of `file`, or `value` if there is no file; `undefined` if there is neither.
 * @throws {PasswordError}
 */
export function readPassword(
  file: string | undefined,
  value: string | undefined,
  readText: (file: string) => string,
): string | undefined {
  const text = file === undefined ? value : firstLine(file, readText);
  if (text === undefined || (file === undefined && text === "")) return undefined;
  if (text === "") throw new PasswordError(`${file} has no password in its first line`);
  if (new TextEncoder().encode(text).length <= MAX_PASSWORD_BYTES) return text;
  throw new PasswordError(`the password has more than ${MAX_PASSWORD_BYTES} bytes`);
}

function firstLine(file: string, readText: (file: string) => string): string {
  try {
    return readText(file).split(/\r?\n/)[0] ?? "";
  } catch (error) {
    throw new PasswordError(
      `the password file ${file} cannot be read: ${(error as Error).message}`,
    );
  }
}
