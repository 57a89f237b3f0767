/**
 * A member of a room: what a front end drives and listens to.
 * @module
 */
import { DEFAULT_HISTORY_PAGE, MAX_SEARCH_CHARS } from "../../../protocol/limits.ts";
import { normalizeName } from "../../../protocol/names.ts";
import type { ClientOptions } from "./client_options.ts";
import { Engine } from "./engine.ts";
import { type ClientEvent, type FailureCode, textFailure } from "../base/mod.ts";
import type { PartialFile } from "../transfers/mod.ts";
import type { Deed, Moderation, RoomState } from "../room/mod.ts";

/**
 * Requests that may wait for their `ack` before reading more input pauses; as many as the server
 * holds answers for.
 */
export const MAX_UNACKNOWLEDGED = 1_024;

/**
 * Connects as soon as it is made, comes back by itself after a lost connection, and tells everything as events. Nothing it
 * does throws: what cannot be done becomes an event. Dispose of it to leave.
 */
export class Client implements AsyncDisposable {
  readonly #engine: Engine;

  constructor(options: ClientOptions) {
    this.#engine = new Engine(options);
  }

  /** What is known about the room now. */
  get state(): Pick<
    RoomState,
    "you" | "room" | "members" | "guests" | "knownNames" | "limits"
  > {
    return this.#engine.state;
  }

  /** Can nobody on the network read along? Front ends show for as long as they run if it is not so. */
  get isEncrypted(): boolean {
    return this.#engine.dialer.isEncrypted;
  }

  /** Of the server's certificate, once it has proved that it has the key; `undefined` without one. */
  get fingerprint(): string | undefined {
    return this.#engine.dialer.fingerprint;
  }

  /** Everything that happens, from the start, in order; ends after the link is closed. For one reader. */
  events(): AsyncIterable<ClientEvent> {
    return this.#engine.events;
  }

