/**
 * The protocol of the ceiling relay: bare lines, as long as those that `chat serve` delivers.
 * @module
 */
import { type Peer, templateOf } from "../peer.ts";
import { plainText } from "../text.ts";
import { lineEnd } from "./line_framing.ts";

/** What stands before the text of a delivered line. */
const HEAD = "block ".padEnd(110, "-");

/** A delivered line. */
export function blockLine(textBytes: number): string {
  return `${HEAD}${plainText(textBytes)}\n`;
}

export const blockPeer: Peer = {
  framing: {
    tailBytes: 1,
    unitEnd: lineEnd,
    isMessage: () => true,
  },
  template(textBytes) {
    const text = plainText(textBytes);
    return templateOf(`${text}\n`, text);
  },
  enter: async (member) => void await member.nextLine(),
  answer: () => undefined,
};
