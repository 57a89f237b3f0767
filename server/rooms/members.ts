/**
 * The members of a server in memory: who they are, and how they are reached. Pure: time is an
 * argument, nothing is stored or sent from here.
 * @module
 */
import { nameKey } from "../../protocol/names.ts";
import type { MemberRow } from "../store/mod.ts";

/** What a member is connected by. */
export interface Connection {
  /** Closes it because the same client came back on another one. */
  replace(): void;
}

/** Somebody who is here, or whose name or token is kept. */
export interface Member {
  readonly author: number;
  name: string;
  /** Nobody else may have its name. */
  isNameHeld: boolean;
  /** The key that its client has proved to have (base64url); `undefined` for a guest. */
  key: string | undefined;
  /** Hash of its token. */
  token: string;
  /** Of the token before, valid until the client has shown that it knows the new one. */
  previousToken: string | undefined;
  /** Rooms that it is in. */
  readonly rooms: Set<number>;
  connection: Connection | undefined;
  /** Monotonic ms when its connection ended. */
  droppedAt: number;
  /** Its client has shown that it got a `welcome`; before that nothing is kept for it. */
  isConfirmed: boolean;
}

/** The members by number, token and name. */
export class Members {
  readonly #byAuthor = new Map<number, Member>();
  readonly #byToken = new Map<string, Member>();
  /** By the keys of names that are held. */
  readonly #byName = new Map<string, Member>();

  find(author: number): Member | undefined {
    return this.#byAuthor.get(author);
  }

  /** The member with a token of this hash, its newest or the one before. */
  findByToken(token: string): Member | undefined {
    return this.#byToken.get(token);
  }

  /** The member that has `name`, or for which it is kept. */
  findByName(name: string): Member | undefined {
    return this.#byName.get(nameKey(name));
  }

  /**
   * Makes the member in `row` known: without a connection since `droppedAt` (monotonic ms), and in
   * no room yet.
   */
  add(row: MemberRow, droppedAt: number, isConfirmed: boolean): Member {
    const member: Member = {
      author: row.author,
      name: row.name,
      isNameHeld: row.nameKey !== null,
      key: row.key ?? undefined,
      token: row.token,
      previousToken: row.previousToken ?? undefined,
      rooms: new Set(),
      connection: undefined,
      droppedAt,
      isConfirmed,
    };
    this.#byAuthor.set(member.author, member);
    this.#index(member);
    return member;
  }

  /** `changes` are what is different about `member` now. */
  update(
    member: Member,
    changes: Partial<Pick<Member, "name" | "isNameHeld" | "key" | "token" | "previousToken">>,
  ): void {
    this.#unindex(member);
    Object.assign(member, changes);
    this.#index(member);
  }

  /** Forgets `member` altogether. */
  remove(member: Member): void {
    this.#unindex(member);
    this.#byAuthor.delete(member.author);
  }

  /** Members without a connection for at least `ms` at the time `now`. */
  *droppedFor(ms: number, now: number): Generator<Member> {
    for (const member of this.#byAuthor.values()) {
      if (member.connection === undefined && now - member.droppedAt >= ms) yield member;
    }
  }

  /** Members that are in no room and not connected, beyond the `count` that dropped last. */
  absentBeyond(count: number): Member[] {
    if (this.#byAuthor.size <= count) return [];
    const absent = Array.from(this.#byAuthor.values()).filter(({ rooms, connection }) =>
      rooms.size === 0 && connection === undefined
    );
    return absent.sort((a, b) => b.droppedAt - a.droppedAt).slice(count);
  }

  #index(member: Member): void {
    this.#byToken.set(member.token, member);
    if (member.previousToken !== undefined) this.#byToken.set(member.previousToken, member);
    if (member.isNameHeld) this.#byName.set(nameKey(member.name), member);
  }

  #unindex(member: Member): void {
    this.#byToken.delete(member.token);
    if (member.previousToken !== undefined) this.#byToken.delete(member.previousToken);
    if (member.isNameHeld) this.#byName.delete(nameKey(member.name));
  }
}
