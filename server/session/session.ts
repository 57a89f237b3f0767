/**
 * One member's connection from `welcome` to close: the only place where a wire meets rooms.
 * @module
 */
import { type ErrorCode, errorFacts, ERRORS, ProtocolError } from "../../protocol/errors.ts";
import type { ExactReader } from "../../protocol/exact_reader.ts";
import { readLineGroups } from "../../protocol/lines.ts";
import { DRAIN_MS, MAX_LINE_BYTES } from "../../protocol/limits.ts";
import { sleep } from "../../protocol/sleep.ts";
import type { Wire } from "../../protocol/wire.ts";
import { type Budget, isNetworkError, type LimitName, refuse } from "../base/mod.ts";
import { Cursor, type Draft, type RoomLog, type Writer } from "../log/mod.ts";
import type { Caller } from "../requests/mod.ts";
import type { Connection, Member, Room } from "../rooms/mod.ts";
import type { Change, Outcome } from "../store/mod.ts";
import { Feed } from "./feed.ts";
import { PacedSource } from "./paced_source.ts";
import type { SessionParts } from "./parts.ts";
import { SilenceWatch, STALL_MS } from "./silence.ts";

/**
 * Answers and own entries that may wait for one connection; reading from it pauses at this number.
 */
export const MAX_PENDING_REPLIES = 1_024;

/** Whose session it is, and where. */
export interface Owner {
  readonly member: Member;
  readonly room: Room;
}

export class Session implements Connection, Caller, Writer {
  readonly member: Member;
  readonly room: Room;
  readonly budget: Budget;
  readonly #feed: Feed;
  readonly #ended = new AbortController();
  readonly #cursors = new Map<RoomLog, Cursor>();
  readonly #silence: SilenceWatch;
  /** Own changes about which the log has not answered yet. */
  #unanswered = 0;
  #closeCode: ErrorCode | undefined;
  #farewell: Promise<void> | undefined;
  #hasQuit = false;
  #wasKicked = false;

