/**
 * Who is in a room, and whose names are taken. Pure: time is an argument, nothing is stored or sent from here.
 * @module
 */
import { nameKey } from "../../protocol/names.ts";

/** What a member is connected by. */
export interface Connection {
  /** Closes it because the same client came back on another one. */
  replace(): void;
}

/** Somebody who is in the room, or whose name is kept. */
export interface Member {
  readonly author: number;
  name: string;
  /** The key that its client has proved to have (base64url); `undefined` for a guest, and until it has come back. */
  key: string | undefined;
  /** No key vouches for it. Of a member that has not come back since the server's start, its name's owner tells. */
  isGuest: boolean;
  token: string;
  /** The token before, valid until the client has shown that it knows the new one. */
  previousToken: string | undefined;
  /** The `seq` of the entry that announced it; `undefined` while it is not in the room. */
  joined: number | undefined;
  connection: Connection | undefined;
  /** Monotonic time in ms when its connection ended. */
  droppedAt: number;
  /** Its client has shown that it got a `welcome`; before that nothing is kept for it. */
  confirmed: boolean;
}

/** The members of one room by author, token and name. */
export class Members {
  readonly #byAuthor = new Map<number, Member>();
  readonly #byToken = new Map<string, Member>();
  /** Name keys to authors: names in use, kept, and being taken. */
  readonly #claims = new Map<string, number>();
  /** Present members in the order they joined. */
  readonly #present = new Set<Member>();

  get presentCount(): number {
    return this.#present.size;
  }

  /** Names of present members, of those alone that `isMeant`, in the order they joined. */
  names(isMeant: (member: Member) => boolean = () => true): string[] {
    return Array.from(this.#present).filter(isMeant).map((member) => member.name);
  }

  /** Names of present members without a key, in the same order. */
  guests(): string[] {
    return this.names((member) => member.isGuest);
  }

  find(author: number): Member | undefined {
    return this.#byAuthor.get(author);
  }

  /** The member that `token` belongs to, as its newest token or the one before. */
  findByToken(token: string): Member | undefined {
    return this.#byToken.get(token);
  }

  /** The member that has `name`, or for which it is kept. */
  findByName(name: string): Member | undefined {
    const author = this.#claims.get(nameKey(name));
    return author === undefined ? undefined : this.#byAuthor.get(author);
  }

  /** Reserves `name` for `author`; `false` if somebody else has it. Claiming again is fine. */
  claim(name: string, author: number): boolean {
    const key = nameKey(name);
    const owner = this.#claims.get(key);
    if (owner !== undefined && owner !== author) return false;
    this.#claims.set(key, author);
    return true;
  }

  /** Gives `name` back if `author` has it. */
  unclaim(name: string, author: number): void {
    const key = nameKey(name);
    if (this.#claims.get(key) === author) this.#claims.delete(key);
  }

  /** Makes `member` known. Its name must have been claimed, or be free. */
  add(member: Member): void {
    this.#byAuthor.set(member.author, member);
    this.#byToken.set(member.token, member);
    if (member.previousToken !== undefined) this.#byToken.set(member.previousToken, member);
    this.claim(member.name, member.author);
    if (member.joined !== undefined) this.#present.add(member);
  }

  /** `token` is the newest one of `member`; `previous` stays valid if given. */
  rotate(member: Member, token: string, previous: string | undefined): void {
    this.#byToken.delete(member.token);
    if (member.previousToken !== undefined) this.#byToken.delete(member.previousToken);
    member.token = token;
    member.previousToken = previous;
    this.#byToken.set(token, member);
    if (previous !== undefined) this.#byToken.set(previous, member);
  }

  /** The entry `seq` announced `member`. */
  enter(member: Member, seq: number): void {
    member.joined = seq;
    this.#present.add(member);
  }

  /** `member` is not in the room any more; name and token stay. */
  leave(member: Member): void {
    member.joined = undefined;
    this.#present.delete(member);
  }

  /** Forgets `member` altogether. */
  remove(member: Member): void {
    this.leave(member);
    this.unclaim(member.name, member.author);
    this.#byAuthor.delete(member.author);
    this.#byToken.delete(member.token);
    if (member.previousToken !== undefined) this.#byToken.delete(member.previousToken);
  }

  rename(member: Member, name: string): void {
    if (nameKey(member.name) !== nameKey(name)) this.unclaim(member.name, member.author);
    member.name = name;
  }

  /** Members without a connection for at least `ms` at the time `now`. */
  *droppedFor(ms: number, now: number): Generator<Member> {
    for (const member of this.#byAuthor.values()) {
      if (member.connection === undefined && now - member.droppedAt >= ms) yield member;
    }
  }

  /** Absent members beyond the `count` that dropped last. */
  absentBeyond(count: number): Member[] {
    if (this.#byAuthor.size - this.#present.size <= count) return [];
    const absent = Array.from(this.#byAuthor.values()).filter((member) =>
      member.joined === undefined && member.connection === undefined
    );
    return absent.sort((a, b) => b.droppedAt - a.droppedAt).slice(count);
  }
}
