/**
 * The protocol of the ceiling relay: bare lines, as long as those that `chat serve` delivers.
 * @module
 */
import { type Peer, templateOf } from "../peer.ts";
import { PLAIN_TEXT } from "../text.ts";
import { lineEnd } from "./line_framing.ts";

/** What stands before the text of a delivered line. */
const HEAD = "block ".padEnd(110, "-");

/** A delivered line. */
export const BLOCK_LINE = `${HEAD}${PLAIN_TEXT}\n`;

export const blockPeer: Peer = {
  framing: {
    tailBytes: 1,
    unitEnd: lineEnd,
    isMessage: () => true,
  },
  template: templateOf(`${PLAIN_TEXT}\n`, PLAIN_TEXT),
  enter: async (member) => void await member.nextLine(),
  answer: () => undefined,
};
