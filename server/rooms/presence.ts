/**
 * Joining, dropping, coming back, leaving (PROTOCOL.md, hello and welcome).
 * @module
 */
import type { Clock } from "../../protocol/clock.ts";
import { BAD_NAME, ProtocolError } from "../../protocol/errors.ts";
import { LEAVE_GRACE_MS, NAME_HOLD_MS } from "../../protocol/limits.ts";
import type { Hello } from "../../protocol/messages.ts";
import { normalizeName } from "../../protocol/names.ts";
import { addressKey, type Observer, randomHex128, tokenHash } from "../base/mod.ts";
import type { Log, Projection } from "../log/mod.ts";
import type { Applied, Outcome } from "../store/mod.ts";
import type { Connection, Member, Members } from "./members.ts";
import type { Room } from "./room.ts";
import type { Roster } from "./roster.ts";

/** A resume token is remembered this long after its member was last seen: a night and a day. */
const TOKEN_LIFE_MS = 36 * 3_600_000;
/** Absent members whose tokens are remembered; more forget the one away longest. */
const MAX_ABSENT_MEMBERS = 10_000;

/** Somebody who may come in. */
export interface Admitted {
  readonly member: Member;
  /** What it comes back with. */
  readonly token: string;
  /** It is who it was before. */
  readonly isResumed: boolean;
  /** The entry that announced it, if one was needed. */
  readonly seq: number | undefined;
}

/** What presence is kept with. */
export interface PresenceParts {
  readonly roster: Roster;
  readonly log: Log;
  readonly clock: Clock;
  readonly observe: Observer;
}

/** Lets members come and go. Nothing is certain until the log has answered. */
export class Presence implements Projection {
  readonly concerns = ["left", "renamed"] as const;
  readonly #parts: PresenceParts;
  readonly #members: Members;
  /** Members about whom a change is on its way that the next sweep need not ask for again. */
  readonly #asked = new Set<Member>();

  constructor(parts: PresenceParts) {
    this.#parts = parts;
    this.#members = parts.roster.members;
  }

