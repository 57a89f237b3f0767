/**
 * The load generator: one process per measured run. It is given a job as its argument, prints `ready`, begins at a line on
 * stdin, and prints what it measured. A second line, or the end of stdin, ends it early.
 * @module
 */
import { readLines } from "../../protocol/lines.ts";
import { catchUp } from "./load/catch_up.ts";
import { fanOut } from "./load/fan_out.ts";
import { idle } from "./load/idle.ts";
import { type Answer, type Cues, type Figures, Job } from "./load/job.ts";
import { relay } from "./load/relay.ts";
import { steady } from "./load/steady.ts";
import { storm } from "./load/storm.ts";

const clockUs = () => Math.round(performance.now() * 1000);
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function answer(line: Answer): void {
  console.log(JSON.stringify(line));
}

async function run(job: Job, cues: Cues): Promise<Figures> {
  switch (job.kind) {
    case "fan_out":
      return await fanOut(job, cues, clockUs, sleep);
    case "steady":
      return await steady(job, cues, clockUs, sleep);
    case "catch_up":
      return await catchUp(job, cues, clockUs);
    case "idle":
      return await idle(job, cues, clockUs);
    case "storm":
      return await storm(job, cues, clockUs, sleep);
    case "relay":
      return await relay(job, cues, clockUs);
    default:
      job satisfies never;
      return {};
  }
}

if (import.meta.main) {
  const job = Job.parse(JSON.parse(Deno.args[0] ?? ""));
  const stop = new AbortController();
  const cue = readLines({ read: (buffer) => Deno.stdin.read(buffer) }, { maxLineBytes: 64 });
  const ready = async () => {
    answer({ state: "ready" });
    await cue.next();
    void cue.next().then(() => stop.abort());
  };
  try {
    answer({ state: "done", figures: await run(job, { ready, stop: stop.signal }) });
  } catch (error) {
    answer({ state: "failed", reason: error instanceof Error ? error.message : String(error) });
  }
  Deno.exit(0);
}
