/**
 * Why a text cannot be said.
 * @module
 */
import { MAX_TEXT_BYTES } from "../../../protocol/limits.ts";
import { isText, utf8Length } from "../../../protocol/text.ts";
import { Failure } from "./failures.ts";

/**
 * Why `text` is no message (PROTOCOL.md, Texts), with the limit that it is over; `undefined` if it
 * is one.
 */
export function textFailure(text: string): Failure | undefined {
  if (isText(text)) return undefined;
  const bytes = text.isWellFormed() ? utf8Length(text) : 0;
  if (bytes > MAX_TEXT_BYTES) {
    const [size, limit] = [bytes, MAX_TEXT_BYTES].map((count) => count.toLocaleString("en"));
    const why = `The text is too long: it has ${size} bytes, and a message at most ${limit}`;
    return new Failure("bad_text", `${why}. As a file it can be sent`);
  }
  if (!text.isWellFormed()) return new Failure("bad_text");
  return new Failure("bad_text", "There is nothing to see in this text");
}
