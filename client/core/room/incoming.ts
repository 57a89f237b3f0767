/**
 * What each line of the server means for the client.
 * @module
 */
import { shortFingerprint } from "../../../protocol/certificate.ts";
import type { Entry, ServerLine } from "../../../protocol/messages.ts";
import { normalizeName } from "../../../protocol/names.ts";
import { isAccepted } from "./accept.ts";
import { moderatedText } from "./moderation.ts";
import { type MessageEvent, type PastEvent, toldText } from "../base/mod.ts";
import type { RoomParts } from "./room_parts.ts";

type LineOf<T extends ServerLine["type"]> = Extract<ServerLine, { type: T }>;
type EntryOf<T extends Entry["type"]> = Extract<Entry, { type: T }>;

/** Turns lines into changes and events. */
export class Incoming {
  readonly #parts: RoomParts;

  constructor(parts: RoomParts) {
    this.#parts = parts;
  }

  handle(line: ServerLine): void {
    const { exchange, emit, transfers } = this.#parts;
    switch (line.type) {
      case "ack":
        return this.#acknowledged(line);
      case "ticket":
        return exchange.ticketCame(line);
      case "files":
        return this.#files(line);
      case "receipt": {
        const { file: id, by, state, code } = line;
        const why = code === undefined ? {} : { code };
        return emit({ type: "receipt", id, name: transfers.nameOf(id) ?? "", by, state, ...why });
      }
      case "history":
        exchange.answered("history");
        for (const { seq } of line.entries) this.#parts.state.reached(seq);
        this.#parts.state.gone.learn(line.gone);
        return emit({ type: "history", entries: this.#past(line.entries), more: line.more });
      case "found": {
        exchange.answered("search");
        const { words, more } = line;
        return emit({ type: "found", words, entries: this.#past(line.entries), more });
      }
      case "whois":
        exchange.answered("whois");
        return emit({ type: "notice", code: "whois", text: whoisText(line) });
      case "info":
        exchange.answered("info");
        return emit(line);
      case "error":
        return this.#refused(line);
      case "welcome":
      case "closing":
      case "ping":
      case "pong":
        return;
      default:
        if ("seq" in line && this.#parts.state.advance(line.seq)) this.#entry(line);
    }
  }

  #entry(entry: Entry): void {
    const { state, games, emit } = this.#parts;
    const { seq, at } = entry;
    const history = state.isHistory(seq);
    switch (entry.type) {
      case "message":
        return this.#message(entry, history);
      case "file":
        return this.#file(entry, history);
      case "withdrawn":
        return this.#withdrawn(entry, history);
      case "joined":
        // `welcome` tells who is there; what came before it does not count.
        if (history || !state.joined(entry.name, entry.guest)) return;
        return emit({ type: "joined", name: entry.name, guest: entry.guest }, at);
      case "left":
        if (history) return;
        state.left(entry.name);
        return emit({ type: "left", name: entry.name, reason: entry.reason }, at);
      case "renamed":
        if (history) return;
        state.renamed(entry.from, entry.to);
        games.renamed(entry.from, entry.to);
        return emit({ type: "renamed", from: entry.from, to: entry.to }, at);
      case "moderated":
        if (history) return;
        return emit({ type: "notice", code: "moderated", text: moderatedText(entry) }, at);
      case "game":
        // One that this connection made has its ack behind it.
        if (this.#isOwn(entry.id ?? "", entry.by ?? "")) {
          this.#parts.exchange.acknowledged({ id: entry.id ?? "" });
        }
        return games.entered(entry, history);
      default:
        entry satisfies never;
    }
  }

  /** Own entries among the others: who looks back wants to see them all. */
  #past(entries: readonly Entry[]): PastEvent[] {
    const { transfers, state } = this.#parts;
    return entries.flatMap((entry): PastEvent[] => {
      if (entry.type === "message") {
        return [{ ...messageEvent(entry, true), at: entry.at }];
      }
      if (entry.type !== "file") return [];
      const { file, seq, from, name, size, mime, at } = entry;
      transfers.note(file, { name, size, from });
      const history = true;
      return [{
        type: "file",
        id: file,
        seq,
        from,
        name,
        size,
        mime,
        history,
        accepted: false,
        ...(state.gone.has(file) && { gone: true }),
        at,
      }];
    });
  }

  #message(entry: EntryOf<"message">, history: boolean): void {
    const { id, seq, from, at } = entry;
    this.#parts.state.reached(seq);
    this.#parts.state.spoke(from);
    if (!this.#isOwn(id, from)) return this.#parts.emit(messageEvent(entry, history), at);
    const request = this.#parts.exchange.acknowledged({ id });
    if (request !== undefined) this.#parts.emit({ type: "sent", id, seq }, at);
  }

  #file(entry: EntryOf<"file">, history: boolean): void {
    const { state, transfers, accept, emit } = this.#parts;
    const { id, seq, at, from, file, name, size, mime } = entry;
    state.reached(seq);
    state.spoke(from);
    // An own offer is answered by its ack alone, which the ticket comes with.
    if (this.#isOwn(id, from)) return;
    transfers.note(file, { name, size, from });
    const isOwn = state.isOwnName(from);
    const gone = state.gone.has(file) && { gone: true as const };
    const accepted = !gone && isAccepted(accept, { size, isOwn, isNews: state.isNews(seq) });
    emit({ type: "file", id: file, seq, from, name, size, mime, history, accepted, ...gone }, at);
    if (accepted) transfers.fetch(file, { isAsked: false });
  }

  #withdrawn(entry: EntryOf<"withdrawn">, history: boolean): void {
    const { transfers, state, emit } = this.#parts;
    const { seq, file, from, name, reason, at } = entry;
    const wasKnown = transfers.knows(file) && !state.gone.has(file);
    state.gone.learn([file]);
    emit({ type: "withdrawn", id: file, from, name, reason, history }, at);
    const down = reason === "cancelled" ? "withdrawn" : reason;
    if (transfers.stop(file, { up: reason, down })) return;
    // Nobody has to hear of what was never offered here, or of what they did themselves.
    const isOwnDoing = state.isOwnName(from) && !isByServer(reason);
    if (!wasKnown || isOwnDoing || !state.isNews(seq)) return;
    emit({ type: "notice", code: "withdrawn", text: withdrawnText(entry) }, at);
  }

  #acknowledged(ack: LineOf<"ack">): void {
    const { exchange, state, emit } = this.#parts;
    const isDuplicate = ack.duplicate === true;
    if (!isDuplicate) state.advance(ack.seq);
    const request = exchange.acknowledged(ack);
    if (request?.type === "say") emit({ type: "sent", id: ack.id, seq: ack.seq });
    if (request?.type === "moderate") {
      const { action, name, text } = request;
      const isToken = action === "op" && text !== undefined;
      const done = isToken
        ? "You are an operator now"
        : moderatedText({ by: "You", action, name, text });
      emit({ type: "notice", code: "moderated", text: done });
    }
    // After a resume the `welcome` has told the name already.
    if (request?.type !== "rename" || isDuplicate) return;
    const from = state.you;
    const to = normalizeName(request.name) ?? request.name;
    state.renamed(from, to);
    this.#parts.games.renamed(from, to);
    emit({ type: "renamed", from, to });
  }

  #files({ files, more }: LineOf<"files">): void {
    const { exchange, transfers, emit } = this.#parts;
    const { before } = exchange.answered("files") ?? {};
    for (const { file, name, size, from } of files) transfers.note(file, { name, size, from });
    emit({ type: "files", files, more, ...(before !== undefined && { before }) });
  }

