/**
 * IRC: every member is in one channel.
 * @module
 */
import { memberName, type Peer, templateOf } from "../peer.ts";
import { plainText } from "../text.ts";
import { lineEnd, startsWith } from "./line_framing.ts";

const PING = new TextEncoder().encode("PING ");
const CHANNEL = "#room";
const SPACE = 0x20;
const UPPER_P = 0x50;
const UPPER_R = 0x52;

export const ircPeer: Peer = {
  framing: {
    tailBytes: "\r\n".length,
    unitEnd: lineEnd,
    // ":nick!user@host PRIVMSG #room :text"
    isMessage(bytes, start) {
      const command = bytes.indexOf(SPACE, start) + 1;
      return bytes[command] === UPPER_P && bytes[command + 1] === UPPER_R;
    },
  },
  template(textBytes) {
    const text = plainText(textBytes);
    return templateOf(`PRIVMSG ${CHANNEL} :${text}\r\n`, text);
  },
  async enter(member) {
    const name = memberName(member.index);
    await member.send(`NICK ${name}\r\nUSER ${name} 0 * :${name}\r\n`);
    for (let joined = false; !joined;) {
      const line = await member.nextLine();
      const [, command] = line.split(" ");
      if (line.startsWith("PING ")) await member.send(`PONG ${line.slice(5)}\r\n`);
      else if (line.startsWith("ERROR ")) {
        throw new Error(`Cannot join: the server answered ${line}`);
      } else if (command === "001") await member.send(`JOIN ${CHANNEL}\r\n`);
      else if (command === "366") joined = true;
    }
  },
  answer(unit) {
    if (!startsWith(unit, PING)) return undefined;
    return `PONG ${new TextDecoder().decode(unit.subarray(PING.length)).trim()}\r\n`;
  },
};
