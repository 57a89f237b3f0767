/**
 * One chat connection from hello to close: the only place where a socket meets a room. Longer than other files, so that
 * everything that a connection goes through stands in one.
 * @module
 */
import { type ErrorCode, errorFacts, ERRORS, ProtocolError } from "../../protocol/errors.ts";
import { readLines } from "../../protocol/lines.ts";
import {
  DEAD_AFTER_MS,
  DRAIN_MS,
  MAX_LINE_BYTES,
  PING_AFTER_MS,
  STALL_MS,
} from "../../protocol/limits.ts";
import type { Hello } from "../../protocol/messages.ts";
import { sleep } from "../../protocol/sleep.ts";
import type { Budget } from "./budgets.ts";
import { Feed } from "./feed.ts";
import { closeQuietly, isNetworkError, refuse } from "../door/handshake.ts";
import type { LimitName } from "../base/limit_table.ts";
import { PacedSource } from "./paced_source.ts";
import { limitsOf, type Parts } from "../parts.ts";
import type { PrivateRoom } from "../rooms/private_rooms.ts";
import { handleLine } from "../requests/requests.ts";
import { Cursor } from "../log/cursor.ts";
import type { Connection, Member } from "../rooms/members.ts";
import type { RoomLog } from "../log/room_log.ts";
import type { Position } from "../log/tail.ts";

/** A connection whose hello was accepted. */
export class Session implements Connection {
  readonly feed: Feed;
  readonly #ended = new AbortController();
  #member: Member | undefined;
  #budget: Budget | undefined;
  readonly #cursors = new Map<RoomLog, Cursor>();
  readonly #privateRooms = new Set<PrivateRoom>();
  #receivedAt: number;
  #pingedAt: number;
  #closeCode: ErrorCode | undefined;
  #farewell: Promise<void> | undefined;
  #hasQuit = false;
  #wasKicked = false;

  constructor(
    readonly parts: Parts,
    private readonly conn: Deno.Conn,
    readonly address: string,
  ) {
    const now = parts.clock.now();
    this.#receivedAt = this.#pingedAt = now;
    const { traffic } = parts;
    this.feed = new Feed(conn, {
      now: parts.clock.now,
      onBroken: () => this.cut(),
      onSent: (bytes) => traffic.sentBytes += bytes,
    });
  }

  /** The member it belongs to. Only for code that runs after {@linkcode join}. */
  get member(): Member {
    return this.#member as Member;
  }

  /** What it may do in a time. Only for code that runs after {@linkcode join}. */
  get budget(): Budget {
    return this.#budget as Budget;
  }

  /** Becomes a member and sends `welcome`. @throws {ProtocolError} if the name or the server says no. */
  join(hello: Hello): Promise<void> {
    return new Promise((resolve, reject) => {
      this.parts.presence.join(hello, this, {
        joined: (member, resumed, own) => {
          this.#welcome(member, resumed, hello, own);
          resolve();
        },
        refused: reject,
      });
    });
  }

