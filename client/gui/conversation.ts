/**
 * Events as the state that every tab shows.
 * @module
 */
import type { Clock } from "../../protocol/clock.ts";
import {
  type ClientEvent,
  type FileEvent,
  type MessageEvent,
  receiptText,
  type TransferEvent,
} from "../core/mod.ts";
import type { FileView, Found, ItemBody, Outgoing, Pending, RoomView } from "./channel.ts";
import { GameCards } from "./game_cards.ts";
import { Journal, type NewItem } from "./journal.ts";
import { Presence } from "./presence.ts";
import { Shelf } from "./shelf.ts";

/** What of a conversation changed: one of its parts, or one file or game by its number. */
export type Part = "room" | "items" | "older" | "pending" | "outgoing" | "found" | {
  readonly file: string;
} | {
  readonly game: string;
};

type EventOf<T extends ClientEvent["type"]> = Extract<ClientEvent, { type: T }>;

/** Why a file cannot be had that nobody will have any more. */
const GONE_CODES: ReadonlySet<string> = new Set([
  "no_such_file",
  "withdrawn",
  "abandoned",
  "removed",
]);

/** Does no I/O: whoever wants to show it is told what changed. */
export class Conversation {
  readonly journal = new Journal();
  readonly pending = new Map<string, Pending>();
  readonly files = new Map<string, FileView>();
  readonly games = new GameCards();
  readonly shelf = new Shelf();
  readonly outgoing = new Map<string, Outgoing>();
  #found: Found | undefined;
  #serverHasOlder = true;
  readonly #changed: (part: Part) => void;
  readonly #presence: Presence;
  /** Own files that have their place. */
  readonly #placed = new Set<string>();
  #room: RoomView;
  /** Messages that are replayed were said while the connection was lost. */
  #hasMissed = false;

  constructor(
    room: Pick<RoomView, "address" | "invite" | "downloads" | "security">,
    changed: (part: Part) => void,
    clock: Pick<Clock, "wall">,
  ) {
    this.#changed = changed;
    this.#presence = new Presence(clock);
    const start = { you: "", room: "", moreFiles: false, commands: [], phase: "naming" } as const;
    this.#room = { ...room, ...start, ...this.#presence.view, link: { state: "connecting" } };
  }

  get room(): RoomView {
    return this.#room;
  }

  get found(): Found | undefined {
    return this.#found;
  }

  /** Can what was before the first item of the journal be had from the server? */
  get hasOlder(): boolean {
    return this.#serverHasOlder && this.journal.takesOlder;
  }

  changeRoom(change: Partial<RoomView>): void {
    this.#room = { ...this.#room, ...change };
    this.#changed("room");
  }

  /** An own file has a number: gives it its place, once. */
  shared(file: string, at: string): void {
    if (this.#placed.has(file)) return;
    this.#placed.add(file);
    const own = { from: this.#room.you, mine: true, missed: false, old: false };
    this.#add({ kind: "file", file, ...own }, at);
  }

  /** `undefined` forgets it. */
  setOutgoing(ref: string, outgoing: Outgoing | undefined): void {
    if (outgoing === undefined) this.outgoing.delete(ref);
    else this.outgoing.set(ref, outgoing);
    this.#changed("outgoing");
  }

  changeFile(file: string, change: Partial<FileView>): void {
    const unknown = { file, name: "", size: 0, from: "", mine: false, done: [], declined: [] };
    this.files.set(file, { ...(this.files.get(file) ?? unknown), ...change });
    this.#changed({ file });
  }

  /** What `event` changes. What a link that waits or is closed means depends on the visit, which sets it. */
  apply(event: ClientEvent): void {
    switch (event.type) {
      case "welcome":
        return this.#welcomed(event);
      case "message":
        return this.#message(event);
      case "pending": {
        const { type: _, ...message } = event;
        this.pending.set(message.id, message);
        return this.#changed("pending");
      }
      case "sent":
        return this.#sent(event);
      case "joined":
        this.#presence.joined(event.name, event.guest === true);
        this.changeRoom(this.#presence.view);
        return this.#add({ kind: "joined", name: event.name }, event.at);
      case "left": {
        const { name, reason } = event;
        this.#presence.left(name, reason);
        this.changeRoom(this.#presence.view);
        return this.#add({ kind: "left", name, reason }, event.at);
      }
      case "renamed":
        return this.#renamed(event);
      case "game":
        return this.#game(event);
      case "file":
        return this.#file(event);
      case "transfer":
        return this.#transfer(event);
      case "receipt":
        return this.#receipt(event);
      case "files":
        return this.#listed(event);
      case "withdrawn":
        return this.#gone(event.id, event.reason);
      case "names":
        return this.#tell(event.members.join(", "), event.at);
      case "info":
        return this.#informed(event);
      case "notice":
        // The window shows this for as long as it is open.
        return event.code === "not_encrypted" ? undefined : this.#tell(event.text, event.at);
      case "error":
        return this.#refused(event);
      case "history":
        return this.#history(event);
      case "found":
        return this.#searched(event);
      case "link":
        return;
      default:
        event satisfies never;
    }
  }

  #add(item: ItemBody, at: string): void {
    this.journal.add({ ...item, at });
    this.#changed("items");
  }

  #tell(text: string, at: string): void {
    this.#add({ kind: "notice", text }, at);
  }

  #informed({ type: _, at, ...facts }: EventOf<"info">): void {
    this.#add({ kind: "info", facts }, at);
  }

  #welcomed(event: EventOf<"welcome">): void {
    const { you, room, members, guests = [], games = [], again, at } = event;
    this.#hasMissed = again;
    this.#presence.welcomed(members, guests);
    this.changeRoom({ phase: "room", you, room, ...this.#presence.view, link: { state: "up" } });
    for (const game of this.games.welcomed(games)) this.#changed({ game });
    for (const game of games) {
      const isShown = game.opponent !== undefined || this.games.get(game.game) !== undefined;
      if (isShown) this.#game({ ...game, history: true, at });
    }
  }

  #message(event: EventOf<"message">): void {
    this.#add(this.#messageItem(event, event.history), event.at);
  }

  #messageItem({ id, from, text, action, to }: MessageEvent, isHistory: boolean): ItemBody {
    const mine = from === this.#room.you;
    const missed = isHistory && this.#hasMissed;
    const more = { ...(action && { action }), ...(to !== undefined && { to }) };
    return { kind: "message", id, from, text, ...more, mine, missed, old: isHistory && !missed };
  }

