/**
 * What happens in the room → what is seen of it.
 * @module
 */
import { type ClientEvent, failureText } from "../core/mod.ts";
import { GameView } from "./game_view.ts";
import { FilesView } from "./files_view.ts";
import { fileLines, infoLines } from "./answer_lines.ts";
import { memberLines, Members } from "./members.ts";
import type { Arrival } from "./arrivals.ts";
import { concerns, type Look, type UnsentMessage } from "./message_rows.ts";
import type { LinkView, StatusFacts } from "./status_view.ts";
import { showPast } from "./past_view.ts";
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
  readonly #games: GameView;
  readonly #replay: Replay;
  /** By id, until they are acknowledged. */
  readonly #unsent = new Map<string, UnsentMessage>();
  readonly #members = new Members();
  readonly #isEncrypted: boolean;
  readonly #look: () => Omit<Look, "you" | "shown">;
  #link: LinkView = { state: "connecting" };
  #you: string;
  #room = "";

  /** `look` is asked for every row; who you are, and how members are shown, is added to it. */
  constructor(
    you: string,
    isEncrypted: boolean,
    look: () => Omit<Look, "you" | "shown">,
  ) {
    this.#you = you;
    this.#look = look;
    this.#isEncrypted = isEncrypted;
    const shown = (name: string) => this.shown(name);
    this.transcript = new Transcript(() => ({
      ...look(),
      you: this.#you,
      shown,
    }));
    this.#files = new FilesView(this.transcript);
    this.#games = new GameView(this.transcript);
    this.#replay = new Replay(this.transcript);
  }

  get transfers(): TransferList {
    return this.#files.transfers;
  }

  get you(): string {
    return this.#you;
  }

  /** `name` with what is to be known about its holder. */
  shown(name: string): string {
    return this.#members.shown(name);
  }

  get unsent(): UnsentMessage[] {
    return [...this.#unsent.values()];
  }

  get status(): StatusFacts {
    return {
      link: this.#link,
      you: this.#you,
      room: this.#room,
      isEncrypted: this.#isEncrypted,
      members: this.#members.count,
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

  /** When {@linkcode RoomView.tick} has something to show at the latest. */
  get dueAtMs(): number | undefined {
    const [arrivals, receipts] = [this.transcript.dueAtMs, this.#files.dueAtMs];
    if (arrivals === undefined || receipts === undefined) return arrivals ?? receipts;
    return Math.min(arrivals, receipts);
  }

  /** Where the received file `id` is. */
  savedAs(id: string): string | undefined {
    return this.#files.savedAs(id);
  }

  /** A key was pressed: you have seen what there is. */
  noticed(nowMs: number): void {
    this.#replay.noticed(nowMs);
  }

  /** Shows what was gathered and is due. */
  tick(nowMs: number, at: Date): void {
    if ((this.transcript.dueAtMs ?? Infinity) <= nowMs) this.transcript.showArrivals();
    this.#files.tick(nowMs, at);
  }

  handle(event: ClientEvent, nowMs: number): Effect {
    const at = new Date(event.at);
    switch (event.type) {
      case "welcome":
        this.#welcomed(event, at);
        break;
      case "joined":
        this.#members.joined(event.name, event.guest ?? false);
        this.#arrival(event.name, "joined", at, nowMs);
        break;
      case "left":
        this.#arrival(event.name, event.reason === "lost" ? "lost" : "left", at, nowMs);
        this.#members.left(event.name);
        break;
      case "renamed":
        this.#renamed(event, at);
        break;
      case "names":
        this.transcript.answer(memberLines(event.members, event.guests ?? []));
        break;
      case "message":
        return this.#message(event, at, nowMs);
      case "pending": {
        const { id, text, to, action } = event;
        this.#unsent.set(id, { text, ...(to !== undefined && { to }), ...(action && { action }) });
        break;
      }
      case "sent":
        this.#sent(event, at);
        break;
      case "history":
      case "found":
        showPast(event, this.transcript, this.#files);
        break;
      case "game":
        return this.#game(event, at);
      case "file":
        this.#replay.entry(event.history, nowMs);
        this.#files.shared({ ...event, from: this.shown(event.from) }, at);
        this.#replay.entryShown();
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
        // Bare, to be copied or scanned from the screen.
        if (event.code === "invite") this.transcript.answer([event.text]);
        else this.transcript.notice(at, "event", event.text);
        break;
      case "error":
        this.#error(event, at);
        break;
      case "withdrawn":
        // While it happens a notice tells it.
        break;
      case "link":
        this.#linkChanged(event, at, nowMs);
        break;
      default:
        event satisfies never;
    }
    return {};
  }

  #welcomed(event: EventOf<"welcome">, at: Date): void {
    const { you, room, members, guests = [], server, again, resumed, missed = 0 } = event;
    this.#you = you;
    this.#room = room;
    this.#members.welcomed(members, guests);
    this.#replay.start(again, missed);
    if (again) {
      this.#games.welcomed(event, at);
      const text = resumed ? "Connected again" : `Joined again as ${you}`;
      return this.transcript.notice(at, "event", text);
    }
    this.transcript.notice(at, "event", `Joined ${room} as ${you} (${server})`);
    this.transcript.answer(memberLines(members, guests));
    this.#games.welcomed(event, at);
  }

  #game(event: EventOf<"game">, at: Date): Effect {
    if (!event.history) this.#replay.end();
    this.#games.happened(event, at, this.#replay.isMissed);
    const isNews = event.yourTurn && !event.history && event.action !== "shown";
    return isNews ? { rings: "mention" } : {};
  }

  #arrival(name: string, did: Arrival["did"], at: Date, nowMs: number): void {
    this.#replay.end();
    this.transcript.arrival(at, { name: this.shown(name), did }, nowMs);
  }

  #renamed({ from, to }: EventOf<"renamed">, at: Date): void {
    this.#replay.end();
    this.#members.renamed(from, to);
    const isYou = from === this.#you;
    if (isYou) this.#you = to;
    const text = isYou ? `You are now called ${to}` : `${from} is now called ${to}`;
    this.transcript.notice(at, "event", text);
  }

  #message(event: EventOf<"message">, at: Date, nowMs: number): Effect {
    this.#replay.entry(event.history, nowMs);
    const isForYou = concerns(event, { you: this.#you, names: this.#look().names });
    this.transcript.message({ ...event, at }, isForYou);
    this.#replay.entryShown();
    if (event.history && !this.#replay.isMissed) return {};
    return { rings: isForYou ? "mention" : "message" };
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
