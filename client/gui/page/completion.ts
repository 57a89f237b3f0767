/**
 * What may be completed in the box, and how.
 * @module
 */
import { type Candidate, type CommandWords, completionsAt } from "../../core/page.ts";

/** Offered at once. */
const MAX_OFFERED = 6;
/** So much of a bare word shows that a name may be meant: shorter ones begin too many. */
const MIN_BARE_CHARS = 2;

export interface Offer {
  readonly from: number;
  readonly candidates: readonly Candidate[];
  /** It was asked for with a sign: Enter takes the first one then, and sends what is there otherwise. */
  readonly isAsked: boolean;
}

export interface Completable {
  readonly names: readonly string[];
  readonly commands: readonly CommandWords[];
}

/** What what is typed at `caret` may become; nothing if it is that already. */
export function offerAt(text: string, caret: number, completable: Completable): Offer | undefined {
  if (caret < 0) return undefined;
  const found = completionsAt(text, caret, completable);
  if (found.kind === "path") return undefined;
  const { from, candidates } = found;
  const begun = text.slice(from, caret);
  const [sign] = /(?:^|[\p{L}\p{N}_.+-])?@$/u.exec(text.slice(0, from)) ?? [];
  // What follows the `@` of an address names a host.
  if (sign !== undefined && sign.length > 1) return undefined;
  const isAsked = sign !== undefined;
  const isBegun = isAsked || /^[/!]/.test(begun) || begun.length >= MIN_BARE_CHARS;
  const [first] = candidates;
  const isDone = candidates.length === 1 && first?.text === begun;
  if (!isBegun || first === undefined || isDone) return undefined;
  return { from, candidates: candidates.slice(0, MAX_OFFERED), isAsked };
}

/** `text` with `candidate` in the place of what was begun. */
export function complete(
  text: string,
  caret: number,
  { from, candidate }: { readonly from: number; readonly candidate: Candidate },
): { text: string; caret: number } {
  const rest = text.slice(caret);
  const after = candidate.after.endsWith(" ") && rest.startsWith(" ")
    ? candidate.after.slice(0, -1)
    : candidate.after;
  const before = text.slice(0, from) + candidate.text + after;
  return { text: before + rest, caret: before.length };
}
