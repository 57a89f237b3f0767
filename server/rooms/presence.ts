/**
 * Joining, dropping, coming back, leaving, renaming: the entries they make and what is stored of them
 * (PROTOCOL.md, hello and welcome).
 * @module
 */
import { ProtocolError } from "../../protocol/errors.ts";
import {
  LEAVE_GRACE_MS,
  MAX_ABSENT_MEMBERS,
  NAME_HOLD_MS,
  TOKEN_LIFE_MS,
} from "../../protocol/limits.ts";
import type { Hello } from "../../protocol/messages.ts";
import { normalizeName } from "../../protocol/names.ts";
import type { Clock } from "../base/clock.ts";
import type { Observer } from "../base/events.ts";
import type { Log } from "../log/log.ts";
import type { OwnedNames } from "./names.ts";
import { restoreMembers } from "./restore_members.ts";
import type { Connection, Member } from "./members.ts";
import type { Room } from "./room.ts";
import type { Position } from "../log/tail.ts";
import { randomHex128, type Store } from "../store/store.ts";

/** What becomes of a hello. */
export interface JoinCallbacks {
  /** Stored. `own` is the entry that announced the member, if one was needed; no reader has seen it yet. */
  joined(member: Member, resumed: boolean, own?: { seq: number; place: Position }): void;
  refused(error: ProtocolError): void;
}

/** What presence is kept with. */
export interface PresenceParts {
  readonly room: Room;
  readonly log: Log;
  readonly store: Store;
  readonly clock: Clock;
  readonly observe: Observer;
  readonly names: OwnedNames;
}

/** Keeps the members of a room in step with its log and with the store. */
export class Presence {
  private readonly room: Room;
  private readonly log: Log;
  private readonly store: Store;
  private readonly clock: Clock;
  private readonly observe: Observer;
  private readonly names: OwnedNames;
  #nextAuthor: number;
  readonly #leaving = new Set<Member>();

  /** Takes over the members that the store remembers. */
  constructor(parts: PresenceParts) {
    this.room = parts.room;
    this.log = parts.log;
    this.store = parts.store;
    this.clock = parts.clock;
    this.observe = parts.observe;
    this.names = parts.names;
    this.#nextAuthor = parts.store.firstFreeAuthor();
    restoreMembers(parts);
  }

  /** Lets the sender of `hello`, whose key is proved, in: as the member it was if its token or its key says so. */
  join(hello: Hello, connection: Connection, callbacks: JoinCallbacks): void {
    const { key, token } = hello;
    const known = token === undefined ? undefined : this.room.members.findByToken(token);
    try {
      const absent = known ?? this.#absentOwner(hello);
      if (absent === undefined) return this.#joinNew(hello, connection, callbacks);
      if (!this.names.mayUse(absent.name, key)) throw new ProtocolError("name_owned");
      absent.key = key;
      absent.isGuest = key === undefined;
      const presented = known === undefined ? absent.token : token;
      this.#resume(absent, presented as string, connection, callbacks);
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

  /** `member` has said that it is going, or was shown the door. */
  quit(member: Member, reason: "quit" | "kicked" = "quit"): void {
    member.connection = undefined;
    this.#leave(member, reason);
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

  /** The member without a connection whose name belongs to the key of `hello`. */
  #absentOwner({ name = "", key }: Hello): Member | undefined {
    const member = this.room.members.findByName(normalizeName(name) ?? "");
    if (key === undefined || member === undefined || member.connection !== undefined) return;
    return this.names.ownerOf(member.name) === key ? member : undefined;
  }

  #joinNew(hello: Hello, connection: Connection, callbacks: JoinCallbacks): void {
    const name = normalizeName(hello.name ?? "");
    if (name === undefined) throw new ProtocolError("bad_name");
    const author = this.#nextAuthor++;
    if (!this.room.members.claim(name, author)) throw new ProtocolError("name_taken");
    const giveBack = () => this.room.members.unclaim(name, author);
    if (!this.names.mayUse(name, hello.key)) {
      giveBack();
      throw new ProtocolError("name_owned");
    }
    const member: Member = {
      author,
      name,
      key: hello.key,
      isGuest: hello.key === undefined,
      token: randomHex128(),
      previousToken: undefined,
      joined: undefined,
      connection,
      droppedAt: 0,
      confirmed: false,
    };
    this.#announce(member, false, callbacks, giveBack);
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
      fields: { name: member.name, guest: member.isGuest || undefined },
      apply: (seq) => {
        this.put(member, seq);
        this.names.use(member.name, member.key);
      },
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

  #leave(member: Member, reason: "quit" | "kicked" | "lost"): void {
    if (this.#leaving.has(member)) return;
    this.#leaving.add(member);
    const { name } = member;
    const isForgotten = reason !== "lost" || !member.confirmed;
    this.log.append({
      room: this.room,
      type: "left",
      author: 0,
      fields: { name, reason },
      apply: () => {
        if (reason !== "lost") this.store.members.remove(member.author);
        else this.store.members.put(this.#row(member, null));
      },
      stored: () => {
        this.#leaving.delete(member);
        if (reason !== "lost") this.room.members.remove(member);
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