  /** Resolves at the first `welcome`, or when there will be none. */
  ready(): Promise<void> {
    return this.#engine.waiters.until(() =>
      this.#engine.state.limits !== undefined || this.#engine.isClosed
    );
  }

  /** Resolves when the link is closed for good. */
  closed(): Promise<void> {
    return this.#engine.waiters.until(() => this.#engine.isClosed);
  }

  /** Requests that wait for their acknowledgement. */
  get unacknowledged(): number {
    return this.#engine.exchange.unacknowledged;
  }

  /** Resolves when not too many messages wait for their acknowledgement. */
  hasRoom(): Promise<void> {
    const hasRoom = () => this.#engine.exchange.unacknowledged < MAX_UNACKNOWLEDGED;
    return this.#engine.waiters.until(() => hasRoom() || this.#engine.isClosed);
  }

  /**
   * Resolves when all that was sent is acknowledged, all questions are answered, and the uploads and the downloads that were
   * asked for have ended; or when the link is closed.
   */
  settled(): Promise<void> {
    return this.#engine.waiters.until(() => this.#isSettled || this.#engine.isClosed);
  }

  /**
   * Sends a message to the room, or to the member `to` alone, and returns its id; with `action` it tells what the sender does.
   * It is told as a `pending` event. A text that breaks the rules becomes an error event.
   */
  say(
    text: string,
    more: { readonly to?: string; readonly action?: true } = {},
  ): string | undefined {
    const failure = textFailure(text);
    if (failure !== undefined) {
      this.#engine.error(failure.code, failure.message);
      return undefined;
    }
    const id = this.#engine.nextId();
    this.#engine.emit({ type: "pending", id, text, ...more });
    this.#engine.exchange.deliver({ type: "say", id, text, ...more });
    return id;
  }

  /** Shares the file at `path`. Returns the `offer` that the events about it name. */
  sendFile(path: string): string {
    return this.#engine.uploads.add(path);
  }

  /** Fetches a file, into the downloads folder or as the path `as`. */
  get(file: string, as?: string): void {
    const isNew = this.#engine.downloads.start(file, { as, isAsked: true });
    if (!isNew) this.notice("already_fetching", `File ${file} is being received already`);
  }

  /** Fetches a file that was not accepted by itself. */
  accept(file: string): void {
    this.get(file);
  }

  /** Tells the sender that the file is not wanted, and stops fetching it. */
  decline(file: string): void {
    this.#engine.exchange.request({ type: "decline", file });
    if (!this.#engine.downloads.stop(file, "cancelled")) this.#engine.downloads.decline(file);
  }

  /** What is here of a file that is being fetched; `undefined` if it is not. Nothing vouches for these bytes yet. */
  partial(file: string): PartialFile | undefined {
    return this.#engine.downloads.partial(file);
  }

  /** Stops sending or fetching a file. */
  cancel(file: string): void {
    if (
      this.#engine.uploads.stop(file, "cancelled") || this.#engine.downloads.stop(file, "cancelled")
    ) return;
    this.#engine.error("no_such_file", `No transfer of a file ${file} is under way`);
  }

  /** Lets a transfer stand still until {@linkcode resume}, without losing what has moved. */
  pause(file: string): void {
    if (!this.#engine.uploads.pause(file)) this.#engine.downloads.pause(file);
  }

  /** Goes on with a transfer that was paused. */
  resume(file: string): void {
    if (!this.#engine.uploads.resume(file)) this.#engine.downloads.resume(file);
  }

  /** While the link waits to come back: tries at once. */
  retryNow(): void {
    this.#engine.retryNow();
  }

  /** Asks for another name. */
  rename(name: string): void {
    if (normalizeName(name) === undefined) return this.#engine.error("bad_name");
    this.#engine.exchange.deliver({ type: "rename", id: this.#engine.nextId(), name });
  }

  /** Asks for the list of files, from the newest or from before `before`; the answer is an event. */
  files(before?: string): void {
    this.#engine.exchange.ask({ type: "files", ...(before === undefined ? {} : { before }) });
  }

  /** Asks for the facts of the room; the answer is an event. */
  info(): void {
    this.#engine.exchange.ask({ type: "info" });
  }

  /** Does what operators may do; the server says if it is not allowed. */
  moderate(action: Moderation, deed: Deed): void {
    this.#engine.exchange.deliver({ type: "moderate", id: this.#engine.nextId(), action, ...deed });
  }

  /** Asks whose name `name` is; the answer is a notice. */
  whois(name: string): void {
    this.#engine.exchange.ask({ type: "whois", name });
  }

  /** Tells what others type to join this server, as notices: in words and as a QR code. */
  async invite(): Promise<void> {
    const { renderUnicodeCompact } = await import("uqr");
    const { invite } = this.#engine;
    this.notice("invite", `chat join ${invite}${this.isEncrypted ? "" : " --plain"}`);
    for (const line of renderUnicodeCompact(invite).split("\n")) this.notice("invite", line);
  }

  /** Asks for the messages with all of `words`; the answer is an event. */
  search(words: string): void {
    if (words.length > MAX_SEARCH_CHARS) return this.#engine.error("bad_search");
    this.#engine.exchange.ask({ type: "search", words });
  }

  /** Asks for the `count` messages and files before the oldest one received so far; the answer is an event. */
  history(count: number = DEFAULT_HISTORY_PAGE): void {
    const before = this.#engine.state.oldestSeq;
    this.#engine.exchange.ask({ type: "history", before, limit: count });
  }

  /** Tells who is there, as an event. */
  names(): void {
    const { members, guests } = this.#engine.state;
    this.#engine.emit({ type: "names", members, guests });
  }

  /** Puts a notice of the front end in its place among the events. */
  notice(code: string, text: string): void {
    this.#engine.emit({ type: "notice", code, text });
  }

  /** Puts an error of the front end in its place among the events. */
  error(code: FailureCode, text: string): void {
    this.#engine.error(code, text);
  }

  /** Tells that nothing was done of what was `typed`, so that it can be put back where it was. */
  reject(code: string, text: string, typed: string): void {
    this.#engine.emit({ type: "error", code, text, rejected: typed });
  }

  /** Leaves the room. What is not acknowledged yet is given up. Idempotent. */
  leave(): Promise<void> {
    return this.#engine.leave();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.leave();
  }

  get #isSettled(): boolean {
    const { exchange, uploads, downloads } = this.#engine;
    return exchange.isSettled && uploads.size === 0 && downloads.asked === 0;
  }
}
