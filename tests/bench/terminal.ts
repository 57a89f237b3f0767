/**
 * What the terminal client costs: its start, 1,000 messages a second for ten seconds, and its memory over 200,000
 * messages, which has to stay flat once the first 50,000 have filled everything that is kept.
 * Run it by `deno run -A tests/bench/terminal.ts`; `CHAT_PROGRAM` names a compiled executable to measure instead.
 * @module
 */
import type { Pane } from "../support/pane.ts";
import { residentBytes } from "../support/process_facts.ts";
import { joinRaw, type RawClient } from "../support/raw_client.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { joinPane } from "../support/terminal_client.ts";

const PER_SECOND = 1_000;
const SECONDS = 10;
const MANY = 200_000;
const STEP = 25_000;
/** From here on memory is expected to be level, within {@linkcode LEVEL_BYTES}. */
const LEVEL_FROM = 50_000;
const LEVEL_BYTES = 8 * 1024 * 1024;
const BATCH = 50;
/** The kernel counts processor time in hundredths of a second. */
const TICKS_PER_SECOND = 100;

const mebibytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
const ms = (value: number) => `${Math.round(value)} ms`;
const report = (what: string, figure: string) => console.log(what.padEnd(42) + figure);

/** Processor time of a process so far, in seconds. */
async function processorSeconds(pid: number): Promise<number> {
  const fields = (await Deno.readTextFile(`/proc/${pid}/stat`)).split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** As long as the ids of real clients: what is shorter than ten characters V8 keeps in a table until a full collection. */
const idOf = (number: number) => `0123456789abcdef-${number}`;

/** Says `count` messages from number `first` on and waits until they are stored. */
async function say(peer: RawClient, first: number, count: number): Promise<void> {
  const lines = Array.from({ length: count }, (_, at) => ({
    type: "say",
    id: idOf(first + at),
    text: `message number ${first + at} with about as many words as people write`,
  }));
  await peer.send(...lines);
  await peer.next("ack", (line) => line["id"] === idOf(first + count - 1));
}

/** Starts a client five times; each has a key of its own, so each has a name of its own. */
async function measureStart(server: TestServer): Promise<void> {
  const times: number[] = [];
  for (let run = 0; run < 5; run++) {
    const start = performance.now();
    await using _pane = await joinPane(server, `ana${run}`);
    times.push(performance.now() - start);
  }
  const [least = 0] = times.sort((a, b) => a - b);
  const all = times.map(ms).join(", ");
  report("start to ready for input, tmux included", `${ms(least)} (of 5: ${all})`);
}

async function measureRate(pane: Pane, server: TestServer): Promise<void> {
  await using peer = await joinRaw(server, "bot");
  const pid = await pane.program();
  const framesBefore = frames(pane);
  const processorBefore = await processorSeconds(pid);
  const start = performance.now();
  const count = PER_SECOND * SECONDS;
  for (let at = 0; at < count; at += BATCH) {
    await say(peer, at, BATCH);
    const aheadMs = start + (at + BATCH) * 1000 / PER_SECOND - performance.now();
    if (aheadMs > 0) await new Promise((resolve) => setTimeout(resolve, aheadMs));
  }
  await pane.until(`message number ${count - 1} `);
  const seconds = (performance.now() - start) / 1000;
  const processor = await processorSeconds(pid) - processorBefore;
  const drawn = frames(pane) - framesBefore;
  console.log(`${PER_SECOND} messages/s for ${seconds.toFixed(1)} s`);
  report("  frames a second", (drawn / seconds).toFixed(1));
  report("  processor", `${(100 * processor / seconds).toFixed(0)} % of a core`);
}

async function measureMemory(pane: Pane, server: TestServer): Promise<void> {
  const pid = await pane.program();
  const level: number[] = [];
  for (let done = STEP; done <= MANY; done += STEP) {
    const first = PER_SECOND * SECONDS + done - STEP;
    await using peer = await joinRaw(server, `bot${done}`);
    for (let at = 0; at < STEP; at += 10 * BATCH) await say(peer, first + at, 10 * BATCH);
    await pane.until(`message number ${first + STEP - 1} `);
    const bytes = await residentBytes(pid);
    if (done >= LEVEL_FROM) level.push(bytes);
    report(`memory after ${String(done).padStart(6)} messages`, mebibytes(bytes));
  }
  const [first = 0] = level;
  const growth = Math.max(...level) - first;
  const verdict = growth <= LEVEL_BYTES ? "flat" : `NOT FLAT: over ${mebibytes(LEVEL_BYTES)}`;
  report(`growth after ${LEVEL_FROM} messages`, `${mebibytes(growth)}, ${verdict}`);
}

function frames(pane: Pane): number {
  return pane.bytes.split("\x1b[?2026h").length - 1;
}

await using server = await startServer({ args: ["--rate-limit", "off"] });
await measureStart(server);
await using pane = await joinPane(server, "ana");
await measureRate(pane, server);
await measureMemory(pane, server);
