/**
 * The protocol of PROTOCOL.md.
 * @module
 */
import { PROTOCOL_VERSION } from "../../../../protocol/limits.ts";
import { parseLine, ServerLine, type Welcome } from "../../../../protocol/messages.ts";
import type { Member } from "../member.ts";
import { ID_DIGITS, memberName, type Peer, templateOf } from "../peer.ts";
import { plainText } from "../text.ts";
import { lineEnd, startsWith } from "./line_framing.ts";

const LOWER_M = 0x6d;
/** `{"type":"message"` and no other line of the server has an m here. */
const TYPE_AT = '{"type":"'.length;

/** Says hello and returns the welcome. `fields` are added to the hello. */
export async function sayHello(member: Member, fields: object = {}): Promise<Welcome> {
  const name = memberName(member.index);
  const hello = { type: "hello", protocol: PROTOCOL_VERSION, name, ...fields };
  await member.send(JSON.stringify(hello) + "\n");
  const line = parseLine(ServerLine, await member.nextLine());
  if (line.type === "welcome") return line;
  throw new Error(`Cannot join as ${name}: the server answered ${JSON.stringify(line)}`);
}

const PING = new TextEncoder().encode('{"type":"ping"');

const id = "i".repeat(ID_DIGITS);

export const chatPeer: Peer = {
  framing: {
    tailBytes: '"}\n'.length,
    unitEnd: lineEnd,
    isMessage: (bytes, start) => bytes[start + TYPE_AT] === LOWER_M,
  },
  template(textBytes) {
    const text = plainText(textBytes);
    return templateOf(JSON.stringify({ type: "say", id, text }) + "\n", text, id);
  },
  enter: async (member) => void await sayHello(member, { history: 0 }),
  answer: (unit) => startsWith(unit, PING) ? '{"type":"pong"}\n' : undefined,
};
