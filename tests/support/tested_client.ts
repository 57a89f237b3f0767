/**
 * A client inside the test's own process, without a front end.
 * @module
 */
import assert from "node:assert/strict";
import { Client, type ClientEvent, type ClientOptions } from "../../client/core/mod.ts";
import { SYSTEM_CLOCK } from "../../protocol/clock.ts";
import { sleep } from "../../protocol/sleep.ts";

type EventOf<T extends ClientEvent["type"]> = Extract<ClientEvent, { type: T }>;

/** A client under test, and its events in order. */
export class TestedClient implements AsyncDisposable {
  readonly client: Client;
  readonly all: ClientEvent[] = [];
  readonly #events: AsyncIterator<ClientEvent>;

  constructor(options: Pick<ClientOptions, "address"> & Partial<ClientOptions>) {
    this.client = new Client({
      name: "ana",
      downloads: "/nonexistent",
      accept: "none",
      reconnectMs: Infinity,
      agent: "test",
      random: () => 0,
      clock: { ...SYSTEM_CLOCK, wall: () => 0 },
      sleep,
      mark: "m",
      ...options,
    });
    this.#events = this.client.events()[Symbol.asyncIterator]();
  }

  /** The next event of this type for which `matches` holds; those before it are passed over. */
  async next<T extends ClientEvent["type"]>(
    type: T,
    matches: (event: EventOf<T>) => boolean = () => true,
  ): Promise<EventOf<T>> {
    for (;;) {
      const { value, done } = await this.#events.next();
      if (done) assert.fail(`the events ended before a ${type}: ${JSON.stringify(this.all)}`);
      this.all.push(value);
      if (value.type === type && matches(value as EventOf<T>)) return value as EventOf<T>;
    }
  }

  /** Reads events to their end. */
  async rest(): Promise<readonly ClientEvent[]> {
    for (;;) {
      const { value, done } = await this.#events.next();
      if (done) return this.all;
      this.all.push(value);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client.leave();
  }
}
