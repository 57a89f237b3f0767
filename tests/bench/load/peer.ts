/**
 * What the load generator knows about a chat protocol; everything else is the same for all of them.
 * @module
 */
import type { Member } from "./member.ts";

/** How a protocol delivers messages. A unit is a message or any other line that the peer sends. */
export interface Framing {
  /** Bytes of a delivered message after its text. */
  readonly tailBytes: number;
  /** Where the unit that starts at `start` ends, or -1 if it is not complete before `filled`. */
  unitEnd(bytes: Uint8Array, start: number, filled: number): number;
  /** Is the unit that starts at `start` a delivered message? */
  isMessage(bytes: Uint8Array, start: number): boolean;
}

/** A message to send, ready but for its id and text. */
export interface Template {
  readonly bytes: Uint8Array;
  /** Where the text begins, and its length. */
  readonly textAt: number;
  readonly textBytes: number;
  /** Where the id begins, `ID_DIGITS` long; protocols without ids have none. */
  readonly idAt?: number;
}

/** Digits of the id of a message: as many messages as no run ever sends. */
export const ID_DIGITS = 10;

/** A protocol that the load generator speaks. */
export interface Peer {
  readonly framing: Framing;
  /** A message to send whose text has `textBytes`. */
  template(textBytes: number): Template;
  /** What comes on a connection before it is encrypted, if anything does. */
  readonly beforeTls?: (conn: Deno.TcpConn) => Promise<void>;
  /** Takes `member` through the handshake. Resolved: it is in the room and gets every later message. */
  enter(member: Member): Promise<void>;
  /** What to send back for a unit that is no message: the answer to a heartbeat. */
  answer(unit: Uint8Array): string | undefined;
}

/** A name no other member has, of the same length for all. */
export function memberName(index: number): string {
  return `m${String(index).padStart(5, "0")}`;
}

/** The encoded `message` (ASCII) with the places of the parts that differ from one message to the next. */
export function templateOf(message: string, text: string, id?: string): Template {
  const bytes = new TextEncoder().encode(message);
  const places = { bytes, textAt: message.indexOf(text), textBytes: text.length };
  return id === undefined ? places : { ...places, idAt: message.indexOf(id) };
}
