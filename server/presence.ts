/**
 * Joining, dropping, coming back, leaving, renaming: the entries they make and what is stored of them
 * (PROTOCOL.md, hello and welcome).
 * @module
 */
import { ProtocolError } from "../protocol/errors.ts";
import {
  LEAVE_GRACE_MS,
  MAX_ABSENT_MEMBERS,
  NAME_HOLD_MS,
  TOKEN_LIFE_MS,
} from "../protocol/limits.ts";
import type { Hello } from "../protocol/messages.ts";
import { normalizeName } from "../protocol/names.ts";
import type { Observer } from "./events.ts";
import type { Log } from "./log.ts";
import type { Connection, Member } from "./room/members.ts";
import type { Room } from "./room/room.ts";
import type { Position } from "./room/tail.ts";
import { randomHex128, type Store } from "./store/store.ts";

/** Where time comes from. */
export interface Clock {
  /** Monotonic, in ms. */
  readonly now: () => number;
  readonly date: () => Date;
}

/** What becomes of a hello. */
export interface JoinCallbacks {
  /** Stored. `own` is the entry that announced the member, if one was needed; no reader has seen it yet. */
  joined(member: Member, resumed: boolean, own?: { seq: number; place: Position }): void;
  refused(error: ProtocolError): void;
}

/** Keeps the members of a room in step with its log and with the store. */
export class Presence {
  #nextAuthor: number;
  readonly #leaving = new Set<Member>();

  /** Takes over the members that the store remembers: those who were present count as dropped now. */
  constructor(
    private readonly room: Room,
    private readonly log: Log,
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly observe: Observer,
  ) {
    this.#nextAuthor = store.firstFreeAuthor();
    const now = clock.now();
    const wall = clock.date().getTime();
    store.members.forget(wall - TOKEN_LIFE_MS);
    for (const row of store.members.all()) {
      const isPresent = row.joined !== null;
      const awayMs = isPresent ? 0 : Math.max(0, wall - row.seenAt);
      const member: Member = {
        author: row.author,
        name: row.name,
        token: row.token,
        previousToken: row.previousToken ?? undefined,
        joined: row.joined ?? undefined,
        connection: undefined,
        droppedAt: now - awayMs,
        confirmed: true,
      };
      room.members.add(member);
      if (awayMs >= NAME_HOLD_MS) room.members.unclaim(member.name, member.author);
    }
  }

  /** Lets the sender of `hello` in, as the member it was if its token is good. */
  join(hello: Hello, connection: Connection, callbacks: JoinCallbacks): void {
    const known = hello.token === undefined
      ? undefined
      : this.room.members.findByToken(hello.token);
    try {
      if (known === undefined) this.#joinNew(hello, connection, callbacks);
      else this.#resume(known, hello.token as string, connection, callbacks);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      callbacks.refused(error);
    }
  }

  /** The client has shown that it knows its newest token. */
  confirm(member: Member): void {
    member.confirmed = true;
    if (member.previousToken === undefined) return;
    this.room.members.rotate(member, member.token, undefined);
    this.log.write({ apply: () => this.put(member) });
  }

  /** The connection of `member` has ended without a word. */
  drop(member: Member, connection: Connection): void {
    if (member.connection !== connection) return;
    member.connection = undefined;
    member.droppedAt = this.clock.now();
    if (!member.confirmed) this.#leave(member, "lost");
  }

  /** `member` has said that it is going. */
  quit(member: Member): void {
    member.connection = undefined;
    this.#leave(member, "quit");
  }

