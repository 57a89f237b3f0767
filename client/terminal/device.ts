/**
 * The terminal itself.
 * @module
 */
import { writeAll } from "../../protocol/lines.ts";
import type { Size } from "./compose_frame.ts";

/** What the screen needs of a terminal. */
export interface TerminalDevice {
  /** Columns and rows now. */
  size(): Size;
  /** Keys come one by one and are not shown; or the terminal is as it was. */
  setRaw(isRaw: boolean): void;
  /** Resolves when the terminal has taken all of `text`. Never rejects: a terminal that is gone takes everything. */
  write(text: string): Promise<void>;
  /** The same at once, for the end of the program. */
  writeNow(text: string): void;
  /** What is typed; ends when the terminal is gone. */
  input(): AsyncIterable<Uint8Array>;
  /** Calls `listener` whenever the size changes, or the program goes on after it was stopped. */
  listen(listeners: DeviceListeners): Disposable;
  /** Stops the program as Ctrl-Z does. `false` if that is not possible here. */
  suspend(): boolean;
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
      : [["SIGWINCH", resized], ["SIGTSTP", stopping], ["SIGCONT", continued]];
    for (const [signal, listener] of signals) Deno.addSignalListener(signal, listener);
    return {
      [Symbol.dispose]() {
        for (const [signal, listener] of signals) Deno.removeSignalListener(signal, listener);
      },
    };
  }

  suspend(): boolean {
    try {
      // The whole job, since whoever started us waits in the shell's eyes as well; the runtime lets a program signal
      // itself only if it may run anything, so the system's own command does it. Not SIGTSTP: we listen to that one.
      // Without our environment: the runtime starts nothing that inherits LD_LIBRARY_PATH and its kin.
      const stop = new Deno.Command("kill", { args: ["-STOP", "0"], clearEnv: true });
      return stop.outputSync().success;
    } catch {
      return false;
    }
  }
}
