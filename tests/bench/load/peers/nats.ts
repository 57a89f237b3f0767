/**
 * Core NATS: every member subscribes to one subject, without echo.
 * @module
 */
import type { Member } from "../member.ts";
import type { Peer } from "../peer.ts";
import { templateOf } from "../peer.ts";
import { plainText } from "../text.ts";
import { lineEnd, startsWith } from "./line_framing.ts";

const UPPER_M = 0x4d;
const NEWLINE = 0x0a;
const PING = new TextEncoder().encode("PING");
const CONNECT = JSON.stringify({ verbose: false, pedantic: false, echo: false, lang: "bench" });

export const natsPeer: Peer = {
  framing: {
    tailBytes: "\r\n".length,
    unitEnd(bytes, start, filled) {
      const end = lineEnd(bytes, start, filled);
      return end < 0 || bytes[start] !== UPPER_M ? end : lineEnd(bytes, end, filled);
    },
    isMessage: (bytes, start) => bytes[start] === UPPER_M,
  },
  template(textBytes) {
    const text = plainText(textBytes);
    return templateOf(`PUB room ${textBytes}\r\n${text}\r\n`, text);
  },
  async enter(member) {
    await member.nextLine();
    await subscribe(member);
  },
  answer: (unit) => startsWith(unit, PING) ? "PONG\r\n" : undefined,
};

/** The same with TLS, which begins after the server has introduced itself. */
export const natsTlsPeer: Peer = {
  ...natsPeer,
  async beforeTls(conn) {
    const byte = new Uint8Array(1);
    while (await conn.read(byte) !== null && byte[0] !== NEWLINE);
  },
  enter: subscribe,
};

async function subscribe(member: Member): Promise<void> {
  await member.send(`CONNECT ${CONNECT}\r\nSUB room 1\r\nPING\r\n`);
  for (let line = ""; line !== "PONG";) {
    line = await member.nextLine();
    if (line.startsWith("-ERR")) throw new Error(`Cannot join: nats-server answered ${line}`);
  }
}
