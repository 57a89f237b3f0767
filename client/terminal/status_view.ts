/**
 * The status line.
 * @module
 */
import { printable } from "../../protocol/text.ts";
import { fitCells } from "./graphemes.ts";

export type LinkView =
  | { readonly state: "connecting" }
  | { readonly state: "up" }
  | { readonly state: "waiting"; readonly untilMs: number }
  | { readonly state: "closed" };

export interface StatusFacts {
  readonly link: LinkView;
  readonly you: string;
  readonly room: string;
  readonly members: number;
  readonly uploads: number;
  readonly downloads: number;
  /** Own messages without acknowledgement. */
  readonly unsent: number;
  /** Messages that came while the link was down, until they have been seen. */
  readonly missed: number;
  /** Can nobody on the network read along? */
  readonly isEncrypted: boolean;
}

/**
 * `ana in main · 3 here · ↑1 ↓2`; before it, where a narrow screen cannot cut it off, what is not as it should be: a link
 * that is down, messages not yet seen (`37 missed`), `not encrypted` for as long as it is so.
 */
export function statusRow(facts: StatusFacts, nowMs: number, columns: number): string {
  const parts: string[] = [];
  const link = linkText(facts.link, nowMs);
  if (link !== "") parts.push(link);
  if (facts.missed > 0) parts.push(`${facts.missed} missed`);
  if (!facts.isEncrypted) parts.push("not encrypted");
  if (facts.room !== "") {
    parts.push(`${printable(facts.you)} in ${printable(facts.room)}`, `${facts.members} here`);
  }
  const transfers = [
    facts.uploads > 0 ? `↑${facts.uploads}` : "",
    facts.downloads > 0 ? `↓${facts.downloads}` : "",
  ].filter(Boolean).join(" ");
  if (transfers !== "") parts.push(transfers);
  if (facts.unsent > 0) parts.push(`${facts.unsent} not sent yet`);
  return fitCells(parts.join(" · "), columns - 1);
}

function linkText(link: LinkView, nowMs: number): string {
  switch (link.state) {
    case "connecting":
      return "connecting…";
    case "up":
      return "";
    case "waiting":
      return `offline, trying again in ${Math.max(0, Math.ceil((link.untilMs - nowMs) / 1000))} s`;
    case "closed":
      return "closed";
    default:
      link satisfies never;
      return "";
  }
}