  #refused(line: LineOf<"error">): void {
    const { code, text, id } = line;
    if (!this.#parts.exchange.refused(line)) return;
    const error = { type: "error", code, text: toldText(code, text) } as const;
    this.#parts.emit(id === undefined ? error : { ...error, id });
  }

  /** Anybody can see our ids and use them, but not under our name. */
  #isOwn(id: string, from: string): boolean {
    return id.startsWith(this.#parts.idPrefix) && this.#parts.state.isOwnName(from);
  }
}

function messageEvent(entry: EntryOf<"message">, history: boolean): MessageEvent {
  const { id, seq, from, text, action, to } = entry;
  const isAction = action === true ? { action } as const : {};
  return { type: "message", id, seq, from, text, ...isAction, ...(to && { to }), history };
}

/** Did the server remove a file that was complete? */
function isByServer(reason: string): boolean {
  return reason === "expired" || reason === "removed";
}

function withdrawnText({ from, name, reason }: EntryOf<"withdrawn">): string {
  return isByServer(reason)
    ? `The file ${name} from ${from} is not on the server any more`
    : `${from} no longer shares ${name}`;
}

function whoisText({ name, present, fingerprint }: LineOf<"whois">): string {
  const where = present ? "is here" : "is not here";
  if (fingerprint === undefined) return `${name} ${where}, as a guest without a key`;
  return `${name} ${where}, and belongs to the key ${shortFingerprint(fingerprint)}`;
}
