/**
 * Members who say nothing.
 * @module
 */
import { Crowd } from "./crowd.ts";
import type { Cues, Figures, JobOf } from "./job.ts";
import { PEERS } from "./peers/peers.ts";
import type { ClockUs } from "./sender.ts";
import { SHORT_TEXT_BYTES } from "./text.ts";

/** Enters with everybody and stays until told to stop. */
export async function idle(job: JobOf<"idle">, cues: Cues, clockUs: ClockUs): Promise<Figures> {
  const peer = PEERS[job.peer];
  using crowd = await Crowd.enter({
    peer,
    server: job,
    members: job.members,
    enteringAtOnce: job.enteringAtOnce,
    textBytes: SHORT_TEXT_BYTES,
    clockUs,
    onMessages: () => {},
  });
  await cues.ready();
  await crowd.during(aborted(cues.stop));
  return { members: crowd.members.length };
}

/** Resolves when `signal` is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) =>
    signal.addEventListener("abort", () => resolve(), { once: true })
  );
}
