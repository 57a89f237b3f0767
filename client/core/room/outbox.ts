/**
 * What was sent and is not acknowledged yet (PROTOCOL.md, Order and acknowledgement).
 * @module
 */
import type { Request } from "../../../protocol/messages.ts";

/** A request that the server acknowledges. */
export type Acknowledged = Extract<Request, { id: string }>;

/** Requests by id, in the order in which they were first sent. Does no I/O. */
export class Outbox {
  readonly #waiting = new Map<string, Acknowledged>();

  get size(): number {
    return this.#waiting.size;
  }

  /** Keeps `request` until it is taken. A request that is kept already keeps its place. */
  add(request: Acknowledged): void {
    this.#waiting.set(request.id, request);
  }

  /**
   * Forgets the request `id` and returns it; `undefined` if it was not waiting, as after a second
   * acknowledgement.
   */
  take(id: string): Acknowledged | undefined {
    const request = this.#waiting.get(id);
    this.#waiting.delete(id);
    return request;
  }

  has(id: string): boolean {
    return this.#waiting.has(id);
  }

  /** What to send again after a resume, in order. */
  waiting(): Acknowledged[] {
    return [...this.#waiting.values()];
  }
}
