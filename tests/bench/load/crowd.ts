/**
 * Many members of one room.
 * @module
 */
import type { Address } from "./connect.ts";
import type { JobOf } from "./job.ts";
import { Latencies } from "./latencies.ts";
import { Member } from "./member.ts";
import type { Peer } from "./peer.ts";
import { PEERS } from "./peers/peers.ts";
import type { ClockUs } from "./sender.ts";
import { SHORT_TEXT_BYTES } from "./text.ts";

/** Members that shake hands at the same time, unless told otherwise; servers limit how many may. */
const ENTERING_AT_ONCE = 16;
/** Delays kept of one run: more than the fastest peer delivers samples in five seconds. */
const MAX_SAMPLES = 1 << 20;

/** Options of {@linkcode Crowd.enter}. */
export interface CrowdOptions {
  readonly peer: Peer;
  readonly server: Address;
  readonly members: number;
  readonly enteringAtOnce?: number | undefined;
  /** Length of every text that is delivered. */
  readonly textBytes: number;
  readonly clockUs: ClockUs;
  readonly onMessages: (index: number, by: number) => void;
}

/** What {@linkcode Crowd.listen} has to know of a job. */
type ListenJob = Address & Pick<JobOf<"idle">, "peer" | "members" | "enteringAtOnce">;

/** Members that have entered and count what they receive. */
export class Crowd implements Disposable {
  readonly members: Member[] = [];
  readonly latencies = new Latencies(MAX_SAMPLES);
  /** Deliveries so far, by all members together. */
  delivered = 0;
  readonly #failure = Promise.withResolvers<never>();
  #closed = false;

  private constructor(private readonly options: CrowdOptions) {
    this.#failure.promise.catch(() => {});
  }

  /** Resolved when all members are in the room. */
  static async enter(options: CrowdOptions): Promise<Crowd> {
    const crowd = new Crowd(options);
    const { enteringAtOnce: atOnce = ENTERING_AT_ONCE } = options;
    let next = 0;
    const enterSome = async () => {
      while (next < options.members) await crowd.#enterOne(next++);
    };
    try {
      await Promise.all(Array.from({ length: atOnce }, enterSome));
    } catch (cause) {
      crowd[Symbol.dispose]();
      throw cause;
    }
    crowd.members.sort((a, b) => a.index - b.index);
    return crowd;
  }

  /** As {@linkcode enter}, for a job that only wants to know how many short texts arrive, and when. */
  static listen(job: ListenJob, clockUs: ClockUs): Promise<Crowd> {
    return Crowd.enter({
      ...job,
      peer: PEERS[job.peer],
      server: job,
      textBytes: SHORT_TEXT_BYTES,
      clockUs,
      onMessages: () => {},
    });
  }

  /** Waits for `work`, or throws as soon as a member fails. */
  async during<T>(work: Promise<T>): Promise<T> {
    return await Promise.race([work, this.#failure.promise]);
  }

  /** Ends the run with `cause` unless it is over already. */
  readonly fail = (cause: unknown): void => {
    if (!this.#closed) this.#failure.reject(cause);
  };

  [Symbol.dispose](): void {
    this.#closed = true;
    for (const member of this.members) member[Symbol.dispose]();
  }

  async #enterOne(index: number): Promise<void> {
    const { peer, server, textBytes, clockUs, onMessages } = this.options;
    const member = await Member.connect(index, server, peer);
    this.members.push(member);
    await peer.enter(member);
    const events = {
      onMessages: (from: number, by: number) => {
        this.delivered += by;
        onMessages(from, by);
      },
      onSample: (sentUs: number) => this.latencies.add((clockUs() - sentUs) / 1000),
    };
    void member.receive(peer, textBytes, events).catch(this.fail);
  }
}
