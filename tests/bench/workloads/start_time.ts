/**
 * From starting the program to its being of use.
 * @module
 */
import { median, type Row } from "../report/row.ts";
import { type ChatBuild, chatCommand, hasCompiledChat, startChat } from "../servers/servers.ts";
import type { BenchOptions, Workload } from "./workload.ts";

/** Twice the usual number of runs: one takes no time. */
const RUNS_FACTOR = 2;

/** `chat serve` until its port is open and `chat --help` until its end, from source and compiled. */
export const startTime: Workload = {
  limitSeconds: 60,
  async measure(options) {
    const rows = await measure("source", options);
    if (hasCompiledChat()) return [...rows, ...await measure("compiled", options)];
    const skipped = { work: "start", by: "compiled", unit: "ms", note: "there is no dist/chat" };
    return [...rows, skipped];
  },
};

async function measure(build: ChatBuild, options: BenchOptions): Promise<readonly Row[]> {
  options.progress(`start: ${build}`);
  const serveMs: number[] = [];
  const helpMs: number[] = [];
  for (let run = 0; run < RUNS_FACTOR * options.runs; run++) {
    {
      await using server = await startChat({ build });
      serveMs.push(server.startMs);
    }
    helpMs.push(await timeHelp(build));
  }
  // The goals are about what people are given.
  const goals = build === "compiled"
    ? { serve: { goal: "≤ 300 ms" }, help: { goal: "≤ 100 ms" } }
    : { serve: {}, help: {} };
  const row = (work: string, runs: number[]): Row => {
    return { work, by: build, figure: median(runs), unit: "ms", runs };
  };
  return [
    { ...row("start: serve until listening", serveMs), ...goals.serve },
    { ...row("start: --help", helpMs), ...goals.help },
  ];
}

async function timeHelp(build: ChatBuild): Promise<number> {
  const [command, ...args] = chatCommand(build);
  const beganMs = performance.now();
  const { success } = await new Deno.Command(command, {
    args: [...args, "--help"],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).output();
  if (!success) throw new Error("Cannot measure: chat --help failed");
  return performance.now() - beganMs;
}
