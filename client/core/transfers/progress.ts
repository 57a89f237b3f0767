/**
 * Telling the front end about one transfer, often enough and not more.
 * @module
 */
import type { Failure } from "../base/mod.ts";
import type { Clock } from "../../../protocol/clock.ts";
import type { EventBody, TransferEvent, TransferState } from "../base/mod.ts";

/** Progress of one transfer is reported at most this often: faster than anybody reads. */
const PROGRESS_EVERY_MS = 250;

type Facts = Pick<TransferEvent, "id" | "name" | "direction" | "size" | "from" | "offer">;
type Extra = Pick<TransferEvent, "path" | "sha256" | "code" | "text">;

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
  /** The last pause that was told, until bytes move. */
  #pause: { readonly bytes: number; readonly code: string } | undefined;

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

  /** Bytes may flow, from `bytes` on: for the first time or again. A pause lasts until they do. */
  started(bytes: number): void {
    this.#bytes = bytes;
    if (!this.#hasStarted) this.#tell("started");
    else if (this.#pause === undefined) this.#tell("progress");
    this.#hasStarted = true;
  }

  /** `bytes` have moved in all. */
  moved(bytes: number): void {
    const wasPaused = this.#pause !== undefined;
    this.#bytes = bytes;
    this.#pause = undefined;
    const quietMs = this.#reporter.clock.monotonic() - this.#toldAtMs;
    if (wasPaused || quietMs >= PROGRESS_EVERY_MS) this.#tell("progress");
  }

  /**
   * It stands still, for the reason given, and will go on. Told once, until bytes move again; only
   * that it is the other side that is waited for is worth another word.
   */
  paused({ code, message: text }: Failure): void {
    const before = this.#pause;
    const isNews = before === undefined || before.bytes !== this.#bytes ||
      (code === "waiting_for_sender" && before.code !== code);
    if (!this.#hasStarted || !isNews) return;
    this.#pause = { bytes: this.#bytes, code };
    this.#tell("paused", { code, text });
  }

  done(extra: Extra = {}): void {
    this.#bytes = this.#facts.size;
    this.#tell("done", extra);
  }

  failed({ code, message: text }: Failure): void {
    this.#tell("failed", { code, text });
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
