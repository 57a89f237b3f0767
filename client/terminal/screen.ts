/**
 * The screen: draws the live region a few times a second at most, and always leaves the terminal as it was.
 * @module
 */
import type { Clock } from "../../protocol/clock.ts";
import type { Size } from "./compose_frame.ts";
import type { TerminalDevice } from "./device.ts";
import {
  CLEAR_SCREEN,
  drawDumbRow,
  drawFrame,
  ENTER_SCREEN,
  eraseDumbRow,
  eraseFrame,
  type Frame,
  LEAVE_SCREEN,
} from "./live_region.ts";

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
  #shown: Frame | undefined;
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
    this.#shown = undefined;
    this.request();
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
    this.#shown = undefined;
  }

  /** Resolves at once; or, when many rows wait, after the next frame, which is then as early as the terminal can take it. */
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

  async #draw(): Promise<void> {
    const { clock, device, isDumb, frame, takeRows } = this.#options;
    this.#timer = undefined;
    this.#isStale = false;
    this.#drawnAtMs = clock.monotonic();
    const size = device.size();
    const next = frame(size);
    const rows = takeRows();
    const bytes = this.#before +
      (isDumb
        ? drawDumbRow(this.#shown, next, rows)
        : drawFrame(this.#shown, next, rows, size.columns));
    this.#before = "";
    this.#shown = next;
    this.#writing = bytes === "" ? Promise.resolve() : device.write(bytes);
    await this.#writing;
    this.#writing = undefined;
    this.#drawn.resolve();
    this.#drawn = Promise.withResolvers();
    if (this.#isStale || this.#options.waitingRows() > 0) this.request();
  }
}
