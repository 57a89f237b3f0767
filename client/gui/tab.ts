/**
 * One page that is open.
 * @module
 */
import {
  type Answer,
  type FileView,
  MAX_TAB_MESSAGE_CHARS,
  type Older,
  type Refusal,
  ToProcess,
  type Update,
} from "./channel.ts";
import type { Conversation, Part } from "./conversation.ts";

/**
 * Things of the conversation told to a tab at once: three screens, so that a page shows the newest
 * after one turn.
 */
export const TAB_BATCH_ITEMS = 200;

/** What a page asks for, apart from what {@linkcode Tab} answers itself. */
export type Wish =
  | Exclude<ToProcess, { type: "shown" | "older" | "input" }>
  /** What was before everything that is known. */
  | { readonly type: "history" };

/** What was typed, which {@linkcode Tab.answer} answers. */
export type Input = Extract<ToProcess, { type: "input" }>;

const FIRST_PARTS = ["room", "items", "pending", "outgoing"] as const;

/**
 * A cursor into the conversation. An update goes out when the page has shown the one before: however much happens meanwhile
 * becomes one update, and nothing queues up for a page that is slow.
 */
export class Tab {
  readonly #conversation: Conversation;
  readonly #send: (text: string) => void;
  readonly #parts = new Set<Exclude<Part, object | "older">>();
  readonly #files: Set<string>;
  readonly #games: Set<string>;
  #next: number;
  /** The item whose predecessors the page waits for. */
  #olderThan: number | undefined;
  #isFirst = true;
  #isBusy = false;
  #isScheduled = false;

  constructor(conversation: Conversation, send: (text: string) => void) {
    this.#conversation = conversation;
    this.#send = send;
    const { items } = conversation.journal.before(conversation.journal.next, TAB_BATCH_ITEMS);
    this.#next = items[0]?.n ?? conversation.journal.next;
    this.#files = new Set(conversation.files.keys());
    this.#games = new Set(conversation.games.keys());
    for (const part of FIRST_PARTS) this.changed(part);
  }

  /** Never sends at once: what changes in one turn is told together. */
  changed(part: Part): void {
    if (part === "older") return this.#tellOlder();
    if (typeof part === "string") this.#parts.add(part);
    else if ("file" in part) this.#files.add(part.file);
    else this.#games.add(part.game);
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      this.#update();
    });
  }

  /** A message of the page, as it came. Returns what it wishes or was typed into it; `"bad"` for what no page of ours sends. */
  receive(message: unknown): Wish | Input | "bad" | undefined {
    if (typeof message !== "string" || message.length > MAX_TAB_MESSAGE_CHARS) return "bad";
    const parsed = ToProcess.safeParse(parseJson(message));
    if (!parsed.success) return "bad";
    const wish = parsed.data;
    if (wish.type === "shown") {
      this.#isBusy = false;
      this.#update();
      return undefined;
    }
    if (wish.type !== "older") return wish;
    this.#olderThan = wish.before;
    const { journal, hasOlder } = this.#conversation;
    const isKnown = journal.before(wish.before, 1).items.length > 0;
    if (!isKnown && hasOlder) return { type: "history" };
    this.#tellOlder();
    return undefined;
  }

  /** What became of what was typed as `ref`. */
  answer(ref: string, refusal: Refusal | undefined): void {
    const answer: Answer = { type: "answer", ref, ...(refusal !== undefined && { refusal }) };
    this.#send(JSON.stringify(answer));
  }

  #tellOlder(): void {
    if (this.#olderThan === undefined) return;
    const { journal, hasOlder } = this.#conversation;
    const older = journal.before(this.#olderThan, TAB_BATCH_ITEMS);
    this.#olderThan = undefined;
    const { items } = older;
    const answer = { type: "older", items, hasOlder: older.hasOlder || hasOlder } satisfies Older;
    this.#send(JSON.stringify(answer));
  }

  #update(): void {
    const changes = this.#parts.size + this.#files.size + this.#games.size;
    if (this.#isBusy || changes === 0) return;
    const { journal, room, pending, outgoing, files, games, found, hasOlder } = this.#conversation;
    const items = journal.from(this.#next, TAB_BATCH_ITEMS);
    const first = this.#isFirst
      ? { hasOlder: hasOlder || journal.before(this.#next, 1).items.length > 0 }
      : {};
    const update: Update = {
      type: "update",
      ...first,
      ...(this.#parts.has("room") && { room }),
      ...(this.#parts.has("items") && { items }),
      ...(this.#parts.has("pending") && { pending: [...pending.values()] }),
      ...(this.#parts.has("outgoing") && { outgoing: [...outgoing.values()] }),
      ...(this.#parts.has("found") && found && { found }),
      ...(this.#files.size > 0 && {
        files: [...this.#files].map((file) => files.get(file) as FileView),
      }),
      ...(this.#games.size > 0 && {
        games: [...this.#games].map((game) => games.get(game)).filter((game) => game !== undefined),
      }),
    };
    this.#isFirst = false;
    this.#isBusy = true;
    this.#parts.clear();
    this.#files.clear();
    this.#games.clear();
    this.#next = (items.at(-1)?.n ?? this.#next - 1) + 1;
    if (this.#next < journal.next) this.#parts.add("items");
    this.#send(JSON.stringify(update));
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
