/**
 * The terminal itself.
 * @module
 */
import { writeAll } from "../../protocol/lines.ts";
import type { Size } from "./geometry.ts";
import { isJobControlled } from "./job_control.ts";

/** What the screen needs of a terminal. */
export interface TerminalDevice {
  /** Columns and rows now. */
  size(): Size;
  /** Keys come one by one and are not shown; or the terminal is as it was. */
  setRaw(isRaw: boolean): void;
  /**
   * Resolves when the terminal has taken all of `text`. Never rejects: a terminal that is gone
   * takes everything.
   */
  write(text: string): Promise<void>;
  /** The same at once, for the end of the program. */
  writeNow(text: string): void;
  /** What is typed; ends when the terminal is gone. */
  input(): AsyncIterable<Uint8Array>;
  /** Calls `listener` whenever the size changes, or the program goes on after it was stopped. */
  listen(listeners: DeviceListeners): Disposable;
  /**
   * Stops the program as Ctrl-Z does. Resolves when it goes on; to `false` if it cannot be stopped
   * here.
   */
  suspend(): Promise<boolean>;
}

export interface DeviceListeners {
  readonly resized: () => void;
  /** The system asks to stop. */
  readonly stopping: () => void;
  readonly continued: () => void;
}

/** For a terminal that does not tell: the size every terminal had. */
const USUAL_SIZE: Size = { columns: 80, rows: 24 };
const READ_BYTES = 16 * 1024;

const encoder = new TextEncoder();

/** The terminal of this process: standard input and output. */
export class OwnTerminal implements TerminalDevice {
  readonly #ignored: ReadonlySet<Deno.Signal>;
  /** What stops this process, until it is over. */
  #stopper: Deno.ChildProcess | undefined;

  /** `ignored`: signals that the program was started to ignore. */
  constructor(ignored: ReadonlySet<Deno.Signal>) {
    this.#ignored = ignored;
  }

  size(): Size {
    try {
      const { columns, rows } = Deno.consoleSize();
      return columns > 0 && rows > 0 ? { columns, rows } : USUAL_SIZE;
    } catch {
      return USUAL_SIZE;
    }
  }

  setRaw(isRaw: boolean): void {
    try {
      Deno.stdin.setRaw(isRaw);
    } catch {
      // It is gone: there is nothing to restore.
    }
  }

  async write(text: string): Promise<void> {
    await writeAll(Deno.stdout, encoder.encode(text)).catch(() => {});
  }

  writeNow(text: string): void {
    const bytes = encoder.encode(text);
    try {
      for (let at = 0; at < bytes.length;) at += Deno.stdout.writeSync(bytes.subarray(at));
    } catch {
      // As above.
    }
  }

  async *input(): AsyncGenerator<Uint8Array> {
    const buffer = new Uint8Array(READ_BYTES);
    for (;;) {
      const count = await Deno.stdin.read(buffer).catch(() => null);
      if (count === null) return;
      yield buffer.subarray(0, count);
    }
  }

  listen({ resized, stopping, continued }: DeviceListeners): Disposable {
    const signals: [Deno.Signal, () => void][] = Deno.build.os === "windows"
      ? []
      : [["SIGWINCH", resized], ["SIGCONT", () => {
        this.#wakeStopper();
        continued();
      }]];
    if (signals.length > 0 && !this.#ignored.has("SIGTSTP")) signals.push(["SIGTSTP", stopping]);
    for (const [signal, listener] of signals) Deno.addSignalListener(signal, listener);
    return {
      [Symbol.dispose]() {
        for (const [signal, listener] of signals) Deno.removeSignalListener(signal, listener);
      },
    };
  }

  async suspend(): Promise<boolean> {
    if (this.#ignored.has("SIGTSTP") || !await isJobControlled()) return false;
    try {
      // The whole job, since whoever started us waits in the shell's eyes as well; the runtime lets
      // a program signal itself only if it may run anything, so the system's own command does it.
      // Not SIGTSTP: we listen to that one. Without our environment: the runtime starts nothing
      // that inherits LD_LIBRARY_PATH and its kin.
      this.#stopper = new Deno.Command("kill", { args: ["-STOP", "0"], clearEnv: true }).spawn();
      const { success, signal } = await this.#stopper.status;
      return success || signal !== null;
    } catch {
      return false;
    } finally {
      this.#stopper = undefined;
    }
  }

  /** Who wakes this process alone leaves the one that stopped it asleep. */
  #wakeStopper(): void {
    try {
      this.#stopper?.kill("SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
}
