/**
 * Small text files that people write by hand, with whatever editor they have.
 * @module
 */

import { systemReason } from "./system_reason.ts";

/**
 * Longest such file: certificates with their chain are a few kilobytes. A device or a film given by
 * mistake is noticed.
 */
const MAX_TEXT_FILE_BYTES = 1024 * 1024;

/**
 * The file has no text that can be used; `message` says why, in words that follow the name of the
 * file.
 */
export class TextFileError extends Error {
  override readonly name = "TextFileError";
}

/**
 * The text of `file`, in UTF-8 with or without a byte order mark.
 * @throws {TextFileError} if it is in another encoding, too long, or cannot be read.
 */
export function readTextFile(file: string): string {
  const bytes = readBytes(file);
  const [first, second] = bytes;
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  // Without a mark, every other byte of Latin text in UTF-16 is 0, which no text in UTF-8 has.
  if (isUtf16 || bytes.includes(0)) throw new TextFileError("is in UTF-16: save it as UTF-8");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new TextFileError("is not text in UTF-8: save it as UTF-8");
  }
}

function readBytes(file: string): Uint8Array {
  try {
    using opened = Deno.openSync(file);
    const bytes = new Uint8Array(MAX_TEXT_FILE_BYTES + 1);
    let length = 0;
    for (let got = 1; got > 0 && length < bytes.length; length += got) {
      got = opened.readSync(bytes.subarray(length)) ?? 0;
    }
    if (length <= MAX_TEXT_FILE_BYTES) return bytes.subarray(0, length);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw new TextFileError("does not exist");
    throw new TextFileError(`cannot be read: ${systemReason(error)}`);
  }
  throw new TextFileError(`has more than ${MAX_TEXT_FILE_BYTES} bytes`);
}
