/**
 * What went wrong, for people, in their language.
 * @module
 */
import { errorFacts } from "../../../protocol/errors.ts";
import { printable } from "../../../protocol/text.ts";
import { failureText } from "../../core/page.ts";
import type { RoomView, Trouble } from "../channel.ts";
import type { Texts } from "./texts.ts";

/** The sentence for a code alone. */
export function codeText(code: string, texts: Texts): string {
  return printable(texts.failure(code, failureText(code)));
}

export function troubleText({ code, text }: Trouble, texts: Texts): string {
  return printable(texts.failure(code, text));
}

/** Why the room cannot be entered. */
export function problemText(problem: Trouble, address: string, texts: Texts): string {
  const why = troubleText(problem, texts);
  // A name can be chosen anew: where the server is does not matter then.
  return errorFacts(problem.code)?.otherName ? why : texts.cannotJoin(address, why);
}

/** Why a link is closed for good. */
export function closedText(
  link: Extract<RoomView["link"], { state: "closed" }>,
  address: string,
  texts: Texts,
): string {
  const why = troubleText(link, texts);
  return link.code === "left" ? `${why}.` : texts.disconnected(address, why);
}
