/**
 * What happens in the room → what is seen of it.
 * @module
 */
import { MAX_KNOWN_NAMES } from "../../protocol/limits.ts";
import type { ClientEvent, PastEvent } from "../core/events.ts";
import { failureText } from "../core/failures.ts";
import { FilesView } from "./files_view.ts";
import { fileLines, infoLines, memberLines } from "./answers.ts";
import { concerns, type Look, type UnsentMessage } from "./message_rows.ts";
import type { LinkView, StatusFacts } from "./status_view.ts";
import { Replay } from "./replay.ts";
import { Transcript } from "./transcript.ts";
import type { TransferList } from "./transfer_list.ts";

type EventOf<T extends ClientEvent["type"]> = Extract<ClientEvent, { type: T }>;

/** What an event asks for beside being shown. */
export interface Effect {
  /** A message came, and it names you or not. */
  readonly rings?: "message" | "mention";
  /** A file is complete at this path. */
  readonly received?: string;
}

/** Keeps what the live region shows, and writes the rest into the transcript. Does no I/O; time is an argument. */
export class RoomView {
  readonly transcript: Transcript;
  readonly #files: FilesView;
  readonly #replay: Replay;
  /** Own messages without acknowledgement, by id. */
  readonly #unsent = new Map<string, UnsentMessage>();
  readonly #spoke = new Set<string>();
  #members = new Set<string>();
  #link: LinkView = { state: "connecting" };
  #you: string;
  #room = "";

