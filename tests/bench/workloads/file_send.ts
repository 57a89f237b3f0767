/**
 * A file from one folder to another, program to program, next to `scp`.
 * @module
 */
import { LineDecoder } from "../../../protocol/lines.ts";
import { MAX_LINE_BYTES } from "../../../protocol/limits.ts";
import type { Figures } from "../load/job.ts";
import { median, type Row, withRatios } from "../report/row.ts";
import { whereIs } from "../servers/installed.ts";
import { endProcess } from "../servers/server_process.ts";
import { chatCommand, startChat } from "../servers/servers.ts";
import { startSshd } from "../servers/sshd.ts";
import { warmPageCache, writeNoise } from "./page_cache.ts";
import { fileBytes, WARM_FACTOR } from "./relay.ts";
import { alternate, type BenchOptions, noteOf, type Series, type Workload } from "./workload.ts";

const MIB = 2 ** 20;
const UNIT = "MiB/s";
const SCP = "scp";
/** A program that has not ended by then is stuck, and is ended. */
const CARRY_LIMIT_MS = 60_000;
const CHAT = "chat send to join";
const CHAT_TLS = `${CHAT}, TLS`;

/** Takes `file` to the empty `folder` and returns the seconds from the start of the sending program. */
type Carry = (file: string, folder: string, options: BenchOptions) => Promise<number>;

interface Way {
  readonly by: string;
  readonly carry: Carry;
}

/** From the start of the sending program to the whole file being where it belongs. */
export const fileSend: Workload = {
  limitSeconds: 120,
  async measure(options) {
    const work = `${fileBytes(options) / MIB} MiB from folder to folder`;
    const sshd = whereIs("sshd");
    const ways: Way[] = [
      { by: CHAT, carry: (...args) => carryByChat(false, ...args) },
      { by: CHAT_TLS, carry: (...args) => carryByChat(true, ...args) },
    ];
    if (sshd !== undefined) {
      ways.push({ by: SCP, carry: (file, folder) => carryByScp(sshd, file, folder) });
    }
    const all = await alternate(work, ways, options, ({ carry }) => once(carry, options));
    const rows = all.map((series) => rowOf(work, series));
    if (sshd !== undefined) return withRatios(rows, new Set([CHAT, CHAT_TLS]));
    return [...rows, { work, by: SCP, unit: UNIT, note: "sshd is not installed" }];
  },
};

async function once(carry: Carry, options: BenchOptions): Promise<Figures> {
  const sizeBytes = fileBytes(options);
  const folder = await Deno.makeTempDir({ prefix: "chat-bench-" });
  try {
    const file = `${folder}/file.bin`;
    await writeNoise(file, sizeBytes);
    await Deno.mkdir(`${folder}/there`);
    await warmPageCache(2 * WARM_FACTOR * sizeBytes);
    const seconds = await carry(file, `${folder}/there`, options);
    const { size } = await Deno.stat(`${folder}/there/file.bin`);
    if (size !== sizeBytes) throw new Error(`${size} of ${sizeBytes} bytes arrived`);
    return { mibPerSecond: sizeBytes / MIB / seconds };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function carryByScp(sshd: string, file: string, folder: string): Promise<number> {
  await using server = await startSshd(sshd);
  const args = [...server.scpArgs, file, `127.0.0.1:${folder}/`];
  const signal = AbortSignal.timeout(CARRY_LIMIT_MS);
  const beganMs = performance.now();
  const { success } = await new Deno.Command(SCP, { args, stdin: "null", signal }).output();
  if (!success) throw new Error("scp failed");
  return (performance.now() - beganMs) / 1000;
}

async function carryByChat(
  isEncrypted: boolean,
  file: string,
  folder: string,
  { build }: BenchOptions,
): Promise<number> {
  await using server = await startChat({ build, isEncrypted });
  const home = await Deno.makeTempDir({ prefix: "chat-bench-" });
  const signal = AbortSignal.timeout(CARRY_LIMIT_MS);
  const run = (...args: string[]) => {
    const [command, ...before] = chatCommand(build);
    return new Deno.Command(command, {
      args: [...before, ...args, ...(isEncrypted ? [] : ["--plain"])],
      env: { XDG_CONFIG_HOME: home, XDG_STATE_HOME: home },
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
      signal,
    }).spawn();
  };
  const address = `127.0.0.1:${server.port}`;
  const taking = ["--mode", "json", "--accept", "all", "--downloads", folder];
  const receiver = run("join", address, "--name", "receiver", ...taking);
  const events = eventsOf(receiver.stdout);
  try {
    await until(events, (event) => event["type"] === "welcome");
    const beganMs = performance.now();
    const sender = run("send", address, "--name", "sender", "--file", file);
    const sent = sender.output();
    await until(events, (event) => {
      if (event["state"] === "failed") throw new Error(`the transfer failed: ${event["code"]}`);
      return event["type"] === "transfer" && event["state"] === "done";
    });
    const seconds = (performance.now() - beganMs) / 1000;
    await sender.stdin.close();
    await sent;
    return seconds;
  } finally {
    await receiver.stdin.close().catch(() => {});
    await endProcess(receiver);
    await events.return(undefined);
    await Deno.remove(home, { recursive: true });
  }
}

async function* eventsOf(output: ReadableStream<Uint8Array>) {
  const lines = new LineDecoder(MAX_LINE_BYTES);
  for await (const chunk of output) {
    for (const line of lines.push(chunk)) yield JSON.parse(line) as Record<string, unknown>;
  }
}

async function until(
  events: AsyncGenerator<Record<string, unknown>>,
  isIt: (event: Record<string, unknown>) => boolean,
): Promise<void> {
  for (;;) {
    const { value, done } = await events.next();
    if (done) throw new Error("chat join ended too early");
    if (isIt(value)) return;
  }
}

function rowOf(work: string, { contender, runs, failure }: Series<Way>): Row {
  const row = { work, by: contender.by, unit: UNIT };
  if (runs.length === 0) return { ...row, note: noteOf(failure) };
  const rates = runs.map((figures) => figures["mibPerSecond"] ?? NaN);
  return { ...row, figure: median(rates), runs: rates, note: noteOf(failure) };
}