  constructor(
    owner: Owner,
    private readonly wire: Wire,
    private readonly parts: SessionParts,
  ) {
    const { clock, budgets, traffic } = parts;
    const now = clock.monotonic();
    this.member = owner.member;
    this.room = owner.room;
    this.budget = budgets.of(owner.member, now);
    this.#silence = new SilenceWatch(now);
    this.#feed = new Feed(wire, {
      monotonic: () => clock.monotonic(),
      onBroken: () => this.cut(),
      onSent: (bytes) => traffic.sentBytes += bytes,
    });
  }

  get host(): string {
    return this.wire.peer.hostname;
  }

  get isCongested(): boolean {
    return this.#feed.waiting + this.#unanswered > MAX_PENDING_REPLIES;
  }

  async relieved(): Promise<void> {
    if (this.#unanswered > 0) await this.parts.log.settled();
    await this.#feed.idle();
  }

  reply(line: object): void {
    this.#feed.reply(line);
  }

  append(change: Change, answer: (outcome: Outcome) => readonly object[]): Promise<Outcome> {
    return this.parts.log.append(this.#draft(change, answer));
  }

  enqueue(change: Change, answer: (outcome: Outcome) => readonly object[]): void {
    this.parts.log.enqueue(this.#draft(change, answer));
  }

  own(room: RoomLog, seq: number, lines: readonly object[]): void {
    const text = lines.map((line) => JSON.stringify(line) + "\n").join("");
    this.#cursors.get(room)?.addOwn(seq, text);
  }

  /** Sends the log of `room`, too, from after the entry `since`, if it does not yet. */
  follow(room: RoomLog, since: number): void {
    if (this.#cursors.has(room) || this.#ended.signal.aborted) return;
    const cursor = new Cursor(room, since);
    this.#cursors.set(room, cursor);
    room.readers.add(this.#feed);
    this.#feed.follow(cursor);
  }

  /** There may be something to send. */
  wake(): void {
    this.#feed.wake();
  }

  /**
   * Serves requests until the connection ends, one way or the other; `left` is called when nothing
   * more is for it.
   */
  async serve(reader: ExactReader, left: () => void): Promise<void> {
    const { clock, presence, handleLine } = this.parts;
    try {
      const pause = (ms: number) => this.pause(ms, "byteRate");
      const source = new PacedSource(this.wire, this.budget.bytes, pause);
      const groups = readLineGroups(source, {
        maxLineBytes: MAX_LINE_BYTES,
        first: reader.takeRest(),
        onBytes: (bytes) => {
          const now = clock.monotonic();
          this.#silence.heard(now);
          source.took(bytes, now);
        },
      });
      reading: for await (const lines of groups) {
        for (const line of lines) {
          // Only a whole line shows that the welcome has reached the member, with its new token.
          if (!this.member.isConfirmed || this.member.previousToken !== undefined) {
            presence.confirm(this.member);
          }
          const pending = handleLine(this, line);
          if (pending !== undefined) await pending;
          if (this.#hasQuit || this.#ended.signal.aborted) break reading;
        }
      }
    } catch (error) {
      this.#explain(error);
    }
    await this.#finish(left);
  }

  pause(ms: number, limit: LimitName): Promise<void> {
    const { traffic, clock } = this.parts;
    traffic.met(limit);
    // Who is kept waiting does not count as silent.
    this.#silence.heard(clock.monotonic() + ms);
    return sleep(ms, this.#ended.signal);
  }

  quit(): void {
    this.#hasQuit = true;
  }

  /**
   * Says why, then closes, without waiting for the peer. `retryInMs` asks the client to come back
   * then.
   */
  close(code: ErrorCode, retryInMs?: number): void {
    if (this.#closeCode !== undefined) return;
    this.#closeCode = code;
    this.reply({ type: "closing", code, text: ERRORS[code].text, retryInMs });
    // The serving loop is waiting for the peer; this ends it.
    this.#ended.abort();
    this.#farewell = this.#feed.idle().then(() => refuse(this.wire, new Uint8Array()));
  }

  /** An operator has shown the member the door. */
  kick(code: "kicked" | "banned"): void {
    this.#wasKicked = true;
    this.close(code);
  }

  replace(): void {
    this.close("replaced");
  }

  /** Keeps the deadlines: silence, and a peer that does not read. */
  sweep(now: number): void {
    if (this.#feed.stalledMs(now) >= STALL_MS) {
      this.#closeCode ??= "slow_consumer";
      return this.cut();
    }
    const due = this.#silence.due(now);
    if (due === "close") this.close("idle");
    else if (due === "ping") this.reply({ type: "ping" });
  }

  /** Closes at once, without a word. */
  cut(): void {
    this.#ended.abort();
    this.#feed.end();
    this.wire.close();
  }

  #draft(change: Change, answer: (outcome: Outcome) => readonly object[]): Draft {
    this.#unanswered++;
    return {
      change,
      writer: this,
      answer: (outcome) => {
        this.#unanswered--;
        return answer(outcome);
      },
    };
  }

  /**
   * A line that broke the rules is answered and ends the session; so does a broken connection,
   * without a word.
   */
  #explain(error: unknown): void {
    if (this.#ended.signal.aborted) return;
    if (error instanceof ProtocolError && errorFacts(error.code)?.fatal) {
      this.reply({ type: "error", code: error.code, text: error.message });
      return this.close(error.code);
    }
    if (isNetworkError(error)) return;
    this.parts.observe({ type: "failure", error });
    this.close("internal");
  }

  /** Leaves, delivers what is still owed, and closes. */
  async #finish(left: () => void): Promise<void> {
    const { log, presence, observe } = this.parts;
    const { member } = this;
    if (this.#unanswered > 0) await log.settled();
    left();
    for (const room of this.#cursors.keys()) {
      room.readers.delete(this.#feed);
      if (room !== this.room.log) log.rooms.close(room);
    }
    // Who sees the connection end may rely on it that this is stored.
    if (this.#hasQuit || this.#wasKicked) {
      await presence.quit(member, this, this.#wasKicked ? "kicked" : "quit");
    } else {
      observe({ type: "dropped", name: member.name, code: this.#closeCode ?? "lost" });
      await presence.drop(member, this);
    }
    const delivered = this.#feed.idle();
    await (this.#farewell ?? Promise.race([delivered, sleep(DRAIN_MS, this.#ended.signal)]));
    this.cut();
  }
}
