/**
 * Two members who do no harm, in a process of their own, so that nothing of what the tests' own process does is measured.
 *
 * Its one argument is a {@linkcode Place} as JSON. It says `ready`, and when its input ends a {@linkcode Verdict} as JSON.
 * @module
 */
import { encodeLine, readLines, writeAll } from "../../protocol/lines.ts";
import { MAX_SERVER_LINE_BYTES } from "../../protocol/limits.ts";
import { sleep } from "../../protocol/sleep.ts";
import { bindingOf, proofFor } from "./keyed_client.ts";
import { workedMs } from "./process_facts.ts";
import { connect, type RawServer } from "./raw_client.ts";

/** Where to talk. */
export interface Place extends RawServer {
  readonly password?: string | undefined;
  /** The server's process. */
  readonly pid: number;
}

/** What two members noticed of everything. */
export interface Verdict {
  readonly sent: number;
  /** Losses, repetitions, wrong orders and refusals, in words. */
  readonly faults: readonly string[];
  /** From sending to receiving. */
  readonly p50Ms: number;
  /** At most this, 99 times of 100. */
  readonly p99Ms: number;
  /** What the server had to do from the sending to the receiving, in ms of a processor, 99 times of 100. */
  readonly workP99Ms: number;
}

/** What a message took: time, and work of the server. */
interface Trip {
  readonly tookMs: number;
  readonly workMs: number;
}

/** Together 20 messages a second, within the rate of a server as it comes. */
const EVERY_MS = 100;
/** Messages of each, however short the attack was. */
const FEWEST = 10;
/** Time for what was said last. */
const SETTLE_MS = 20_000;

/** One of the two: says numbers, and expects those of the other. */
class Bystander {
  readonly #conn: Deno.Conn;
  readonly name: string;
  readonly sent: { readonly at: number; readonly workedMs: number }[] = [];
  readonly faults: string[] = [];
  #received = 0;

  constructor(conn: Deno.Conn, name: string, private readonly place: Place) {
    this.#conn = conn;
    this.name = name;
  }

  say(): void {
    const now = { at: performance.now(), workedMs: workedMs(this.place.pid) };
    this.#send({ type: "say", id: `n-${this.sent.length}`, text: "here" });
    this.sent.push(now);
  }

  /** Numbers of the other that came. */
  get received(): number {
    return this.#received;
  }

  async read(other: Bystander, trips: Trip[], ready: () => void) {
    this.#send({ type: "hello", protocol: 1, name: this.name, history: 0 });
    for await (const text of readLines(this.#conn, { maxLineBytes: MAX_SERVER_LINE_BYTES })) {
      const line = JSON.parse(text);
      if (line.type === "message" && line.from === other.name) {
        this.#count(line.id, other, trips);
      } else if (line.type === "ping") this.#send({ type: "pong" });
      else if (line.type === "welcome") ready();
      else if (line.type === "challenge") {
        const { password = "" } = this.place;
        this.#send(await proofFor(line, bindingOf(this.place), { password }));
      } else if (line.type === "error" || line.type === "closing") this.faults.push(text);
    }
  }

  leave(): void {
    this.#send({ type: "leave" });
  }

  #count(id: string, other: Bystander, trips: Trip[]): void {
    const expected = `n-${this.#received}`;
    if (id !== expected) this.faults.push(`${this.name} expected ${expected} and got ${id}`);
    const number = Number(id.slice(2));
    const { at = NaN, workedMs: before = NaN } = other.sent[number] ?? {};
    const tookMs = performance.now() - at;
    trips.push({ tookMs, workMs: workedMs(this.place.pid) - before });
    this.#received = number + 1;
  }

  #send(line: object): void {
    writeAll(this.#conn, encodeLine(line)).catch((error) => this.faults.push(String(error)));
  }
}

/** What `share` of `values` do not exceed. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
}

async function main(place: Place): Promise<void> {
  const trips: Trip[] = [];
  const [ana, ben] = [
    new Bystander(await connect(place), "bystander ana", place),
    new Bystander(await connect(place), "bystander ben", place),
  ];
  const [anaReady, benReady] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const reading = Promise.all([
    ana.read(ben, trips, anaReady.resolve),
    ben.read(ana, trips, benReady.resolve),
  ]);
  await Promise.all([anaReady.promise, benReady.promise]);
  const timer = setInterval(() => {
    ana.say();
    ben.say();
  }, EVERY_MS);
  console.log("ready");
  // The end of the input is the end of the talk.
  for await (const _ of Deno.stdin.readable);
  while (ana.sent.length < FEWEST) await sleep(EVERY_MS);
  clearInterval(timer);
  const end = performance.now() + SETTLE_MS;
  const isSettled = () => ana.received === ben.sent.length && ben.received === ana.sent.length;
  while (!isSettled() && performance.now() < end) await sleep(EVERY_MS);
  const faults = [...ana.faults, ...ben.faults];
  if (!isSettled()) {
    faults.push(
      `${ana.received}/${ben.sent.length} of ben, ${ben.received}/${ana.sent.length} of ana`,
    );
  }
  const sent = ana.sent.length + ben.sent.length;
  const [took, work] = [trips.map(({ tookMs }) => tookMs), trips.map(({ workMs }) => workMs)];
  const [p50Ms, p99Ms] = [quantile(took, 0.5), quantile(took, 0.99)];
  const verdict: Verdict = { sent, faults, p50Ms, p99Ms, workP99Ms: quantile(work, 0.99) };
  ana.leave();
  ben.leave();
  await reading;
  console.log(JSON.stringify(verdict));
}

if (import.meta.main) await main(JSON.parse(Deno.args[0] ?? ""));
