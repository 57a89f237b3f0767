/**
 * Signals that end a program, and those that it was started to ignore.
 * @module
 */
import { EXIT } from "./exit_codes.ts";
import { toolOutput } from "./system_tools.ts";

/** Signals that a program may have been started to ignore, and that this one listens to. */
type Ignorable = "SIGHUP" | "SIGINT" | "SIGTERM" | "SIGTSTP";

/** Their numbers (Linux, `signal(7)`; macOS, `signal(3)`: the same but for the last). */
const NUMBERS: Readonly<Record<Ignorable, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGTERM: 15,
  SIGTSTP: Deno.build.os === "linux" ? 20 : 18,
};

/**
 * The signals that this process was started to ignore, such as SIGHUP under `nohup` and SIGINT in
 * the background of a shell script. Who starts a program so does not want it to end by them, and a
 * listener would make it. To be asked before the first listener; none where the system does not
 * tell.
 */
export async function ignoredSignals(): Promise<ReadonlySet<Deno.Signal>> {
  const mask = await ignoredMask();
  const names = Object.keys(NUMBERS) as Ignorable[];
  return new Set(names.filter((name) => (mask >> BigInt(NUMBERS[name] - 1)) & 1n));
}

/** Of a tool that we start: it is born with the same. */
async function ignoredMask(): Promise<bigint> {
  const { os } = Deno.build;
  if (os === "windows") return 0n;
  const [, hex = "0"] = os === "linux"
    ? /^SigIgn:\s*([0-9a-f]+)$/m.exec(await toolOutput("cat", "/proc/self/status")) ?? []
    : /([0-9a-f]+)/.exec(await toolOutput("ps", "-o", "sigignore=", "-p", String(Deno.pid))) ?? [];
  return BigInt(`0x${hex}`);
}

/**
 * Listens to the signals that end a program: SIGINT, SIGTERM, SIGHUP (a terminal that is closed),
 * except those that it was started to ignore. The first one is told; a second one ends the program
 * at once.
 */
export class EndSignals implements Disposable {
  readonly #came = Promise.withResolvers<number>();
  readonly #handlers: [Deno.Signal, () => void][];
  #hasCome = false;

  private constructor(
    /** Those that the program was started to ignore; SIGTSTP may be one of them. */
    readonly ignored: ReadonlySet<Deno.Signal>,
  ) {
    const codes: [Deno.Signal, number][] = [["SIGINT", EXIT.interrupted]];
    if (Deno.build.os !== "windows") {
      codes.push(["SIGTERM", EXIT.terminated], ["SIGHUP", EXIT.terminated]);
    }
    // With its first listener the runtime takes over all three: a listener that does nothing, and
    // comes first, ignores one.
    const handlers = codes.map(([signal, code]): [Deno.Signal, () => void] =>
      ignored.has(signal) ? [signal, () => {}] : [signal, () => this.#handle(code)]
    );
    this.#handlers = handlers.toSorted(([a], [b]) => +ignored.has(b) - +ignored.has(a));
    for (const [signal, handler] of this.#handlers) Deno.addSignalListener(signal, handler);
  }

  /** Listens from when it resolves until it is disposed of. */
  static async listen(): Promise<EndSignals> {
    return new EndSignals(await ignoredSignals());
  }

  /** Resolves to the exit code that the first signal asks for. */
  get came(): Promise<number> {
    return this.#came.promise;
  }

  [Symbol.dispose](): void {
    for (const [signal, handler] of this.#handlers) Deno.removeSignalListener(signal, handler);
  }

  #handle(code: number): void {
    if (this.#hasCome) Deno.exit(code);
    this.#hasCome = true;
    this.#came.resolve(code);
  }
}
