/**
 * The transfers under way.
 * @module
 */
import type { TransferEvent } from "../core/mod.ts";
import { RateMeter, type ShownTransfer } from "./transfer_view.ts";

interface Running {
  readonly event: TransferEvent;
  readonly meter: RateMeter;
}

/** Follows the events of transfers. Time is an argument, in milliseconds from any beginning. */
export class TransferList {
  readonly #running = new Map<string, Running>();
  /** Own files by number: how many members have them. */
  readonly #peersDone = new Map<string, number>();

  update(event: TransferEvent, nowMs: number): void {
    const key = `${event.direction} ${event.id}`;
    if (event.state === "done" || event.state === "failed" || event.state === "declined") {
      this.#running.delete(key);
      this.#peersDone.delete(event.id);
      return;
    }
    const meter = this.#running.get(key)?.meter ?? new RateMeter(event.bytes, nowMs);
    meter.update(event.bytes, nowMs);
    this.#running.set(key, { event, meter });
  }

  /** A member has received the own file `id`. */
  received(id: string): void {
    if (!this.#running.has(`up ${id}`)) return;
    this.#peersDone.set(id, (this.#peersDone.get(id) ?? 0) + 1);
  }

  /** The client has ended. */
  clear(): void {
    this.#running.clear();
  }

  count(direction: "up" | "down"): number {
    return [...this.#running.values()].filter(({ event }) => event.direction === direction).length;
  }

  /** The number of the file whose transfer began last. */
  get newest(): string | undefined {
    return [...this.#running.values()].at(-1)?.event.id;
  }

  /** In the order in which they began. */
  get shown(): ShownTransfer[] {
    return [...this.#running.values()].map(({ event, meter }) => ({
      name: event.name,
      direction: event.direction,
      bytes: event.bytes,
      size: event.size,
      bytesPerSecond: meter.bytesPerSecond,
      isPaused: event.state === "paused",
      isForSender: event.code === "waiting_for_sender",
      peersDone: this.#peersDone.get(event.id) ?? 0,
    }));
  }
}
