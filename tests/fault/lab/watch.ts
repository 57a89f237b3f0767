/**
 * What a process needs while time goes by.
 * @module
 */
import { openDescriptors, residentBytes } from "../../support/process_facts.ts";

const MIB = 2 ** 20;

interface Sample {
  readonly atMs: number;
  readonly bytes: number;
  readonly descriptors: number;
}

/** Looks at a process at regular times, until it is disposed of. */
export class Watch implements Disposable {
  readonly #samples: Sample[] = [];
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(private readonly pid: number, everyMs: number) {
    this.#timer = setInterval(() => void this.#look(), everyMs);
  }

  /** Memory in RAM over the second half, in MiB per hour: the line that fits the samples best. */
  get slope(): number {
    const samples = this.#samples.slice(this.#samples.length / 2);
    const mean = (of: (sample: Sample) => number) =>
      samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
    const [time, bytes] = [mean(({ atMs }) => atMs), mean((sample) => sample.bytes)];
    let over = 0;
    let under = 0;
    for (const sample of samples) {
      over += (sample.atMs - time) * (sample.bytes - bytes);
      under += (sample.atMs - time) ** 2;
    }
    return over / under * 3_600_000 / MIB;
  }

  /** How much more memory than half-way there is at the end, in MiB. */
  get growth(): number {
    const half = this.#samples[Math.floor(this.#samples.length / 2)]?.bytes ?? NaN;
    return ((this.#samples.at(-1)?.bytes ?? NaN) - half) / MIB;
  }

  /** Memory and descriptors at the beginning, half-way and at the end. */
  get summary(): string {
    const { length } = this.#samples;
    return [0, Math.floor(length / 2), length - 1].map((at) => {
      const { bytes = NaN, descriptors = NaN } = this.#samples[at] ?? {};
      return `${Math.round(bytes / MIB)} MiB and ${descriptors} descriptors`;
    }).join(", ");
  }

  /** All samples: minutes since the first one, and MiB. */
  get points(): string {
    const first = this.#samples[0]?.atMs ?? 0;
    return this.#samples.map(({ atMs, bytes }) =>
      `${((atMs - first) / 60_000).toFixed(2)}:${(bytes / MIB).toFixed(1)}`
    ).join(" ");
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    const [bytes, descriptors] = [residentBytes(this.pid), openDescriptors(this.pid)];
    this.#samples.push({
      atMs: performance.now(),
      bytes: await bytes,
      descriptors: await descriptors,
    });
  }
}
