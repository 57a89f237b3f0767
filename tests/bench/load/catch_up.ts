/**
 * Reading what was missed.
 * @module
 */
import type { Cues, Figures, JobOf } from "./job.ts";
import { Member } from "./member.ts";
import { chatPeer, sayHello } from "./peers/chat.ts";
import { type ClockUs, Sender } from "./sender.ts";
import { SHORT_TEXT_BYTES } from "./text.ts";
import { cpuSeconds } from "./usage.ts";

/** Messages in flight while the room is filled. */
const FILLING_WINDOW = 512;

/** Fills a room while a member watches, then comes back as somebody who has seen none of it. */
export async function catchUp(
  job: JobOf<"catch_up">,
  cues: Cues,
  clockUs: ClockUs,
): Promise<Figures> {
  using watcher = await Member.connect(0, job);
  const { seq: since, log } = await sayHello(watcher, { history: 0 });
  await cues.ready();
  const beganUs = clockUs();
  await fill(watcher, job, clockUs);
  const fillSeconds = (clockUs() - beganUs) / 1e6;
  const rates: number[] = [];
  const readingUs = clockUs();
  const serverBefore = cpuSeconds(job.serverPid) ?? NaN;
  const loadBefore = cpuSeconds(Deno.pid) ?? NaN;
  for (let round = 0; round < job.rounds; round++) {
    using reader = await Member.connect(2 + round, job);
    const startUs = clockUs();
    await sayHello(reader, { since, log });
    await received(reader, job.messages);
    rates.push(job.messages / ((clockUs() - startUs) / 1e6));
  }
  const seconds = (clockUs() - readingUs) / 1e6;
  rates.sort((a, b) => a - b);
  return {
    messagesPerSecond: rates[rates.length >> 1] ?? NaN,
    slowest: rates[0] ?? NaN,
    fastest: rates.at(-1) ?? NaN,
    storedPerSecond: job.messages / fillSeconds,
    serverCpuShare: ((cpuSeconds(job.serverPid) ?? NaN) - serverBefore) / seconds,
    loadCpuShare: ((cpuSeconds(Deno.pid) ?? NaN) - loadBefore) / seconds,
  };
}

async function fill(watcher: Member, job: JobOf<"catch_up">, clockUs: ClockUs): Promise<void> {
  using writer = await Member.connect(1, job);
  await sayHello(writer, { history: 0 });
  const failure = Promise.withResolvers<never>();
  const sender = new Sender(writer, {
    template: chatPeer.template(SHORT_TEXT_BYTES),
    clockUs,
    sampleEvery: job.messages,
    batch: FILLING_WINDOW,
    onSend: () => {},
    onFailure: failure.reject,
  });
  let allowed = Math.min(FILLING_WINDOW, job.messages);
  const acknowledging = received(writer, Infinity);
  const watching = received(watcher, job.messages, (by) => {
    const more = Math.min(by, job.messages - allowed);
    allowed += more;
    if (more > 0) sender.allow(more);
  });
  sender.allow(allowed);
  await Promise.race([watching, acknowledging, failure.promise]);
  acknowledging.catch(() => {});
}

/** Resolved when `member` has `messages`; rejected when its connection ends before. */
async function received(
  member: Member,
  messages: number,
  onMessages: (by: number) => void = () => {},
): Promise<void> {
  const complete = Promise.withResolvers<void>();
  let count = 0;
  void member.receive(chatPeer, SHORT_TEXT_BYTES, {
    onMessages: (_index, by) => {
      count += by;
      onMessages(by);
      if (count >= messages) complete.resolve();
    },
    onSample: () => {},
  }).catch(complete.reject);
  await complete.promise;
}
