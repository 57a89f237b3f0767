/**
 * A member of a room: what a front end drives and listens to. Longer than other files, because it
 * is everything that front ends may call, each with what they may rely on; the work is done
 * elsewhere.
 * @module
 */
import type { Address } from "../../../protocol/address.ts";
import { BAD_NAME } from "../../../protocol/errors.ts";
import { DEFAULT_HISTORY_PAGE, MAX_SEARCH_CHARS } from "../../../protocol/limits.ts";
import { normalizeName } from "../../../protocol/names.ts";
import { type ClientEvent, type FailureCode, failureText, textFailure } from "../base/mod.ts";
import type { Deed, Exchange, Games, Moderation, RoomState } from "../room/mod.ts";
import type { PartialFile, Transfers } from "../transfers/mod.ts";
import type { ClientOptions } from "./client_options.ts";
import { type ClientParts, makeParts } from "./parts.ts";

/**
 * Requests that may wait for their `ack` before reading more input pauses; as many as the server
 * holds answers for.
 */
export const MAX_UNACKNOWLEDGED = 1_024;

/**
 * Connects as soon as it is made, comes back by itself after a lost connection, and tells
 * everything as events. Nothing it does throws: what cannot be done becomes an event. Dispose of it
 * to leave.
 */
export class Client implements AsyncDisposable {
  /** What is played in the room, and how to. */
  readonly games: Games;
  readonly #options: ClientOptions;
  readonly #state: RoomState;
  readonly #exchange: Exchange;
  readonly #transfers: Transfers;
  readonly #parts: ClientParts;

  constructor(options: ClientOptions) {
    const parts = makeParts(options);
    this.#options = options;
    this.#parts = parts;
    this.games = parts.games;
    this.#state = parts.state;
    this.#exchange = parts.exchange;
    this.#transfers = parts.transfers;
  }

  /** What is known about the room now. */
  get state(): Pick<
    RoomState,
    "you" | "room" | "members" | "guests" | "knownNames" | "limits"
  > {
    return this.#state;
  }

  /** Where the server is. */
  get address(): Address {
    return this.#options.address;
  }

  /**
   * Can nobody on the network read along? Front ends show for as long as they run if it is not so.
   */
  get isEncrypted(): boolean {
    return this.#parts.dialer.isEncrypted;
  }

  /**
   * Of the server's certificate, once it has proved that it has the key; `undefined` without one.
   */
  get fingerprint(): string | undefined {
    return this.#parts.dialer.fingerprint;
  }

  /**
   * Everything that happens, from the start, in order; ends after the link is closed. For one
   * reader.
   */
  events(): AsyncIterable<ClientEvent> {
    return this.#parts.events;
  }

  /** Resolves at the first `welcome`, or when there will be none. */
  ready(): Promise<void> {
    return this.#until(() => this.#state.limits !== undefined);
  }

  /** Resolves when the link is closed for good. */
  closed(): Promise<void> {
    return this.#until(() => false);
  }

  /** Requests that wait for their acknowledgement. */
  get unacknowledged(): number {
    return this.#exchange.unacknowledged;
  }

  /** Resolves when not too many messages wait for their acknowledgement. */
  hasRoom(): Promise<void> {
    return this.#until(() => this.#exchange.unacknowledged < MAX_UNACKNOWLEDGED);
  }

  /**
   * Resolves when all that was sent is acknowledged, all questions are answered, and the uploads
   * and the downloads that were asked for have ended; or when the link is closed.
   */
  settled(): Promise<void> {
    return this.#until(() => this.#exchange.isSettled && this.#transfers.isIdle);
  }

  /**
   * Sends a message to the room, or to the member `to` alone, and returns its id; with `action` it
   * tells what the sender does. It is told as a `pending` event. A text that breaks the rules
   * becomes an error event.
   */
  say(
    text: string,
    more: { readonly to?: string; readonly action?: true } = {},
  ): string | undefined {
    const failure = textFailure(text);
    if (failure !== undefined) {
      this.#fail(failure.code, failure.message);
      return undefined;
    }
    const id = this.#parts.nextId();
    this.#parts.emit({ type: "pending", id, text, ...more });
    this.#exchange.deliver({ type: "say", id, text, ...more });
    return id;
  }

