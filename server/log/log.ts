/**
 * The way into the log: entries and other writes are gathered, committed together, and only then shown.
 * @module
 */
import { setImmediate } from "node:timers";
import type { ErrorCode } from "../../protocol/errors.ts";
import { MAX_COMMIT_ENTRIES } from "../../protocol/limits.ts";
import type { EntryType } from "../../protocol/messages.ts";
import type { RoomLog } from "./room_log.ts";
import type { Position } from "./tail.ts";
import { isStorageFull, type Store } from "../store/store.ts";

/** A write that is not an entry. */
export interface Write {
  /** Makes the change, inside the transaction. */
  apply(): void;
  /** Called after the commit, in the order of the writes. */
  stored?(): void;
  /** Called instead of `stored` when nothing was stored. */
  failed?(code: ErrorCode): void;
}

/** An entry on its way into the log. */
export interface Draft {
  readonly room: RoomLog;
  readonly type: EntryType;
  /** 0 for entries of the server itself. */
  readonly author: number;
  /** Given if the author may send the entry again; the second one is not stored. */
  readonly id?: string;
  /** The fields of the entry apart from `type`, `seq` and `at`; a function if they depend on `seq`. */
  readonly fields: object | ((seq: number) => object);
  /** Further changes in the same transaction. */
  apply?(seq: number): void;
  /** Called after the commit, when the entry is in the room's log but no reader was told yet. */
  stored?(seq: number, place: Position): void;
  /** Called instead of `stored` if the author had sent it before, as the entry `seq`. */
  duplicate?(seq: number): void;
  /** Called instead of `stored` when nothing was stored. */
  failed?(code: ErrorCode): void;
}

/** What a draft or a write has become inside the transaction. */
interface Step {
  readonly draft?: Draft;
  readonly write?: Write;
  seq: number;
  line: string;
}

/** Options of {@linkcode Log}. */
export interface LogOptions {
  /** The wall clock. */
  readonly now: () => Date;
  /** Told of errors that are not a full disk. */
  readonly onError: (error: unknown) => void;
  /** Told why nothing can be stored, once until it works again; then it is told `undefined`. */
  readonly onStorage?: (trouble: unknown) => void;
  /** Told of every commit: how long its oldest step waited, and how many members get how many entries. */
  readonly onCommitted?: (ms: number, deliveries: number) => void;
}

/**
 * Group commit: whatever arrives within one turn of the event loop is one transaction. Order is the order of calls, across
 * all rooms. Nothing is acknowledged or shown before its transaction is committed.
 */
export class Log {
  #pending: Step[] = [];
  #isScheduled = false;
  /** Monotonic ms of the oldest step that is pending. */
  #pendingSince = 0;
  #lastSeq: number;
  #isFailing = false;

  constructor(private readonly store: Store, private readonly options: LogOptions) {
    this.#lastSeq = store.entries.lastSeq();
  }

  /** The `seq` of the newest entry of any room. */
  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** Queues an entry; what becomes of it is told to the draft's callbacks. */
  append(draft: Draft): void {
    this.#queue({ draft, seq: 0, line: "" });
  }

  /** Queues another write, in order with the entries. */
  write(write: Write): void {
    this.#queue({ write, seq: 0, line: "" });
  }

  /** The stored entry that `author` sent as `id`. */
  seqOf(author: number, id: string): number | undefined {
    return this.store.entries.seqOf(author, id);
  }

  /** Commits what is queued now instead of at the end of the turn. */
  flush(): void {
    this.#isScheduled = false;
    while (this.#pending.length > 0) this.#commit(this.#pending.splice(0, MAX_COMMIT_ENTRIES));
  }

  #queue(step: Step): void {
    this.#pending.push(step);
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#pendingSince = performance.now();
    setImmediate(() => this.flush());
  }

  #commit(steps: readonly Step[]): void {
    const before = this.#lastSeq;
    try {
      const now = this.options.now();
      const at = now.toISOString();
      this.store.transaction(() => {
        for (const step of steps) this.#apply(step, at);
      });
    } catch (error) {
      this.#lastSeq = before;
      this.#fail(steps, error);
      return;
    }
    if (this.#isFailing) this.options.onStorage?.(undefined);
    this.#isFailing = false;
    this.#show(steps);
  }

  #apply(step: Step, at: string): void {
    const { draft } = step;
    if (draft === undefined) return step.write?.apply();
    const { room, type, author, id, fields } = draft;
    const seq = this.#lastSeq + 1;
    const line = JSON.stringify({
      type,
      seq,
      at,
      ...(typeof fields === "function" ? fields(seq) : fields),
    }) + "\n";
    const row = { seq, room: room.id, type, author, id: id ?? null, line };
    if (!this.store.entries.insert(row)) return;
    this.#lastSeq = step.seq = seq;
    step.line = line;
    draft.apply?.(seq);
  }

  #show(steps: readonly Step[]): void {
    const grown = new Set<RoomLog>();
    let deliveries = 0;
    for (const { draft, write, seq, line } of steps) {
      if (draft === undefined) this.#tell(() => write?.stored?.());
      else if (seq === 0) this.#tell(() => this.#answerDuplicate(draft));
      else {
        const place = draft.room.append(seq, draft.type, line);
        this.#tell(() => draft.stored?.(seq, place));
        grown.add(draft.room);
        deliveries += draft.room.readers.size;
      }
    }
    for (const room of grown) room.wake();
    this.options.onCommitted?.(performance.now() - this.#pendingSince, deliveries);
  }

  /** What was stored is shown to all others even if a disk that fails keeps one from being told. */
  #tell(tell: () => void): void {
    try {
      tell();
    } catch (error) {
      this.options.onError(error);
    }
  }

  #answerDuplicate(draft: Draft): void {
    const seq = this.seqOf(draft.author, draft.id ?? "");
    if (seq !== undefined) draft.duplicate?.(seq);
  }

  #fail(steps: readonly Step[], error: unknown): void {
    const isFull = isStorageFull(error);
    if (!isFull) this.options.onError(error);
    else if (!this.#isFailing) this.options.onStorage?.(error);
    this.#isFailing ||= isFull;
    for (const { draft, write } of steps) {
      (draft ?? write)?.failed?.(isFull ? "storage_full" : "internal");
    }
  }
}
