/**
 * Telling the front end about one transfer, often enough and not more.
 * @module
 */
import type { Clock } from "../../../protocol/clock.ts";
import type { EventBody, TransferEvent, TransferState } from "../base/mod.ts";

/** Progress of one transfer is reported at most this often: faster than anybody reads. */
const PROGRESS_EVERY_MS = 250;

type Facts = Pick<TransferEvent, "id" | "name" | "direction" | "size" | "from" | "offer">;
type Extra = Pick<TransferEvent, "path" | "sha256" | "code">;

/** Where events go and time comes from. */
export interface Reporter {
  emit(event: EventBody): void;
  readonly clock: Pick<Clock, "monotonic">;
}

/** The events of one transfer. */
export class Progress {
  readonly #reporter: Reporter;
  #facts: Facts;
  #bytes = 0;
  #toldAtMs = -Infinity;
  #hasStarted = false;
  /** Bytes at the last pause that was told. */
  #pausedAt = -1;

  constructor(reporter: Reporter, facts: Facts) {
    this.#reporter = reporter;
    this.#facts = facts;
  }

  get id(): string {
    return this.#facts.id;
  }

  /** What was not known before. */
  learn(facts: Partial<Facts>): void {
    this.#facts = { ...this.#facts, ...facts };
  }

  /** Bytes flow, from `bytes` on: for the first time or again. */
  started(bytes: number): void {
    this.#bytes = bytes;
    this.#tell(this.#hasStarted ? "progress" : "started");
    this.#hasStarted = true;
  }

  /** `bytes` have moved in all. */
  moved(bytes: number): void {
    this.#bytes = bytes;
    if (this.#reporter.clock.monotonic() - this.#toldAtMs >= PROGRESS_EVERY_MS) {
      this.#tell("progress");
    }
  }

  /** It stands still, for whatever `code` says, and will go on. Told once, until bytes move again. */
  paused(code: string): void {
    if (!this.#hasStarted || this.#pausedAt === this.#bytes) return;
    this.#pausedAt = this.#bytes;
    this.#tell("paused", { code });
  }

  done(extra: Extra = {}): void {
    this.#bytes = this.#facts.size;
    this.#tell("done", extra);
  }

  failed(code: string): void {
    this.#tell("failed", { code });
  }

  declined(): void {
    this.#tell("declined");
  }

  #tell(state: TransferState, extra: Extra = {}): void {
    this.#toldAtMs = this.#reporter.clock.monotonic();
    const { id, name, direction, size, from, offer } = this.#facts;
    const event = {
      type: "transfer",
      id,
      name,
      direction,
      state,
      bytes: this.#bytes,
      size,
    } as const;
    const known = { ...(from !== undefined && { from }), ...(offer !== undefined && { offer }) };
    this.#reporter.emit({ ...event, ...known, ...extra });
  }
}
