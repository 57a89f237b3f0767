/**
 * The open loop: a fixed number of messages per second, every one of them timed.
 * @module
 */
import { Crowd } from "./crowd.ts";
import type { Cues, Figures, JobOf } from "./job.ts";
import { PEERS } from "./peers/peers.ts";
import { type ClockUs, Sender } from "./sender.ts";
import { SHORT_TEXT_BYTES } from "./text.ts";

/** Time for the last messages to arrive. */
const SETTLE_MS = 300;

/** Sends on schedule whether or not the peer keeps up, and measures the delays. */
export async function steady(
  job: JobOf<"steady">,
  cues: Cues,
  clockUs: ClockUs,
  sleep: (ms: number) => Promise<void>,
): Promise<Figures> {
  using crowd = await Crowd.listen(job, clockUs);
  const senders = crowd.members.slice(0, job.senders).map((member) =>
    new Sender(member, {
      template: PEERS[job.peer].template(SHORT_TEXT_BYTES),
      clockUs,
      sampleEvery: 1,
      batch: 64,
      onSend: () => {},
      onFailure: crowd.fail,
    })
  );
  await cues.ready();
  const beganUs = clockUs();
  let sent = 0;
  const sendOnSchedule = async () => {
    for (let elapsedMs = 0; elapsedMs < job.measureMs && !cues.stop.aborted;) {
      const due = Math.floor(elapsedMs * job.perSecond / 1000);
      for (; sent < due; sent++) senders[sent % senders.length]?.allow(1);
      const nextMs = (sent + 1) * 1000 / job.perSecond;
      await sleep(Math.max(0, nextMs - elapsedMs));
      elapsedMs = (clockUs() - beganUs) / 1000;
    }
    await sleep(SETTLE_MS);
  };
  await crowd.during(sendOnSchedule());
  const { samples, p50Ms, p99Ms } = crowd.latencies.summary();
  const deliveredShare = crowd.delivered / (sent * (job.members - 1));
  return { p50Ms, p99Ms, samples, sent, deliveredShare };
}
