/**
 * A real client inside the test's own process: many of them cost little, and their chance and time are the test's.
 * @module
 */
import { Client, type ClientOptions, realSurroundings, Waiters } from "../../client/core/mod.ts";
import { renderJson } from "../../client/lines/json.ts";
import type { ClientEvent } from "./client.ts";

/** Options of {@linkcode Member.join}. */
export interface MemberOptions {
  readonly port: number;
  readonly name: string;
  /** Of this machine unless told otherwise. */
  readonly host?: string;
  /** Without it, connections are not encrypted. */
  readonly encryption?: ClientOptions["encryption"];
  readonly downloads?: string;
  /** Chance for the pauses between attempts; 0 makes none. */
  readonly random?: () => number;
}

/** A client and everything that the JSON mode would have printed. Disposing makes it leave. */
export class Member implements AsyncDisposable {
  readonly client: Client;
  readonly events: ClientEvent[] = [];
  /** How long after they were said the messages of `from`, one of a crowd, were shown, in ms. Nothing until it is set. */
  timed: { readonly from: string; readonly ms: number[] } | undefined;
  /** Everything it said, in order. */
  readonly said: string[] = [];
  readonly #shown = new Set<unknown>();
  readonly #waiters = new Waiters();
  readonly #reading: Promise<void>;
  #sent = 0;
  #hasEnded = false;

  private constructor(readonly name: string, options: ClientOptions) {
    this.client = new Client(options);
    this.#reading = this.#read();
  }

  /** Connects, and waits until it is in the room. */
  static async join(options: MemberOptions): Promise<Member> {
    const { port, name, host = "127.0.0.1", encryption, downloads, random = () => 0 } = options;
    const member = new Member(name, {
      ...realSurroundings(),
      random,
      address: { host, port },
      encryption,
      name,
      downloads: downloads ?? "/nonexistent",
      accept: downloads === undefined ? "none" : "all",
      reconnectMs: Infinity,
      history: 0,
      agent: "chat fault laboratory",
    });
    try {
      await member.told("welcome");
      return member;
    } catch (error) {
      await member[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** How often its link came up. */
  get timesUp(): number {
    return this.events.filter(({ type, state }) => type === "link" && state === "up").length;
  }

  say(text: string): void {
    this.said.push(text);
    this.client.say(text);
  }

  /** Resolves with the first event of this kind, as soon as it was told. */
  async told(
    type: string,
    matches: (event: ClientEvent) => boolean = () => true,
  ): Promise<ClientEvent> {
    let found: ClientEvent | undefined;
    let looked = 0;
    await this.#until(() => {
      for (; looked < this.events.length && found === undefined; looked++) {
        const event = this.events[looked] as ClientEvent;
        if (event.type === type && matches(event)) found = event;
      }
      return found !== undefined;
    });
    return found as ClientEvent;
  }

  /** Resolves when the message `text` of somebody else was shown. */
  shown(text: string | undefined): Promise<void> {
    return this.#until(() => this.#shown.has(text));
  }

  /** Resolves when everything it said until now is acknowledged, and it was told so. */
  acknowledged(): Promise<void> {
    const { length } = this.said;
    return this.#until(() => this.#sent >= length);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client.leave();
    await this.#reading;
  }

  async #until(condition: () => boolean): Promise<void> {
    await this.#waiters.until(() => condition() || this.#hasEnded);
    if (condition()) return;
    throw new Error(`${this.name}: it is over: ${JSON.stringify(this.events.slice(-10))}`);
  }

  async #read(): Promise<void> {
    for await (const event of this.client.events()) {
      for (const line of renderJson(event)) this.events.push(JSON.parse(line));
      if (event.type === "message") {
        this.#shown.add(event.text);
        if (event.from === this.timed?.from) {
          this.timed.ms.push(performance.now() - Number(event.text.split(" ").at(-1)));
        }
      } else if (event.type === "sent") this.#sent++;
      this.#waiters.check();
    }
    this.#hasEnded = true;
    this.#waiters.check();
  }
}
