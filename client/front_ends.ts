/**
 * Starting a front end.
 * @module
 */
import { EndSignals } from "../protocol/end_signals.ts";
import { EXIT } from "../protocol/exit_codes.ts";
import type { ClientOptions, Memory } from "./core/mod.ts";
import type { Mode } from "./modes.ts";
import type { ImageMode } from "./terminal/mod.ts";

/** What every front end is given. */
export interface FrontEndOptions {
  readonly client: Omit<ClientOptions, "name">;
  /** Only the page asks for it by itself. */
  readonly name: string | undefined;
  /**
   * What is remembered of an earlier run under a name, for a front end that is not given a memory
   * with the client.
   */
  readonly memoryOf: (name: string) => Memory | undefined;
  /**
   * How long to stay after the end of piped input; `Infinity`: until the server closes or a signal.
   */
  readonly lingerMs: number;
  /** What `~` stands for. */
  readonly home: string | undefined;
  /** Which pictures a terminal shows unasked. */
  readonly images: ImageMode;
}

/**
 * Runs the front end `mode` to its end and resolves to the exit code. Only this front end is
 * loaded.
 */
export async function runMode(mode: Mode, options: FrontEndOptions): Promise<number> {
  switch (mode) {
    case "lines":
    case "json": {
      const { runLines } = await import("./lines/mod.ts");
      using signals = await EndSignals.listen();
      return await runLines({
        ...options,
        client: named(options),
        form: mode,
        stdin: Deno.stdin.readable,
        stdout: Deno.stdout,
        complain: (text) => console.error(`chat: ${text}`),
        isInteractive: Deno.stdin.isTerminal(),
        signalled: signals.came,
      });
    }
    case "gui": {
      const { runGui } = await import("./gui/mod.ts");
      const { downloads } = options.client;
      if (downloads === undefined) {
        console.error("chat: there is no home folder for files: say where with --downloads FOLDER");
        return EXIT.local;
      }
      using signals = await EndSignals.listen();
      return await runGui({
        ...options,
        client: { ...options.client, downloads },
        report: (text) => console.log(text),
        complain: (text) => console.error(`chat: ${text}`),
        signalled: signals.came,
      });
    }
    case "terminal": {
      const { runOwnTerminal } = await import("./terminal/mod.ts");
      using signals = await EndSignals.listen();
      const client = named(options);
      return await runOwnTerminal({ ...options, client, signals, askName });
    }
  }
}

async function askName(why: string): Promise<string | undefined> {
  const prompts = await import("./prompts.ts");
  console.error(`chat: ${why}`);
  const answer = await prompts.askName("Enter another Name");
  return answer === "cancelled" ? undefined : answer;
}

function named({ client, name }: FrontEndOptions): ClientOptions {
  if (name === undefined) throw new RangeError("Cannot join without a name in this mode");
  return { ...client, name };
}