  /**
   * Lets the sender of `hello`, whose key is proved, into `room`: as the member that it was if its
   * token or its key says so. `address` is its network address. @throws {ProtocolError} if the name
   * or the server says no.
   */
  async join(hello: Hello, room: Room, address: string): Promise<Admitted> {
    const presented = hello.token === undefined ? undefined : tokenHash(hello.token);
    const byToken = presented === undefined ? undefined : this.#members.findByToken(presented);
    const known = byToken ?? this.#absentOwner(hello);
    if (known === undefined) return await this.#joinNew(hello, room, addressKey(address));
    const token = randomHex128();
    const outcome = await this.#parts.log.append({
      change: {
        type: "resumed",
        room: room.id,
        author: known.author,
        key: hello.key,
        token: tokenHash(token),
        presented: byToken === undefined ? undefined : presented,
        address: addressKey(address),
      },
    });
    // It may read on while nothing can be stored: the token that it came with stays good.
    const isReader = outcome.kind === "refused" && outcome.code === "storage_full" &&
      room.has(known);
    if (isReader) {
      return { member: known, token: hello.token ?? token, isResumed: true, seq: undefined };
    }
    return { ...this.#admitted(outcome, known.author), token, isResumed: true };
  }

  /** `member` is connected by `connection` from now on, and by no other. */
  attach(member: Member, connection: Connection): void {
    member.connection?.replace();
    member.connection = connection;
  }

  /** The client has shown that it knows its newest token. */
  confirm(member: Member): void {
    member.isConfirmed = true;
    if (member.previousToken === undefined || this.#asked.has(member)) return;
    this.#ask(
      member,
      this.#parts.log.append({
        change: { type: "confirmed", author: member.author },
      }),
    );
  }

  /**
   * The connection of `member` has ended without a word. Resolves when what follows from that is
   * stored.
   */
  async drop(member: Member, connection: Connection): Promise<void> {
    if (member.connection !== connection) return;
    member.connection = undefined;
    member.droppedAt = this.#parts.clock.monotonic();
    if (member.isConfirmed) return;
    const leaving = this.#leave(member, "lost");
    const { author } = member;
    await Promise.all([leaving, this.#parts.log.append({ change: { type: "released", author } })]);
  }

  /** `member` has said that it is going, or was shown the door. Resolves when that is stored. */
  async quit(
    member: Member,
    connection: Connection | undefined,
    reason: "quit" | "kicked",
  ): Promise<void> {
    if (member.connection !== connection) return;
    member.connection = undefined;
    member.droppedAt = this.#parts.clock.monotonic();
    const leaving = this.#leave(member, reason);
    const { author } = member;
    await Promise.all([leaving, this.#parts.log.append({ change: { type: "forgotten", author } })]);
  }

  /** The member number `author`, which is not connected at the moment, was shown the door. */
  async kickAbsent(author: number): Promise<void> {
    const member = this.#members.find(author);
    if (member !== undefined) await this.quit(member, undefined, "kicked");
  }

  applied({ change, outcome }: Applied): void {
    if (outcome.kind !== "entered" || outcome.name === undefined) return;
    const { observe } = this.#parts;
    if (change.type === "left") {
      observe({ type: "left", name: outcome.name, reason: change.reason });
    } else if (change.type === "renamed") {
      observe({ type: "renamed", from: outcome.name, to: change.to });
    }
  }

  /** Carries out what is due: members shown as left, names freed, tokens forgotten. */
  sweep(): void {
    const now = this.#parts.clock.monotonic();
    for (const member of this.#members.droppedFor(LEAVE_GRACE_MS, now)) {
      if (this.#asked.has(member)) continue;
      const awayMs = now - member.droppedAt;
      if (member.rooms.size > 0) this.#ask(member, this.#leave(member, "lost"));
      else if (awayMs >= TOKEN_LIFE_MS) this.#forget(member);
      else if (awayMs >= NAME_HOLD_MS && member.isNameHeld) this.#release(member);
    }
    for (const member of this.#members.absentBeyond(MAX_ABSENT_MEMBERS)) {
      if (!this.#asked.has(member)) this.#forget(member);
    }
  }

  async #joinNew(hello: Hello, room: Room, address: string): Promise<Admitted> {
    const name = normalizeName(hello.name ?? "");
    if (name === undefined) throw new ProtocolError("bad_name", BAD_NAME);
    const token = randomHex128();
    const outcome = await this.#parts.log.append({
      change: {
        type: "joined",
        room: room.id,
        name,
        key: hello.key,
        token: tokenHash(token),
        address,
      },
    });
    return { ...this.#admitted(outcome), token, isResumed: false };
  }

  /** @throws {ProtocolError} if `outcome` says so, or the member is gone again. */
  #admitted(outcome: Outcome, author?: number): Pick<Admitted, "member" | "seq"> {
    if (outcome.kind === "refused") throw new ProtocolError(outcome.code, outcome.text);
    const seq = outcome.kind === "entered" ? outcome.seq : undefined;
    const number = outcome.kind === "duplicate" ? author : outcome.member ?? author;
    const member = number === undefined ? undefined : this.#members.find(number);
    if (member === undefined) throw new ProtocolError("internal");
    return { member, seq };
  }

  /** The member without a connection whose name belongs to the key of `hello`. */
  #absentOwner({ name = "", key }: Hello): Member | undefined {
    const member = this.#members.findByName(normalizeName(name) ?? "");
    const isMeant = key !== undefined && member?.key === key && member.connection === undefined;
    return isMeant ? member : undefined;
  }

  /** Out of all rooms. */
  async #leave(
    { author, token, rooms }: Member,
    reason: "quit" | "kicked" | "lost",
  ): Promise<void> {
    const { log } = this.#parts;
    const leave = (room: number) =>
      log.append({ change: { type: "left", room, author, token, reason } });
    await Promise.all(Array.from(rooms, leave));
  }

  #forget(member: Member): void {
    const { author } = member;
    this.#ask(member, this.#parts.log.append({ change: { type: "forgotten", author } }));
  }

  #release(member: Member): void {
    const { author } = member;
    this.#ask(member, this.#parts.log.append({ change: { type: "released", author } }));
  }

  #ask(member: Member, answered: Promise<unknown>): void {
    this.#asked.add(member);
    answered.finally(() => this.#asked.delete(member));
  }
}
