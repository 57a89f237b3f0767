/**
 * What a client knows about its room, and where it stands in the room's log.
 * @module
 */
import { BoundedMap } from "../../../protocol/bounded_map.ts";
import type { Limits, Welcome } from "../../../protocol/messages.ts";
import { GoneFiles } from "./gone_files.ts";

/** Names that are remembered of people who spoke: a few screens of them, whoever is still here. */
const MAX_SPOKE = 256;

/** Members, own name and cursor. Does no I/O. */
export class RoomState {
  readonly gone: GoneFiles = new GoneFiles();
  #you: string;
  #room = "";
  #members: string[] = [];
  #guests: ReadonlySet<string> = new Set();
  /** Who spoke, the latest last. */
  readonly #spoke = new BoundedMap<string, true>(MAX_SPOKE);
  #known: readonly string[] | undefined;
  #limits: Limits | undefined;
  #log: string | undefined;
  #token: string | undefined;
  #received = 0;
  #historyUpTo = 0;
  /** The end of the log when this client came to it for the first time. */
  #newsFrom = 0;
  #oldest: number | undefined;
  /** Every name held so far: own entries may come back under an earlier one. */
  readonly #ownNames = new Set<string>();

  /** `token` is of an earlier run. */
  constructor(name: string, token?: string) {
    this.#you = name;
    this.#token = token;
  }

  get you(): string {
    return this.#you;
  }

  get room(): string {
    return this.#room;
  }

  /** In the order in which they joined. */
  get members(): readonly string[] {
    return this.#members;
  }

  /** Of the members, and of those who spoke lately. */
  get knownNames(): readonly string[] {
    return this.#known ??= [...new Set([...this.#members, ...this.#spoke.keys()])];
  }

  /** Those of {@linkcode members} for whom no key vouches. */
  get guests(): readonly string[] {
    return this.#members.filter((name) => this.#guests.has(name));
  }

  /** Names the log; `undefined` before the first `welcome`. */
  get log(): string | undefined {
    return this.#log;
  }

  /** What the server accepts; `undefined` before the first `welcome`. */
  get limits(): Limits | undefined {
    return this.#limits;
  }

  /** What the next `hello` says about who we are and what we have. */
  get resumption(): { token?: string; since?: number; log?: string } {
    if (this.#token === undefined) return {};
    // Of an earlier run only the token counts: what it showed has to be shown again.
    if (this.#log === undefined) return { token: this.#token };
    // Nothing received: the history was empty, or is not worth a replay of the whole log.
    return { token: this.#token, since: this.#received || this.#newsFrom, log: this.#log };
  }

  /** Returns how this stay relates to the one before. */
  welcomed(welcome: Welcome): "first" | "resumed" | "rejoined" | "other_log" {
    const before = this.#log;
    const sameLog = before === welcome.log;
    if (!sameLog) {
      this.#received = 0;
      this.#oldest = undefined;
      this.#newsFrom = welcome.seq;
      this.gone.clear();
    }
    this.gone.learn(welcome.gone);
    this.#log = welcome.log;
    this.#token = welcome.token;
    this.#you = welcome.you;
    this.#ownNames.add(welcome.you);
    this.#room = welcome.room;
    this.#limits = welcome.limits;
    this.#members = [...new Set(welcome.members)];
    this.#guests = new Set(welcome.guests);
    this.#known = undefined;
    this.#historyUpTo = welcome.seq;
    if (before === undefined) return "first";
    if (!sameLog) return "other_log";
    return welcome.resumed ? "resumed" : "rejoined";
  }

  /** Was `seq` in the log before the current `welcome`? */
  isHistory(seq: number): boolean {
    return seq <= this.#historyUpTo;
  }

  /**
   * Was `seq` written after this client came to the log, so that it was at most missed, never old?
   */
  isNews(seq: number): boolean {
    return seq > this.#newsFrom;
  }

  /** The oldest message or file received; before the first one, the end of the log. */
  get oldestSeq(): number {
    return this.#oldest ?? this.#historyUpTo + 1;
  }

  /** A message or file arrived, be it from the log or from a page of history. */
  reached(seq: number): void {
    this.#oldest = Math.min(seq, this.oldestSeq);
  }

  /** Something with a place in the log arrived. `false`: it was received before. */
  advance(seq: number): boolean {
    if (seq <= this.#received) return false;
    this.#received = seq;
    return true;
  }

  isOwnName(name: string): boolean {
    return this.#ownNames.has(name);
  }

  /** `false` if `name` was there already. */
  joined(name: string, isGuest = false): boolean {
    if (this.#members.includes(name)) return false;
    this.#members = [...this.#members, name];
    this.#known = undefined;
    this.#mark(name, isGuest);
    return true;
  }

  left(name: string): void {
    this.#members = this.#members.filter((member) => member !== name);
    this.#known = undefined;
    this.#mark(name, false);
  }

  renamed(from: string, to: string): void {
    this.#members = this.#members.map((member) => member === from ? to : member);
    this.#known = undefined;
    if (this.#spoke.delete(from)) this.#spoke.set(to, true);
    this.#mark(to, this.#guests.has(from));
    if (from !== to) this.#mark(from, false);
    if (from !== this.#you) return;
    this.#you = to;
    this.#ownNames.add(to);
  }

  /**
   * `name` is remembered when its holder has left, too; of many the {@linkcode MAX_SPOKE} latest.
   */
  spoke(name: string): void {
    if (!this.#spoke.has(name)) this.#known = undefined;
    this.#spoke.set(name, true);
  }

  #mark(name: string, isGuest: boolean): void {
    const guests = new Set(this.#guests);
    if (isGuest) guests.add(name);
    else guests.delete(name);
    this.#guests = guests;
  }
}