  /** `look` is asked for every row; your name is added to it. */
  constructor(you: string, look: () => Omit<Look, "you">) {
    this.#you = you;
    this.transcript = new Transcript(() => ({ ...look(), you: this.#you }));
    this.#files = new FilesView(this.transcript);
    this.#replay = new Replay(this.transcript);
  }

  get transfers(): TransferList {
    return this.#files.transfers;
  }

  get you(): string {
    return this.#you;
  }

  /** Of everybody here, you apart, and of those who spoke lately. */
  get names(): string[] {
    const names = new Set([...this.#members, ...this.#spoke]);
    names.delete(this.#you);
    return [...names];
  }

  get unsent(): UnsentMessage[] {
    return [...this.#unsent.values()];
  }

  get status(): StatusFacts {
    return {
      link: this.#link,
      you: this.#you,
      room: this.#room,
      members: this.#members.size,
      uploads: this.transfers.count("up"),
      downloads: this.transfers.count("down"),
      unsent: this.#unsent.size,
      missed: this.#replay.missed,
    };
  }

  /** Is there something on the screen that changes with the time alone? */
  get isCounting(): boolean {
    return this.#link.state === "waiting" || this.dueAtMs !== undefined;
  }

  /** When {@linkcode RoomView.settle} has something to show at the latest. */
  get dueAtMs(): number | undefined {
    const { dueAtMs: arrivals } = this.transcript;
    const { dueAtMs: receipts } = this.#files;
    if (arrivals === undefined || receipts === undefined) return arrivals ?? receipts;
    return Math.min(arrivals, receipts);
  }

  /** Where the received file `id` is. */
  savedAs(id: string): string | undefined {
    return this.#files.savedAs(id);
  }

  /** An own message has been given to the client under `id`. */
  said(id: string, message: UnsentMessage): void {
    this.#unsent.set(id, message);
  }

  /** You have seen what there is. */
  noticed(): void {
    this.#replay.noticed();
  }

  /** Shows what was gathered and is due. */
  settle(nowMs: number, now: Date): void {
    if ((this.transcript.dueAtMs ?? Infinity) <= nowMs) this.transcript.showArrivals();
    this.#files.settle(nowMs, now);
  }

  handle(event: ClientEvent, nowMs: number): Effect {
    const at = new Date(event.at);
    switch (event.type) {
      case "welcome":
        this.#welcomed(event, at);
        break;
      case "joined":
        this.#replay.end();
        this.#members.add(event.name);
        this.transcript.arrival(at, { name: event.name, did: "joined" }, nowMs);
        break;
      case "left": {
        this.#replay.end();
        this.#members.delete(event.name);
        const did = event.reason === "lost" ? "lost" : "left";
        this.transcript.arrival(at, { name: event.name, did }, nowMs);
        break;
      }
      case "renamed":
        this.#renamed(event, at);
        break;
      case "names":
        this.transcript.answer(memberLines(event.members));
        break;
      case "message":
        return this.#message(event, at);
      case "sent":
        this.#sent(event, at);
        break;
      case "history":
        this.#past("older", event.entries, event.more ? "/history shows more" : "the beginning");
        break;
      case "found": {
        const { words, entries, more } = event;
        const end = `${more ? "the newest " : ""}${entries.length} found`;
        this.#past(`search: ${words}`, entries.toReversed(), end);
        break;
      }
      case "file":
        this.#replay.entry(event.history);
        this.#files.shared(event, at);
        break;
      case "transfer":
        return this.#files.moved(event, at, nowMs);
      case "receipt":
        this.#files.receipt(event, at, nowMs);
        break;
      case "files":
        this.transcript.answer(fileLines(event, at));
        break;
      case "info":
        this.transcript.answer(infoLines(event));
        break;
      case "notice":
        this.transcript.notice(at, "event", event.text);
        break;
      case "error":
        this.#error(event, at);
        break;
      case "link":
        this.#linkChanged(event, at, nowMs);
        break;
      default:
        event satisfies never;
    }
    return {};
  }

  #welcomed({ you, room, members, server, again, resumed }: EventOf<"welcome">, at: Date): void {
    this.#you = you;
    this.#room = room;
    this.#members = new Set(members);
    this.#replay.start(again);
    if (!again) this.transcript.notice(at, "event", `Joined ${room} as ${you} (${server})`);
    else {this.transcript.notice(
        at,
        "event",
        resumed ? "Connected again" : `Joined again as ${you}`,
      );}
    if (!again) this.transcript.answer(memberLines(members));
  }

  #renamed({ from, to }: EventOf<"renamed">, at: Date): void {
    this.#replay.end();
    if (this.#members.delete(from)) this.#members.add(to);
    const isYou = from === this.#you;
    if (isYou) this.#you = to;
    const text = isYou ? `You are now called ${to}` : `${from} is now called ${to}`;
    this.transcript.notice(at, "event", text);
  }

  #message(event: EventOf<"message">, at: Date): Effect {
    this.#replay.entry(event.history);
    this.#noteSpeaker(event.from);
    const isForYou = concerns(event, this.#you);
    this.transcript.message({ ...event, at }, isForYou);
    if (event.history && !this.#replay.isMissed) return {};
    return { rings: isForYou ? "mention" : "message" };
  }

  #past(title: string, entries: readonly PastEvent[], end: string): void {
    this.transcript.rule(title);
    for (const event of entries) {
      const at = new Date(event.at);
      if (event.type === "message") this.transcript.message({ ...event, at });
      else this.#files.shared(event, at);
    }
    this.transcript.rule(end);
  }

  #noteSpeaker(name: string): void {
    this.#spoke.add(name);
    const [first] = this.#spoke;
    if (this.#spoke.size > MAX_KNOWN_NAMES && first !== undefined) this.#spoke.delete(first);
  }

  #sent({ id }: EventOf<"sent">, at: Date): void {
    const message = this.#unsent.get(id);
    if (message === undefined) return;
    this.#replay.end();
    this.#unsent.delete(id);
    this.transcript.message({ ...message, at, from: this.#you });
  }

  #error({ text, id }: EventOf<"error">, at: Date): void {
    const unsent = id === undefined ? undefined : this.#unsent.get(id);
    if (id !== undefined) this.#unsent.delete(id);
    this.transcript.notice(at, "error", unsent === undefined ? text : `${text}: ${unsent.text}`);
  }

  #linkChanged(event: EventOf<"link">, at: Date, nowMs: number): void {
    const wasUp = this.#link.state === "up";
    if (event.state === "waiting") {
      this.#link = { state: "waiting", untilMs: nowMs + event.retryInMs };
      if (wasUp) this.transcript.notice(at, "error", `Offline: ${failureText(event.reason)}`);
    } else this.#link = { state: event.state };
    if (event.state !== "closed") return;
    this.transcript.showArrivals();
    this.transfers.clear();
    for (const { text } of this.#unsent.values()) {
      this.transcript.notice(at, "error", `Not sent: ${text}`);
    }
    this.#unsent.clear();
  }
}
