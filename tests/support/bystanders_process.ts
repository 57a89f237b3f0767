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
import { connect, type RawServer } from "./raw_client.ts";

/** Where to talk. */
export interface Place extends RawServer {
  readonly password?: string | undefined;
}

/** What two members noticed of everything. */
export interface Verdict {
  readonly sent: number;
  /** Losses, repetitions, wrong orders and refusals, in words. */
  readonly faults: readonly string[];
  /** From sending to receiving. */
  readonly p50Ms: number;
  /** At most this, 99 times of 100; the worst moment of both, in which the machine may have been elsewhere, does not count. */
  readonly p99Ms: number;
  /** How late this process itself was woken up: what the machine did to everybody. */
  readonly lateP99Ms: number;
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
  readonly sentAt: number[] = [];
  readonly faults: string[] = [];
  #received = 0;

  constructor(conn: Deno.Conn, name: string) {
    this.#conn = conn;
    this.name = name;
  }

  say(now: number): void {
    this.#send({ type: "say", id: `n-${this.sentAt.length}`, text: "here" });
    this.sentAt.push(now);
  }

  /** Numbers of the other that came. */
  get received(): number {
    return this.#received;
  }

  async read(other: Bystander, place: Place, latencies: number[], ready: () => void) {
    this.#send({ type: "hello", protocol: 1, name: this.name, history: 0 });
    for await (const text of readLines(this.#conn, { maxLineBytes: MAX_SERVER_LINE_BYTES })) {
      const line = JSON.parse(text);
      if (line.type === "message" && line.from === other.name) {
        this.#count(line.id, other, latencies);
      } else if (line.type === "ping") this.#send({ type: "pong" });
      else if (line.type === "welcome") ready();
      else if (line.type === "challenge") {
        this.#send(await proofFor(line, bindingOf(place), { password: place.password ?? "" }));
      } else if (line.type === "error" || line.type === "closing") this.faults.push(text);
    }
  }

  leave(): void {
    this.#send({ type: "leave" });
  }

  #count(id: string, other: Bystander, latencies: number[]): void {
    const expected = `n-${this.#received}`;
    if (id !== expected) this.faults.push(`${this.name} expected ${expected} and got ${id}`);
    const number = Number(id.slice(2));
    latencies.push(performance.now() - (other.sentAt[number] ?? NaN));
    this.#received = number + 1;
  }

  #send(line: object): void {
    writeAll(this.#conn, encodeLine(line)).catch((error) => this.faults.push(String(error)));
  }
}

/** What `share` of `values` do not exceed, the two largest left out. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other).slice(0, -2);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
}

async function main(place: Place): Promise<void> {
  const latencies: number[] = [];
  const late: number[] = [];
  const [ana, ben] = [
    new Bystander(await connect(place), "bystander ana"),
    new Bystander(await connect(place), "bystander ben"),
  ];
  const [anaReady, benReady] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const reading = Promise.all([
    ana.read(ben, place, latencies, anaReady.resolve),
    ben.read(ana, place, latencies, benReady.resolve),
  ]);
  await Promise.all([anaReady.promise, benReady.promise]);
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    late.push(Math.max(0, now - last - EVERY_MS));
    last = now;
    ana.say(now);
    ben.say(now);
  }, EVERY_MS);
  console.log("ready");
  // The end of the input is the end of the talk.
  for await (const _ of Deno.stdin.readable);
  while (ana.sentAt.length < FEWEST) await sleep(EVERY_MS);
  clearInterval(timer);
  const end = performance.now() + SETTLE_MS;
  const isSettled = () => ana.received === ben.sentAt.length && ben.received === ana.sentAt.length;
  while (!isSettled() && performance.now() < end) await sleep(EVERY_MS);
  const faults = [...ana.faults, ...ben.faults];
  if (!isSettled()) {
    faults.push(
      `${ana.received}/${ben.sentAt.length} of ben, ${ben.received}/${ana.sentAt.length} of ana`,
    );
  }
  const sent = ana.sentAt.length + ben.sentAt.length;
  const [p50Ms, p99Ms] = [quantile(latencies, 0.5), quantile(latencies, 0.99)];
  const verdict: Verdict = { sent, faults, p50Ms, p99Ms, lateP99Ms: quantile(late, 0.99) };
  ana.leave();
  ben.leave();
  await reading;
  console.log(JSON.stringify(verdict));
}

if (import.meta.main) await main(JSON.parse(Deno.args[0] ?? ""));
