/**
 * The front ends by name.
 * @module
 */
import type { ClientOptions } from "./core/client_options.ts";
import { EndSignals } from "./signals.ts";
import type { ImageMode } from "./terminal/pictures/picture_display.ts";

/** In the order in which they are offered. */
export const MODES = ["terminal", "gui", "lines", "json"] as const;
export type Mode = typeof MODES[number];

/** The front ends that this version has. */
export const AVAILABLE_MODES: readonly Mode[] = ["terminal", "lines", "json"];

/** What every front end is given. */
export interface FrontEndOptions {
  readonly client: ClientOptions;
  /** How long to stay after the end of piped input; `Infinity`: until the server closes or a signal. */
  readonly lingerMs: number;
  /** What `~` stands for. */
  readonly home: string | undefined;
  /** Which pictures a terminal shows unasked. */
  readonly images: ImageMode;
}

/** Runs the front end `mode` to its end and resolves to the exit code. Only this front end is loaded. */
export async function runMode(mode: Mode, options: FrontEndOptions): Promise<number> {
  switch (mode) {
    case "lines":
    case "json": {
      const { runLines } = await import("./lines/run_lines.ts");
      using signals = new EndSignals();
      return await runLines({
        ...options,
        form: mode,
        stdin: Deno.stdin.readable,
        stdout: Deno.stdout,
        complain: (text) => console.error(`chat: ${text}`),
        isInteractive: Deno.stdin.isTerminal(),
        signalled: signals.came,
      });
    }
    case "terminal": {
      const { runOwnTerminal } = await import("./terminal/own_terminal.ts");
      using signals = new EndSignals();
      return await runOwnTerminal({ ...options, signalled: signals.came });
    }
    case "gui":
      throw new RangeError(`Cannot run mode ${mode}: this version does not have it`);
  }
}
