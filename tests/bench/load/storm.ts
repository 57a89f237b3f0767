/**
 * Everybody comes at the same moment, as after a restart of the server.
 * @module
 */
import type { Cues, Figures, JobOf } from "./job.ts";
import { Latencies } from "./latencies.ts";
import { Member } from "./member.ts";
import { PEERS } from "./peers/peers.ts";
import type { ClockUs } from "./sender.ts";
import { SHORT_TEXT_BYTES } from "./text.ts";
import { cpuSeconds } from "./usage.ts";

/** Whoever was turned away so often is not let in at all. */
const MAX_ATTEMPTS = 100;
/** Nobody waits longer. */
const PATIENCE_MS = 15_000;

/** Enters with everybody at once and measures until the last one is in; who is turned away tries again at once. */
export async function storm(
  job: JobOf<"storm">,
  cues: Cues,
  clockUs: ClockUs,
  sleep: (ms: number) => Promise<void>,
): Promise<Figures> {
  const peer = PEERS[job.peer];
  using scope = new DisposableStack();
  const waits = new Latencies(job.members);
  let refusals = 0;
  await cues.ready();
  const serverBefore = cpuSeconds(job.serverPid) ?? NaN;
  const loadBefore = cpuSeconds(Deno.pid) ?? NaN;
  const beganUs = clockUs();
  const ignore = { onMessages: () => {}, onSample: () => {} };
  const enter = async (index: number) => {
    for (let attempt = 1;; attempt++) {
      try {
        const member = scope.use(await Member.connect(index, job));
        await peer.enter(member);
        waits.add((clockUs() - beganUs) / 1000);
        // What comes from now on is read, as a client would.
        return void member.receive(peer, SHORT_TEXT_BYTES, ignore).catch(() => {});
      } catch (cause) {
        if (attempt === MAX_ATTEMPTS) throw cause;
        refusals++;
      }
    }
  };
  const everybody = Promise.all(Array.from({ length: job.members }, (_, index) => enter(index)));
  const tooLong = sleep(PATIENCE_MS).then(() => {
    const { samples } = waits.summary();
    throw new Error(`only ${samples} of ${job.members} were in after ${PATIENCE_MS / 1000} s`);
  });
  await Promise.race([everybody, tooLong]);
  tooLong.catch(() => {});
  const seconds = (clockUs() - beganUs) / 1e6;
  const { p50Ms, p99Ms } = waits.summary();
  return {
    seconds,
    p50Ms,
    p99Ms,
    refusals,
    serverCpuShare: ((cpuSeconds(job.serverPid) ?? NaN) - serverBefore) / seconds,
    loadCpuShare: ((cpuSeconds(Deno.pid) ?? NaN) - loadBefore) / seconds,
  };
}
