/**
 * The screen: draws the live region a few times a second at most, and always leaves the terminal as
 * it was.
 * @module
 */
import type { Clock } from "../../protocol/clock.ts";
import type { Frame, Position, Size } from "./geometry.ts";
import type { TerminalDevice } from "./device.ts";
import {
  CLEAR_SCREEN,
  drawDumbRow,
  drawFrame,
  ENTER_SCREEN,
  eraseDumbRow,
  eraseFrame,
  LEAVE_SCREEN,
} from "./live_region.ts";
import { afterResize, type LostRows } from "./resized_region.ts";
import { type ScreenFacts, ScreenQuery } from "./screen_query.ts";

/**
 * The screen is drawn at most this often: 30 times a second looks fluent and costs little over
 * SSH.
 */
const FRAME_MS = 33;
/**
 * Rows of messages that may wait for the terminal: ten screens. Then the next frame is drawn at
 * once, and no more events are taken until it has been; few for the same reason as the
 * events that wait in the core.
 */
export const MAX_WAITING_ROWS = 256;

/** Who drags the edge of a window does not stop for so long. */
const SETTLE_MS = 80;

/** Options of {@linkcode Screen}. */
export interface ScreenOptions {
  readonly device: TerminalDevice;
  /** It knows no sequences. */
  readonly isDumb: boolean;
  readonly clock: Pick<Clock, "monotonic">;
  /** The live region as it shall be now. */
  readonly frame: (size: Size) => Frame;
  /** Rows to write above it; each is given once. */
  readonly takeRows: () => readonly string[];
  /** How many rows {@linkcode ScreenOptions.takeRows} would give. */
  readonly waitingRows: () => number;
}

/** Owns the terminal between {@linkcode Screen.open} and {@linkcode Screen.close}. */
export class Screen {
  readonly #options: ScreenOptions;
  readonly #query = new ScreenQuery();
  #shown: Frame | undefined;
  /** The size of the screen when that was drawn. */
  #size: Size | undefined;
  #lost: LostRows = [];
  #isOpen = false;
  #isEnding = false;
  /** Something has changed since the last frame. */
  #isStale = false;
  #before = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #drawnAtMs = -Infinity;
  #writing: Promise<void> | undefined;
  #drawn = Promise.withResolvers<void>();

  constructor(options: ScreenOptions) {
    this.#options = options;
  }

  /** Takes the terminal, also after it was given back. */
  open(): void {
    const { device, isDumb } = this.#options;
    device.setRaw(true);
    if (!isDumb) device.writeNow(ENTER_SCREEN);
    this.#isOpen = true;
    this.#forget();
    this.request();
  }

  /** The terminal answers where the cursor is. */
  cursorIs(place: Position): void {
    this.#query.answer(place);
  }

  /** Draws soon. Calls between two frames cost nothing. */
  request(): void {
    if (!this.#isOpen || this.#isEnding || this.#timer !== undefined) return;
    this.#isStale = true;
    if (this.#writing !== undefined) return;
    this.#drawIn(Math.max(0, this.#drawnAtMs + FRAME_MS - this.#options.clock.monotonic()));
  }

  /** Writes `bytes` of ours, such as a bell, with the next frame. */
  send(bytes: string): void {
    this.#before += bytes;
    this.request();
  }

  /** Empties the screen. */
  clear(): void {
    if (!this.#options.isDumb) this.send(CLEAR_SCREEN);
    this.#forget();
  }

  /**
   * Resolves at once; or, when many rows wait, after the next frame, which is then as early as the
   * terminal can take it.
   */
  async hasRoom(): Promise<void> {
    const isFull = () => this.#options.waitingRows() > MAX_WAITING_ROWS;
    while (this.#isOpen && !this.#isEnding && isFull()) {
      if (this.#writing === undefined) this.#drawIn(0);
      await this.#drawn.promise;
    }
  }

  /** Writes what waits, without the live region, and gives the terminal back. */
  async finish(): Promise<void> {
    // A frame drawn from here on could reach the terminal after it was given back.
    this.#isEnding = true;
    clearTimeout(this.#timer);
    await this.#writing;
    if (!this.#isOpen) return;
    const rows = this.#options.takeRows().map((row) => `${row}\r\n`).join("");
    await this.#options.device.write(this.#erase() + rows);
    this.close();
  }

  /** Gives the terminal back at once. Idempotent. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#query.giveUp();
    this.#drawn.resolve();
    const { device, isDumb } = this.#options;
    device.writeNow(this.#erase() + (isDumb ? "" : LEAVE_SCREEN));
    device.setRaw(false);
  }

  #erase(): string {
    const { isDumb, device } = this.#options;
    const erased = isDumb
      ? eraseDumbRow(this.#shown)
      : eraseFrame(this.#shown, device.size().columns);
    this.#shown = undefined;
    return erased;
  }

  #drawIn(waitMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#draw(), waitMs);
  }

  #forget(): void {
    this.#shown = undefined;
    this.#lost = [];
  }

  async #draw(): Promise<void> {
    this.#timer = undefined;
    this.#isStale = false;
    this.#drawnAtMs = this.#options.clock.monotonic();
    this.#writing = this.#write();
    await this.#writing;
    this.#writing = undefined;
    this.#drawn.resolve();
    this.#drawn = Promise.withResolvers();
    if (this.#isStale || this.#options.waitingRows() > 0) this.request();
  }

  async #write(): Promise<void> {
    const { device, isDumb, frame, takeRows } = this.#options;
    const facts = this.#isMoved() ? await this.#look() : undefined;
    if (!this.#isOpen) return;
    const size = facts?.size ?? device.size();
    const rowsUp = this.#isMoved(size) || facts !== undefined
      ? this.#rowsUp(size, facts)
      : undefined;
    const next = frame(size);
    const rows = takeRows();
    const drawn = isDumb
      ? drawDumbRow(this.#shown, next, rows)
      : drawFrame(this.#shown, next, rows, rowsUp);
    const bytes = this.#before + drawn;
    this.#before = "";
    this.#shown = next;
    this.#size = size;
    // What is above the region now is none of its own rows.
    if (rows.length > 0) this.#lost = [];
    if (bytes !== "") await device.write(bytes);
  }

  /**
   * Waits until nobody changes the size any more: while a window is being dragged, every answer
   * would be too late.
   */
  async #look(): Promise<ScreenFacts | undefined> {
    const { device } = this.#options;
    for (let before = device.size(), isSettled = false; !isSettled && this.#isOpen;) {
      await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
      const now = device.size();
      isSettled = now.columns === before.columns && now.rows === before.rows;
      before = now;
    }
    return this.#isOpen ? await this.#query.ask((text) => device.write(text)) : undefined;
  }

  /**
   * Has the screen changed its size since the last frame, so that the terminal has moved what is on
   * it?
   */
  #isMoved({ columns, rows } = this.#options.device.size()): boolean {
    if (this.#shown === undefined || this.#size === undefined || this.#options.isDumb) return false;
    return this.#size.columns !== columns || this.#size.rows !== rows;
  }

  /** How far above the cursor our first row is now. */
  #rowsUp(size: Size, facts: ScreenFacts | undefined): number | undefined {
    if (this.#shown === undefined) return undefined;
    const { up, lost } = afterResize(this.#shown, this.#lost, size, facts?.cursor);
    this.#lost = lost;
    return up;
  }
}
