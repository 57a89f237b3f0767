/**
 * MQTT 5: every member subscribes to one topic at QoS 0, without its own messages ("no local").
 * @module
 */
import { memberName, type Peer, templateOf } from "../peer.ts";
import { plainText } from "../text.ts";

/** Types of packets, in the upper half of the first byte. */
const CONNACK = 0x20;
const PUBLISH = 0x30;
const SUBACK = 0x90;
const TYPE_BITS = 0xf0;
/** A length has seven bits a byte; the upper bit says that more follows. */
const MORE = 0x80;
const NO_LOCAL = 0x04;
const CLEAN_START = 0x02;
/** Codes of answers from here on are failures. */
const FIRST_FAILURE = 0x80;
const TOPIC = "room";

/** Where the packet that starts at `start` ends, or -1 if its end is not there yet. */
export function packetEnd(bytes: Uint8Array, start: number, filled: number): number {
  let length = 0;
  for (let at = start + 1, unit = 1; at < filled; at++, unit *= MORE) {
    const byte = bytes[at] as number;
    length += (byte & ~MORE) * unit;
    if ((byte & MORE) !== 0) continue;
    const end = at + 1 + length;
    return end <= filled ? end : -1;
  }
  return -1;
}

export const mqttPeer: Peer = {
  framing: {
    tailBytes: "\n".length,
    unitEnd: packetEnd,
    isMessage: (bytes, start) => ((bytes[start] as number) & TYPE_BITS) === PUBLISH,
  },
  template(textBytes) {
    const text = plainText(textBytes);
    // A line break after the text: the end of a message is recognised by it, as in the other protocols.
    const body = `${field(TOPIC)}\0${text}\n`;
    const head = String.fromCharCode(PUBLISH);
    const places = templateOf(`${head}${body}`, text);
    const { length, lengthBytes } = lengthOf(body.length);
    const bytes = Uint8Array.of(PUBLISH, ...length, ...latin1(body));
    return { ...places, bytes, textAt: places.textAt + lengthBytes };
  },
  async enter(member) {
    const id = field(memberName(member.index));
    const version = "\x05";
    const keepAliveNever = "\0\0";
    const connect = `${field("MQTT")}${version}${String.fromCharCode(CLEAN_START)}` +
      `${keepAliveNever}\0${id}`;
    await member.send(packet(0x10, connect));
    const connected = await member.nextUnit(packetEnd);
    const connack = connected[3] as number;
    if (connected[0] !== CONNACK || connack >= FIRST_FAILURE) {
      throw new Error(`Cannot join: the server answered ${connected.toHex()}`);
    }
    await member.send(packet(0x82, `\0\x01\0${field(TOPIC)}${String.fromCharCode(NO_LOCAL)}`));
    const subscribed = await member.nextUnit(packetEnd);
    if (subscribed[0] !== SUBACK || (subscribed.at(-1) as number) >= FIRST_FAILURE) {
      throw new Error(`Cannot subscribe: the server answered ${subscribed.toHex()}`);
    }
  },
  answer: () => undefined,
};

/** A text with its length before it. */
function field(text: string): string {
  return String.fromCharCode(text.length >> 8, text.length & 0xff) + text;
}

function packet(head: number, body: string): Uint8Array {
  return Uint8Array.of(head, ...lengthOf(body.length).length, ...latin1(body));
}

function lengthOf(bytes: number): { length: readonly number[]; lengthBytes: number } {
  const length: number[] = [];
  let rest = bytes;
  do {
    const more = rest >= MORE ? MORE : 0;
    length.push(rest % MORE | more);
    rest = Math.floor(rest / MORE);
  } while (rest > 0);
  return { length, lengthBytes: length.length };
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
