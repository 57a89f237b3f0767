/**
 * The way into the log: changes are gathered, brought into order, applied together, and only then
 * shown.
 * @module
 */
import { setImmediate } from "node:timers";
import type { Clock } from "../../protocol/clock.ts";
import type { ErrorCode } from "../../protocol/errors.ts";
import {
  type Applied,
  applyBatch,
  type Batch,
  type Change,
  isStorageFull,
  type Outcome,
  refused,
  type Store,
} from "../store/mod.ts";
import type { Draft, Projection } from "./draft.ts";
import { RoomLogs } from "./room_logs.ts";
import type { RoomLog } from "./room_log.ts";
import type { Sequencer } from "./sequencer.ts";

/**
 * Changes in one commit at most: measured, larger batches gain nothing and delay the first
 * acknowledgement.
 */
export const MAX_COMMIT_CHANGES = 256;

/** Options of {@linkcode Log}. */
export interface LogOptions {
  readonly clock: Clock;
  /** Told of errors that are not a full disk. */
  readonly onError: (error: unknown) => void;
  /** Told why nothing can be stored, once until it works again; then it is told `undefined`. */
  readonly onStorage?: (trouble: unknown) => void;
  /**
   * Told of every commit: how long its oldest change waited, and how many members get how many
   * entries.
   */
  readonly onCommitted?: (ms: number, deliveries: number) => void;
}

const NOBODY: readonly Projection[] = [];

interface Pending {
  readonly draft: Draft;
  readonly resolve: ((outcome: Outcome) => void) | undefined;
}

/**
 * Group commit: whatever arrives within one turn of the event loop is one batch, and one
 * transaction. Order is the order of calls, across all rooms. Nothing is acknowledged or shown
 * before its transaction is committed.
 */
export class Log {
  /** The logs of rooms that somebody reads. */
  readonly rooms: RoomLogs;
  #pending: Pending[] = [];
  #isScheduled = false;
  /** Monotonic ms of the oldest change that is pending. */
  #pendingSince = 0;
  readonly #submitted = new Map<number, readonly Pending[]>();
  #lastBatch = 0;
  #lastSeq: number;
  #isFailing = false;
  readonly #projections = new Map<Change["type"], Projection[]>();
  #whenSettled: (() => void)[] = [];

  constructor(
    private readonly store: Store,
    private readonly sequencer: Sequencer,
    private readonly options: LogOptions,
  ) {
    this.rooms = new RoomLogs(store.entries);
    this.#lastSeq = store.entries.lastSeq();
    sequencer.start((batches) => batches.forEach((batch) => this.#accept(batch)));
  }

  /** The `seq` of the newest entry of any room. */
  get lastSeq(): number {
    return this.#lastSeq;
  }

  /**
   * From now on `projection` is told of everything that is applied, after those that were added
   * before.
   */
  project(projection: Projection): void {
    for (const type of projection.concerns) {
      const others = this.#projections.get(type) ?? [];
      this.#projections.set(type, [...others, projection]);
    }
  }

  /**
   * Queues a change. Resolves, and never rejects, when it is known what became of it and readers
   * have been told. A change that could not be stored is refused with `storage_full` or `internal`.
   */
  append(draft: Draft): Promise<Outcome> {
    return new Promise((resolve) => this.#queue({ draft, resolve }));
  }

  /** The same without a promise: what becomes of it is told to the draft's writer alone. */
  enqueue(draft: Draft): void {
    this.#queue({ draft, resolve: undefined });
  }

  /** The stored entry that `author` sent as `id`. Another one may be on its way. */
  seqOf(author: number, id: string): number | undefined {
    return this.store.entries.seqOf(author, id);
  }

  /** Resolves when it is known what became of everything that was appended until now. */
  settled(): Promise<void> {
    if (this.#pending.length === 0 && this.#submitted.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#whenSettled.push(resolve));
  }

  #queue(pending: Pending): void {
    this.#pending.push(pending);
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#pendingSince = this.options.clock.monotonic();
    setImmediate(() => this.#submit());
  }

  #submit(): void {
    this.#isScheduled = false;
    const at = this.options.clock.wall();
    while (this.#pending.length > 0) {
      const pending = this.#pending.splice(0, MAX_COMMIT_CHANGES);
      const number = ++this.#lastBatch;
      this.#submitted.set(number, pending);
      const changes = pending.map(({ draft }) => draft.change);
      this.sequencer.submit({ origin: this.sequencer.origin, number, at, changes });
    }
  }

  #accept(batch: Batch): void {
    const pending = this.#take(batch);
    let applied: readonly Applied[] | undefined;
    try {
      this.store.transaction(() => {
        applied = applyBatch(this.store, batch, this.#lastSeq);
      });
    } catch (error) {
      const code = this.#failed(error);
      for (const own of pending) this.#answer(own, refused(code));
      return this.#tellSettled();
    }
    if (this.#isFailing) this.options.onStorage?.(undefined);
    this.#isFailing = false;
    if (applied !== undefined) this.#show(applied, pending);
    this.#tellSettled();
  }

  /** Those who wait to hear what becomes of `batch`, if it is this server's. */
  #take({ origin, number }: Batch): readonly Pending[] {
    if (origin !== this.sequencer.origin) return [];
    const pending = this.#submitted.get(number) ?? [];
    this.#submitted.delete(number);
    return pending;
  }

  #show(applied: readonly Applied[], pending: readonly Pending[]): void {
    const grown = new Set<RoomLog>();
    let deliveries = 0;
    applied.forEach((step, index) => {
      const { outcome } = step;
      const own = pending[index];
      let room: RoomLog | undefined;
      if (outcome.kind === "entered") {
        const { seq, entry, line } = outcome;
        this.#lastSeq = seq;
        room = this.rooms.find(outcome.room);
        // A room that was opened just now has read the entry from the store.
        if (room !== undefined && seq > room.lastSeq) room.append(seq, entry, line);
      }
      for (const projection of this.#projections.get(step.change.type) ?? NOBODY) {
        this.#tell(() => projection.applied(step));
      }
      if (outcome.kind === "entered") room ??= this.rooms.find(outcome.room);
      if (room !== undefined) {
        grown.add(room);
        deliveries += room.readers.size;
      }
      if (own !== undefined) this.#answer(own, outcome, room);
    });
    for (const room of grown) room.wake();
    this.options.onCommitted?.(this.options.clock.monotonic() - this.#pendingSince, deliveries);
  }

  #answer({ draft, resolve }: Pending, outcome: Outcome, room?: RoomLog): void {
    const { writer, answer } = draft;
    if (writer !== undefined) {
      this.#tell(() => {
        const lines = answer?.(outcome) ?? [];
        if (outcome.kind === "entered" && room !== undefined) writer.own(room, outcome.seq, lines);
        else lines.forEach((line) => writer.reply(line));
      });
    }
    resolve?.(outcome);
  }

  /** What was stored is shown to all others even if something keeps one from being told. */
  #tell(tell: () => void): void {
    try {
      tell();
    } catch (error) {
      this.options.onError(error);
    }
  }

  #failed(error: unknown): ErrorCode {
    const isFull = isStorageFull(error);
    if (!isFull) this.options.onError(error);
    else if (!this.#isFailing) this.options.onStorage?.(error);
    this.#isFailing ||= isFull;
    return isFull ? "storage_full" : "internal";
  }

  #tellSettled(): void {
    if (this.#pending.length > 0 || this.#submitted.size > 0) return;
    const waiting = this.#whenSettled;
    this.#whenSettled = [];
    for (const resolve of waiting) resolve();
  }
}
