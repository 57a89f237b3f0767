/**
 * What is written above the live region, in order, until the screen takes it.
 * @module
 */
import { type Arrival, Arrivals } from "./arrivals.ts";
import type { GameEvent } from "../core/mod.ts";
import { boardRows } from "./board_rows.ts";
import { dayKey, dayLabel } from "./clock.ts";
import {
  answerRows,
  type Look,
  messageRows,
  type NoticeKind,
  noticeRows,
  ruleRow,
  type ShownMessage,
} from "./message_rows.ts";

/** Rows for the screen. Nothing is kept after {@linkcode Transcript.take}: the terminal's scrollback is the memory. */
export class Transcript {
  readonly #look: () => Look;
  readonly #arrivals = new Arrivals();
  #rows: string[] = [];
  #arrivedAt = new Date(0);
  #day: string | undefined;

  /** `look` is asked for every row, as the screen may change its size. */
  constructor(look: () => Look) {
    this.#look = look;
  }

  /** Rows that wait for the screen. */
  get size(): number {
    return this.#rows.length;
  }

  /** When gathered joins and leaves are to be shown at the latest. */
  get dueAtMs(): number | undefined {
    return this.#arrivals.dueAtMs;
  }

  /** The rows that wait; they are forgotten. */
  take(): string[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  /** `isForYou` is known to those who asked {@linkcode concerns} already. */
  message(message: ShownMessage, isForYou?: boolean): void {
    this.#startAt(message.at);
    this.#rows.push(...messageRows(message, this.#look(), isForYou));
  }

  notice(at: Date, kind: NoticeKind, text: string): void {
    this.#startAt(at);
    this.#rows.push(...noticeRows(at, kind, text, this.#look()));
  }

  /** Rows of an answer to a command. */
  answer(lines: readonly string[]): void {
    this.showArrivals();
    const look = this.#look();
    this.#rows.push(...lines.flatMap((line) => answerRows(line, look)));
  }

  rule(label: string): void {
    this.showArrivals();
    this.#rows.push(ruleRow(label, this.#look()));
  }

  /** The board of a game, below what was told of it. */
  board(game: Pick<GameEvent, "board" | "players">): void {
    this.#rows.push(...boardRows(game, this.#look()));
  }

  /** Rows that are drawn already, such as a picture's. */
  drawn(rows: readonly string[]): void {
    this.showArrivals();
    this.#rows.push(...rows);
  }

  arrival(at: Date, arrival: Arrival, nowMs: number): void {
    this.#markDay(at);
    for (const text of this.#arrivals.add(arrival, nowMs)) this.#event(at, text);
    this.#arrivedAt = at;
  }

  /** Shows what was gathered. */
  showArrivals(): void {
    for (const text of this.#arrivals.take()) this.#event(this.#arrivedAt, text);
  }

  #event(at: Date, text: string): void {
    this.#rows.push(...noticeRows(at, "event", text, this.#look()));
  }

  #startAt(at: Date): void {
    this.showArrivals();
    this.#markDay(at);
  }

  #markDay(at: Date): void {
    const day = dayKey(at);
    if (this.#day !== day) this.#rows.push(ruleRow(dayLabel(at), this.#look()));
    this.#day = day;
  }
}