  /** Stores `member` as it is, under another name if `name` is given. Call it inside a transaction. */
  put(member: Member, joined: number | undefined = member.joined, name = member.name): void {
    this.store.members.put({ ...this.#row(member, joined ?? null), name });
  }

  /** Carries out what is due: members shown as left, names freed, tokens forgotten. */
  sweep(): void {
    const now = this.clock.now();
    for (const member of this.room.members.droppedFor(LEAVE_GRACE_MS, now)) {
      const awayMs = now - member.droppedAt;
      if (member.joined !== undefined) this.#leave(member, "lost");
      else if (awayMs >= TOKEN_LIFE_MS) this.#forget(member);
      else if (awayMs >= NAME_HOLD_MS) this.room.members.unclaim(member.name, member.author);
    }
    for (const member of this.room.members.absentBeyond(MAX_ABSENT_MEMBERS)) this.#forget(member);
  }

  #joinNew(hello: Hello, connection: Connection, callbacks: JoinCallbacks): void {
    const name = normalizeName(hello.name ?? "");
    if (name === undefined) throw new ProtocolError("bad_name");
    const author = this.#nextAuthor++;
    if (!this.room.members.claim(name, author)) throw new ProtocolError("name_taken");
    const member: Member = {
      author,
      name,
      token: randomHex128(),
      previousToken: undefined,
      joined: undefined,
      connection,
      droppedAt: 0,
      confirmed: false,
    };
    this.#announce(member, false, callbacks, () => this.room.members.unclaim(name, author));
  }

  #resume(
    member: Member,
    presented: string,
    connection: Connection,
    callbacks: JoinCallbacks,
  ): void {
    const { members } = this.room;
    if (!members.claim(member.name, member.author)) throw new ProtocolError("name_taken");
    member.connection?.replace();
    member.connection = connection;
    members.rotate(member, randomHex128(), presented);
    if (member.joined === undefined || this.#leaving.has(member)) {
      return this.#announce(member, true, callbacks, () => this.drop(member, connection));
    }
    this.log.write({
      apply: () => this.put(member),
      stored: () => {
        if (member.connection === connection) callbacks.joined(member, true);
      },
      failed: (code) => {
        if (code === "storage_full" && member.connection === connection) {
          // It may read on while nothing can be stored: the token it came with stays good.
          members.rotate(member, presented, undefined);
          return callbacks.joined(member, true);
        }
        this.drop(member, connection);
        callbacks.refused(new ProtocolError(code));
      },
    });
  }

  #announce(
    member: Member,
    resumed: boolean,
    callbacks: JoinCallbacks,
    undo: () => void,
  ): void {
    const { connection } = member;
    this.log.append({
      room: this.room,
      type: "joined",
      author: 0,
      fields: { name: member.name },
      apply: (seq) => this.put(member, seq),
      stored: (seq, place) => {
        this.room.members.add(member);
        this.room.members.enter(member, seq);
        if (member.connection === connection) callbacks.joined(member, resumed, { seq, place });
      },
      failed: (code) => {
        undo();
        callbacks.refused(new ProtocolError(code));
      },
    });
  }

  #leave(member: Member, reason: "quit" | "lost"): void {
    if (this.#leaving.has(member)) return;
    this.#leaving.add(member);
    const { name } = member;
    const isForgotten = reason === "quit" || !member.confirmed;
    this.log.append({
      room: this.room,
      type: "left",
      author: 0,
      fields: { name, reason },
      apply: () => {
        if (reason === "quit") this.store.members.remove(member.author);
        else this.store.members.put(this.#row(member, null));
      },
      stored: () => {
        this.#leaving.delete(member);
        if (reason === "quit") this.room.members.remove(member);
        else this.room.members.leave(member);
        if (isForgotten && member.connection === undefined) {
          this.room.members.unclaim(name, member.author);
        }
        this.observe({ type: "left", name, reason });
      },
      failed: () => this.#leaving.delete(member),
    });
  }

  #forget(member: Member): void {
    this.room.members.remove(member);
    this.log.write({ apply: () => this.store.members.remove(member.author) });
  }

  #row(member: Member, joined: number | null) {
    const { author, name, token, previousToken = null } = member;
    const seenAt = this.clock.date().getTime();
    return { author, room: this.room.id, name, token, previousToken, joined, seenAt };
  }
}