  /** Shares the file at `path`. Returns the `offer` that the events about it name. */
  sendFile(path: string): string {
    return this.#transfers.send(path);
  }

  /** Fetches a file, into the downloads folder or as the path `as`. */
  get(file: string, as?: string): void {
    const isNew = this.#transfers.fetch(file, { as, isAsked: true });
    if (!isNew) this.notice("already_fetching", `File ${file} is being received already`);
  }

  /** Fetches a file that was not accepted by itself. */
  accept(file: string): void {
    this.get(file);
  }

  /** Tells the sender that the file is not wanted, and stops fetching it. */
  decline(file: string): void {
    this.#transfers.decline(file);
  }

  /**
   * What is here of a file that is being fetched; `undefined` if it is not. Nothing vouches for
   * these bytes yet.
   */
  partial(file: string): PartialFile | undefined {
    return this.#transfers.partial(file);
  }

  /** Stops sending or fetching a file. */
  cancel(file: string): void {
    if (this.#transfers.stop(file, { up: "cancelled", down: "cancelled" })) return;
    this.#fail("no_such_file", `No transfer of a file ${file} is under way`);
  }

  /** Lets a transfer stand still until {@linkcode resume}, without losing what has moved. */
  pause(file: string): void {
    this.#transfers.pause(file);
  }

  /** Goes on with a transfer that was paused. */
  resume(file: string): void {
    this.#transfers.resume(file);
  }

  /** While the link waits to come back: tries at once. */
  retryNow(): void {
    this.#parts.link.retryNow();
  }

  /** Asks for another name. */
  rename(name: string): void {
    if (normalizeName(name) === undefined) return this.#fail("bad_name", BAD_NAME);
    this.#exchange.deliver({ type: "rename", id: this.#parts.nextId(), name });
  }

  /**
   * Asks for the list of files, from the newest or from before `before`; the answer is an event.
   */
  files(before?: string): void {
    this.#exchange.ask({ type: "files", ...(before === undefined ? {} : { before }) });
  }

  /** Asks for the facts of the room; the answer is an event. */
  info(): void {
    this.#exchange.ask({ type: "info" });
  }

  /** Does what operators may do; the server says if it is not allowed. */
  moderate(action: Moderation, deed: Deed): void {
    this.#exchange.deliver({ type: "moderate", id: this.#parts.nextId(), action, ...deed });
  }

  /** Asks whose name `name` is; the answer is a notice. */
  whois(name: string): void {
    this.#exchange.ask({ type: "whois", name });
  }

  /** Asks for the messages with all of `words`; the answer is an event. */
  search(words: string): void {
    if (words.length > MAX_SEARCH_CHARS) {
      return this.#fail("bad_search", `A search has at most ${MAX_SEARCH_CHARS} characters`);
    }
    this.#exchange.ask({ type: "search", words });
  }

  /**
   * Asks for the `count` messages and files before the oldest one received so far; the answer is an
   * event.
   */
  history(count: number = DEFAULT_HISTORY_PAGE): void {
    this.#exchange.ask({ type: "history", before: this.#state.oldestSeq, limit: count });
  }

  /** Tells who is there, as an event. */
  names(): void {
    const { members, guests } = this.#state;
    this.#parts.emit({ type: "names", members, guests });
  }

  /** Puts a notice of the front end in its place among the events. */
  notice(code: string, text: string): void {
    this.#parts.emit({ type: "notice", code, text });
  }

  /** Puts an error of the front end in its place among the events. */
  error(code: FailureCode, text: string): void {
    this.#fail(code, text);
  }

  /** Tells that nothing was done of what was `typed`, so that it can be put back where it was. */
  reject(code: string, text: string, typed: string): void {
    this.#parts.emit({ type: "error", code, text, rejected: typed });
  }

  /** Leaves the room. What is not acknowledged yet is given up. Idempotent. */
  async leave(): Promise<void> {
    await this.#parts.link.leave(() => this.#options.memory?.forget());
    await this.#parts.ended;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.leave();
  }

  #fail(code: string, text = failureText(code)): void {
    this.#parts.emit({ type: "error", code, text });
  }

  /** Resolves when `condition` holds, or the link is closed for good. */
  #until(condition: () => boolean): Promise<void> {
    const { waiters, link } = this.#parts;
    return waiters.until(() => link.isClosed || condition());
  }
}
