/**
 * Transfers under way, a row each.
 * @module
 */
import prettyBytes from "pretty-bytes";
import { printable } from "../../protocol/text.ts";
import { minuteSecond } from "./clock.ts";
import { cellsOf, fitCells } from "./graphemes.ts";

/** Transfers shown with a line each; the others are counted. */
const MAX_TRANSFER_ROWS = 3;

/** One transfer as it is shown. */
export interface ShownTransfer {
  readonly name: string;
  readonly direction: "up" | "down";
  readonly bytes: number;
  readonly size: number;
  /** `undefined` until there is something to measure. */
  readonly bytesPerSecond: number | undefined;
  readonly isPaused: boolean;
  /** It is the sender that is waited for. */
  readonly isForSender: boolean;
  /** For a file of yours: how many have it already. */
  readonly peersDone: number;
}

const BAR_CELLS = 12;
const NAME_CELLS = 24;
/** The weight of what was measured before: calm figures that still follow. */
const KEPT = 0.7;
/** Shorter steps are added up: their rate would be noise. */
const LEAST_STEP_MS = 250;

/** Measures the rate of one transfer. Time is an argument, in milliseconds from any beginning. */
export class RateMeter {
  #atMs: number;
  #bytes: number;
  #rate: number | undefined;

  constructor(bytes: number, nowMs: number) {
    this.#bytes = bytes;
    this.#atMs = nowMs;
  }

  /** `bytes` have been moved in total. */
  update(bytes: number, nowMs: number): void {
    const stepMs = nowMs - this.#atMs;
    if (stepMs < LEAST_STEP_MS) return;
    const rate = Math.max(0, bytes - this.#bytes) * 1000 / stepMs;
    this.#rate = this.#rate === undefined ? rate : KEPT * this.#rate + (1 - KEPT) * rate;
    this.#atMs = nowMs;
    this.#bytes = bytes;
  }

  get bytesPerSecond(): number | undefined {
    return this.#rate;
  }
}

/** `↑ photo.png  45% [=====       ] 1.2 MB/s  0:12 left  2 have it`; the first few, and how many there are besides. */
export function transferRows(transfers: readonly ShownTransfer[], columns: number): string[] {
  const rows = transfers.slice(0, MAX_TRANSFER_ROWS).map((transfer) => row(transfer, columns));
  const more = transfers.length - rows.length;
  if (more > 0) {
    rows.push(fitCells(`  and ${more} more transfer${more > 1 ? "s" : ""}`, columns - 1));
  }
  return rows;
}

function row(transfer: ShownTransfer, columns: number): string {
  const { bytes, size, bytesPerSecond, isPaused, isForSender, peersDone } = transfer;
  const fraction = size === 0 ? 1 : Math.min(1, bytes / size);
  const filled = Math.round(fraction * BAR_CELLS);
  const name = fitCells(printable(transfer.name), NAME_CELLS);
  const parts = [
    `${transfer.direction === "up" ? "↑" : "↓"} ${name}${" ".repeat(NAME_CELLS - cellsOf(name))}`,
    `${String(Math.floor(fraction * 100)).padStart(3)}%`,
    `[${"=".repeat(filled)}${" ".repeat(BAR_CELLS - filled)}]`,
  ];
  if (isPaused) parts.push(isForSender ? "waiting for the sender" : "waiting");
  else if (bytesPerSecond !== undefined) {
    parts.push(`${prettyBytes(bytesPerSecond)}/s`);
    if (bytesPerSecond > 0) {
      parts.push(`${minuteSecond((size - bytes) * 1000 / bytesPerSecond)} left`);
    }
  }
  if (peersDone > 0) parts.push(peersDone === 1 ? "1 has it" : `${peersDone} have it`);
  return fitCells(parts.join("  "), columns - 1);
}