  /** Serves requests until the connection ends, one way or the other. `first` was read from it already. */
  async serve(first: Uint8Array): Promise<void> {
    try {
      const pause = (ms: number) => this.pause(ms, "byteRate");
      const source = new PacedSource(this.conn, this.budget.bytes, pause);
      const lines = readLines(source, {
        maxLineBytes: MAX_LINE_BYTES,
        first,
        onBytes: (bytes) => source.took(bytes, this.#receivedAt = this.parts.clock.now()),
      });
      for await (const line of lines) {
        if (!this.member.confirmed || this.member.previousToken !== undefined) {
          this.parts.presence.confirm(this.member);
        }
        await handleLine(this, line);
        if (this.#hasQuit || this.#ended.signal.aborted) break;
      }
    } catch (error) {
      this.#explain(error);
    }
    await this.#finish();
  }

  /** The entry of `room` at `place` is this session's own: in its place it gets `replacement`. */
  own(room: RoomLog, seq: number, place: Position, ...replacement: object[]): void {
    const lines = replacement.map((line) => JSON.stringify(line) + "\n").join("");
    this.#cursors.get(room)?.addOwn(seq, place, lines);
  }

  /** Follows `room`, too, from after the entry `since`, if it does not yet. */
  followPrivate(room: PrivateRoom, since: number): void {
    if (this.#privateRooms.has(room) || this.#ended.signal.aborted) return;
    this.#privateRooms.add(room);
    this.#follow(room.log, since);
  }

  /** Waits `ms` because of `limit`, or until the connection ends. Who is kept waiting does not count as silent. */
  pause(ms: number, limit: LimitName): Promise<void> {
    this.parts.traffic.met(limit);
    this.#receivedAt = this.parts.clock.now() + ms;
    return sleep(ms, this.#ended.signal);
  }

  /** The member has said that it is going. */
  quit(): void {
    this.#hasQuit = true;
  }

  /** Says why, then closes, without waiting for the peer. `retryInMs` asks the client to come back then. */
  close(code: ErrorCode, retryInMs?: number): void {
    if (this.#closeCode !== undefined) return;
    this.#closeCode = code;
    this.feed.reply({ type: "closing", code, text: ERRORS[code].text, retryInMs });
    // The serving loop is waiting for the peer; this ends it.
    this.#ended.abort();
    this.#farewell = this.feed.idle().then(() => refuse(this.conn, new Uint8Array()));
  }

  /** The network address of the peer, without its port. */
  get host(): string {
    return (this.conn.remoteAddr as Deno.NetAddr).hostname;
  }

  /** An operator has shown the member the door. */
  kick(code: "kicked" | "banned" = "kicked"): void {
    this.#wasKicked = true;
    this.close(code);
  }

  replace(): void {
    this.close("replaced");
  }

  /** Keeps the deadlines: silence, and a peer that does not read. */
  sweep(now: number): void {
    const silentMs = now - this.#receivedAt;
    if (this.feed.stalledMs(now) >= STALL_MS) {
      this.#closeCode ??= "slow_consumer";
      this.cut();
    } else if (silentMs >= DEAD_AFTER_MS) this.close("idle");
    else if (silentMs >= PING_AFTER_MS && now - this.#pingedAt >= PING_AFTER_MS) {
      this.#pingedAt = now;
      this.feed.reply({ type: "ping" });
    }
  }

  #welcome(
    member: Member,
    resumed: boolean,
    hello: Hello,
    own: { seq: number; place: Position } | undefined,
  ): void {
    const { log, room, logId, settings, sessions, privateRooms, archive, observe } = this.parts;
    this.#member = member;
    this.#budget = this.parts.budgets.of(member, this.parts.clock.now());
    const isSameLog = hello.log === undefined || hello.log === logId;
    const known = isSameLog && hello.since !== undefined && hello.since <= log.lastSeq
      ? hello.since
      : undefined;
    const guests = room.members.guests();
    this.feed.reply({
      type: "welcome",
      you: member.name,
      room: room.name,
      members: room.members.names(),
      guests: guests.length > 0 ? guests : undefined,
      seq: log.lastSeq,
      log: logId,
      token: member.token,
      topic: this.parts.moderation.topic,
      operator: this.parts.moderation.isOperator(member.key) || undefined,
      resumed,
      missed: known === undefined ? undefined : archive.missed(member.author, known),
      limits: limitsOf(settings),
      server: settings.agent,
    });
    sessions.set(member.author, this);
    const since = (log: RoomLog) => known ?? log.startOfHistory(hello.history ?? settings.history);
    this.#follow(room, since(room));
    if (own !== undefined) this.own(room, own.seq, own.place);
    for (const other of privateRooms.of(member.author)) this.followPrivate(other, since(other.log));
    this.feed.wake();
    const type = resumed ? "resumed" : "joined";
    observe({ type, name: member.name, address: this.address });
  }

  #follow(room: RoomLog, since: number): void {
    const cursor = new Cursor(room, since);
    this.#cursors.set(room, cursor);
    room.readers.add(this.feed);
    this.feed.follow(cursor);
  }

  /** A line that broke the rules is answered and ends the session; so does a broken connection, without a word. */
  #explain(error: unknown): void {
    if (this.#ended.signal.aborted) return;
    if (error instanceof ProtocolError && errorFacts(error.code)?.fatal) {
      this.feed.reply({ type: "error", code: error.code, text: error.message });
      return this.close(error.code);
    }
    if (isNetworkError(error)) return;
    this.parts.observe({ type: "failure", error });
    this.close("internal");
  }

  /** Leaves the room, delivers what is still owed, and closes. */
  async #finish(): Promise<void> {
    const { log, presence, privateRooms, sessions, observe } = this.parts;
    const { member } = this;
    log.flush();
    for (const room of this.#cursors.keys()) room.readers.delete(this.feed);
    for (const room of this.#privateRooms) privateRooms.close(room);
    if (sessions.get(member.author) === this) sessions.delete(member.author);
    if (this.#hasQuit || this.#wasKicked) {
      presence.quit(member, this.#wasKicked ? "kicked" : "quit");
    } else {
      observe({ type: "dropped", name: member.name, code: this.#closeCode ?? "lost" });
      presence.drop(member, this);
    }
    // Who sees the connection end may rely on it that this is stored.
    log.flush();
    const delivered = this.feed.idle();
    await (this.#farewell ?? Promise.race([delivered, sleep(DRAIN_MS, this.#ended.signal)]));
    this.cut();
  }

  /** Closes at once, without a word. */
  cut(): void {
    this.#ended.abort();
    this.feed.end();
    closeQuietly(this.conn);
  }
}
