/**
 * The closed loop: as many messages as the peer can deliver.
 * @module
 */
import { Crowd } from "./crowd.ts";
import { Floor } from "./floor.ts";
import type { Cues, Figures, JobOf } from "./job.ts";
import { PEERS } from "./peers/peers.ts";
import { type ClockUs, Sender } from "./sender.ts";
import { cpuSeconds } from "./usage.ts";

/** One message in so many is timed; prime, so that the samples move through the window. */
const SAMPLE_EVERY = 61;

/** Keeps `window` messages per sender in flight and measures what arrives. */
export async function fanOut(
  job: JobOf<"fan_out">,
  cues: Cues,
  clockUs: ClockUs,
  sleep: (ms: number) => Promise<void>,
): Promise<Figures> {
  const floor = new Floor(job.members);
  const senders: Sender[] = [];
  let turn = 0;
  let stopped = false;
  const refill = (messages: number): void => {
    if (stopped) return;
    // An equal share each; what is left over goes round.
    const share = Math.floor(messages / senders.length);
    const extra = messages % senders.length;
    for (let count = 0; count < senders.length; count++) {
      const allowed = share + (count < extra ? 1 : 0);
      if (allowed > 0) senders[(turn + count) % senders.length]?.allow(allowed);
    }
    turn = (turn + extra) % senders.length;
  };
  const advance = (index: number, by: number): void => {
    const rose = floor.advance(index, by);
    if (rose > 0) refill(rose);
  };
  const { members, textBytes } = job;
  const peer = PEERS[job.peer];
  using crowd = await Crowd.enter({
    peer,
    server: job,
    members,
    enteringAtOnce: job.enteringAtOnce,
    textBytes,
    clockUs,
    onMessages: advance,
  });
  for (const member of crowd.members.slice(0, job.senders)) {
    senders.push(
      new Sender(member, {
        template: peer.template(textBytes),
        clockUs,
        sampleEvery: SAMPLE_EVERY,
        batch: job.window,
        onSend: (messages) => advance(member.index, messages),
        onFailure: crowd.fail,
      }),
    );
  }
  await cues.ready();
  refill(job.senders * job.window);
  await crowd.during(sleep(job.warmUpMs));
  const before = measure(crowd, job.serverPid, clockUs);
  crowd.latencies.clear();
  await crowd.during(sleep(job.measureMs));
  const after = measure(crowd, job.serverPid, clockUs);
  stopped = true;
  const seconds = (after.atUs - before.atUs) / 1e6;
  const { samples, p50Ms, p99Ms } = crowd.latencies.summary();
  return {
    deliveriesPerSecond: (after.delivered - before.delivered) / seconds,
    p50Ms,
    p99Ms,
    samples,
    serverCpuShare: (after.serverCpu - before.serverCpu) / seconds,
    loadCpuShare: (after.loadCpu - before.loadCpu) / seconds,
  };
}

function measure(crowd: Crowd, serverPid: number, clockUs: ClockUs) {
  return {
    atUs: clockUs(),
    delivered: crowd.delivered,
    serverCpu: cpuSeconds(serverPid) ?? NaN,
    loadCpu: cpuSeconds(Deno.pid) ?? NaN,
  };
}
