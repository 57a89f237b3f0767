/**
 * The one judge: reads what the clients printed and what the server stored, and says what does not fit.
 * @module
 */
import { DatabaseSync } from "node:sqlite";
import type { ClientEvent } from "../../support/client.ts";

/** What one member was told, as the JSON mode prints it. It was in the room before the first message. */
export interface ClientLog {
  readonly name: string;
  readonly events: readonly ClientEvent[];
}

/** A message as the server stored it. */
interface StoredMessage {
  readonly seq: number;
  readonly id: string;
  readonly from: string;
  readonly text: string;
}

/** What the oracle looks at. */
export interface Evidence {
  /** The database file of the server. */
  readonly database: string;
  /** Everybody who was in the room all the time. */
  readonly clients: readonly ClientLog[];
  /** What was said and not refused, by whom, in the order of saying. */
  readonly said?: ReadonlyMap<string, readonly string[]>;
  /** Messages before this `seq` are not looked at. */
  readonly since?: number;
}

/** Everything that is wrong, a sentence each; empty if all promises were kept. */
export function judge({ database, clients, said, since = 0 }: Evidence): string[] {
  const stored = readMessages(database, since);
  // A look at the whole file, which a part of the log does not need.
  const complaints = since === 0 ? soundness(database) : [];
  for (const { name, events } of clients) {
    for (const complaint of judgeClient(name, events, stored)) {
      complaints.push(`${name}: ${complaint}`);
    }
  }
  for (const [name, texts] of said ?? []) {
    const own = stored.filter(({ from }) => from === name).map(({ text }) => text);
    if (!isSame(own, texts)) {
      complaints.push(`${name}: said ${texts.length} messages, ${describe(own, texts)}`);
    }
  }
  return complaints;
}

/** The messages after `since` in the database at `path`, in order. */
export function readMessages(path: string, since = 0): StoredMessage[] {
  using database = new DatabaseSync(path, { readOnly: true });
  const rows = database.prepare(
    "SELECT line FROM entries WHERE type = 'message' AND seq > ? ORDER BY seq",
  );
  return rows.all(since).map(({ line }) => JSON.parse(String(line)));
}

function soundness(path: string): string[] {
  using database = new DatabaseSync(path, { readOnly: true });
  const check = String(database.prepare("PRAGMA quick_check").get()?.["quick_check"]);
  return check === "ok" ? [] : [`the database is damaged: ${check}`];
}

function* judgeClient(
  name: string,
  events: readonly ClientEvent[],
  stored: readonly StoredMessage[],
): Generator<string> {
  const first = stored[0]?.seq ?? Infinity;
  const bySeq = new Map(stored.map((message) => [message.seq, message]));
  const acknowledged = new Map<number, unknown>();
  for (const { seq, id } of events.filter(({ type }) => type === "sent")) {
    if (Number(seq) < first) continue;
    if (acknowledged.has(Number(seq))) yield `${id} was acknowledged twice`;
    acknowledged.set(Number(seq), id);
    if (bySeq.get(Number(seq))?.id !== id) yield `${id} was acknowledged and is not stored`;
  }
  let last = 0;
  const shown = new Set<number>();
  for (const event of events.filter(({ type }) => type === "message")) {
    const seq = Number(event["seq"]);
    if (seq < first) continue;
    const message = bySeq.get(seq);
    if (message === undefined) yield `${seq} was shown and is not stored`;
    else if (message.text !== event["text"] || message.from !== event["from"]) {
      yield `${seq} was not shown as it is stored`;
    }
    if (shown.has(seq)) yield `${seq} was shown twice`;
    else if (seq < last) yield `${seq} was shown after ${last}`;
    shown.add(seq);
    last = Math.max(last, seq);
  }
  for (const { seq, from } of stored) {
    const isTold = from === name ? acknowledged.has(seq) : shown.has(seq);
    if (!isTold) yield `${seq} of ${from} is stored and was never told`;
  }
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((text, index) => text === right[index]);
}

function describe(stored: readonly string[], said: readonly string[]): string {
  const missing = said.filter((text) => !stored.includes(text));
  const twice = stored.filter((text, index) => stored.indexOf(text) !== index);
  return `stored are ${stored.length}; missing: ${missing.slice(0, 5)}; twice: ${
    twice.slice(0, 5)
  }`;
}