  #sent({ id, at }: EventOf<"sent">): void {
    const pending = this.pending.get(id);
    if (pending === undefined) return;
    this.pending.delete(id);
    this.#changed("pending");
    const from = this.#room.you;
    this.#add({ kind: "message", ...pending, from, mine: true, missed: false, old: false }, at);
  }

  #game(event: EventOf<"game">): void {
    const { game, yourTurn, history } = event;
    const isPlaced = this.games.happened(event, this.journal.next);
    this.#changed({ game });
    const isForYou = yourTurn && !history && event.action === "challenge";
    if (isPlaced) this.#add({ kind: "game", game, isForYou }, event.at);
  }

  #renamed({ from, to, at }: EventOf<"renamed">): void {
    const { you } = this.#room;
    this.#presence.renamed(from, to);
    this.changeRoom({ you: from === you ? to : you, ...this.#presence.view });
    for (const game of this.games.renamed(from, to)) this.#changed({ game });
    this.#add({ kind: "renamed", from, to }, at);
  }

  #file(event: EventOf<"file">): void {
    this.#add(this.#fileItem(event), event.at);
  }

  #fileItem({ id: file, from, name, size, history, gone }: FileEvent): ItemBody {
    const mine = from === this.#room.you;
    if (mine) this.#placed.add(file);
    if (history) this.shelf.past(file);
    if (gone) this.shelf.gone(file, "");
    this.changeFile(file, { name, size, from, mine, gone: this.shelf.goneBecause(file) });
    const missed = history && this.#hasMissed;
    return { kind: "file", file, from, mine, missed, old: history && !missed };
  }

  #history({ entries, more }: EventOf<"history">): void {
    const isOld = { missed: false, old: true };
    this.#serverHasOlder = more;
    this.journal.addOlder(entries.map((entry) => ({
      ...(entry.type === "message" ? this.#messageItem(entry, true) : this.#fileItem(entry)),
      ...isOld,
      at: entry.at,
    } as NewItem)));
    this.#changed("older");
  }

  #searched({ words, entries, more }: EventOf<"found">): void {
    const messages = entries.flatMap((entry) => {
      if (entry.type !== "message") return [];
      const { id, at, from, to, text } = entry;
      return [{ id, at, from, text, ...(to !== undefined && { to }) }];
    });
    this.#found = { words, messages, more };
    this.#changed("found");
  }

  #transfer(event: TransferEvent): void {
    const { id: file, name, size, from, direction, state, bytes, code, text, path } = event;
    this.changeFile(file, {
      ...(name === "" ? {} : { name, size }),
      ...(direction === "up" ? { from: this.#room.you, mine: true } : from && { from }),
      ...(path === undefined ? {} : { path }),
      transfer: {
        direction,
        state,
        bytes,
        ...(code !== undefined && { code }),
        ...(text !== undefined && { text }),
      },
    } as Partial<FileView>);
    if (state === "failed" && GONE_CODES.has(code ?? "")) this.#gone(file, code ?? "");
  }

  #receipt({ id, name, by, state, code, at }: EventOf<"receipt">): void {
    const known = this.files.get(id);
    if (state === "failed") {
      const why = code === undefined ? "" : `: ${receiptText(code)}`;
      return this.#tell(`${by} could not receive ${known?.name ?? name}${why}`, at);
    }
    if (known === undefined) return;
    const before = known[state];
    if (!before.includes(by)) this.changeFile(id, { [state]: [...before, by] });
  }

  #listed(event: EventOf<"files">): void {
    const { files, more } = event;
    for (const { file, name, size, from } of files) {
      this.changeFile(file, { name, size, from, mine: from === this.#room.you, gone: undefined });
    }
    for (const file of this.shelf.missing(event)) this.#gone(file, "");
    this.changeRoom({ moreFiles: more });
  }

  #gone(file: string, reason: string): void {
    this.shelf.gone(file, reason);
    // Its entry may be older than what is known.
    const known = this.files.get(file);
    if (known !== undefined && !known.gone) this.changeFile(file, { gone: reason });
  }

  #refused({ code, text, id, at }: EventOf<"error">): void {
    const pending = id === undefined ? undefined : this.pending.get(id);
    if (id !== undefined && this.pending.delete(id)) this.#changed("pending");
    if (pending === undefined) return this.#add({ kind: "error", code, text }, at);
    const { id: _, at: __, ...about } = pending;
    this.#add({ kind: "error", code, text, about }, at);
  }
}
