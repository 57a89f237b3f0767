/**
 * The program as a process: from source, or the executable that `CHAT_PROGRAM` names.
 * @module
 */
import "./own_fake_time.ts";
import config from "../../deno.json" with { type: "json" };
import { fileURLToPath } from "node:url";
import { ignoredSignals } from "../../protocol/end_signals.ts";
import { EventLog } from "./event_log.ts";
import { patiently } from "./patience.ts";

const root = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Tests that are run in the background of a script ignore signals; what they start shall not. */
const ignored = [...await ignoredSignals()].map((signal) => signal.slice("SIG".length));
const LISTENING = ignored.length === 0 ? [] : ["env", `--default-signal=${ignored.join(",")}`];

/** The command that runs the program, without its arguments. */
export function commandLine(): readonly [program: string, ...args: string[]] {
  const compiled = Deno.env.get("CHAT_PROGRAM");
  if (compiled !== undefined) return [compiled];
  const permissions = config.tasks.chat.split(" ").filter((word) => word.startsWith("--"));
  const from = ["--quiet", "--config", root("deno.json"), ...permissions, root("main.ts")];
  return [Deno.execPath(), "run", ...from];
}

/** The environment without anything that would answer for the options of the program, or belongs to a person. */
export function environment(
  { env = {}, encrypted = false }: Pick<ProgramOptions, "env" | "encrypted">,
): Record<string, string> {
  const inherited = Object.entries(Deno.env.toObject()).filter(([key]) => !key.startsWith("CHAT_"));
  const own = { NO_COLOR: "1", XDG_CONFIG_HOME: "/dev/null/none" };
  return {
    ...Object.fromEntries(inherited),
    ...own,
    ...(encrypted ? {} : { CHAT_PLAIN: "1" }),
    ...env,
  };
}

/** How a process ended. */
export interface Ending {
  readonly code: number;
  readonly signal: Deno.Signal | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Options of {@linkcode Program.start}. */
export interface ProgramOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Without it the program runs as with `--plain`, so that the wire can be spoken by hand. */
  readonly encrypted?: boolean;
  /** Most open files of the process (`ulimit -n`). */
  readonly maxOpenFiles?: number;
  /** The command that runs the program, such as `ip netns exec NAME`. */
  readonly through?: readonly string[];
}

/** A running `chat`. Disposing kills it and leaves nothing open. */
export class Program implements AsyncDisposable {
  /** What the process wrote, line by line. */
  readonly stdout = new EventLog<string>(() => this.account);
  readonly stderr = new EventLog<string>(() => this.account);
  readonly #child: Deno.ChildProcess;
  readonly #stdin: WritableStreamDefaultWriter<Uint8Array>;
  readonly #ended: Promise<Ending>;

  private constructor(readonly name: string, child: Deno.ChildProcess) {
    this.#child = child;
    this.#stdin = child.stdin.getWriter();
    this.#ended = this.#follow();
  }

  static start(args: readonly string[], options: ProgramOptions = {}): Program {
    const [program, ...before] = commandLine();
    const words = [...LISTENING, ...(options.through ?? []), program, ...before, ...args];
    const limited = [
      "bash",
      "-c",
      `ulimit -n ${options.maxOpenFiles}; exec "$@"`,
      "bash",
      ...words,
    ];
    const [first = program, ...rest] = options.maxOpenFiles === undefined ? words : limited;
    const child = new Deno.Command(first, {
      args: rest,
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      clearEnv: true,
      env: environment(options),
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    return new Program(`chat ${args.join(" ")}`, child);
  }

  get pid(): number {
    return this.#child.pid;
  }

  /** How the process ends, when it does. */
  get ended(): Promise<Ending> {
    return patiently(this.#ended, () => `${this.account}\nand goes on`);
  }

  /** What it was called with, and what it wrote last. */
  get account(): string {
    const [out, err] = [this.stdout, this.stderr].map((log) => log.all.slice(-40).join("\n"));
    return `${this.name}\n--- stdout\n${out}\n--- stderr\n${err}`;
  }

  /** Writes `line` and a line break to the standard input. */
  async type(line: string): Promise<void> {
    await this.#stdin.write(new TextEncoder().encode(`${line}\n`));
  }

  /** Ends the standard input. */
  async endInput(): Promise<void> {
    await this.#stdin.close();
  }

  /** Sends `signal`, unless the process has ended. */
  kill(signal: Deno.Signal): void {
    try {
      this.#child.kill(signal);
    } catch (error) {
      // What says so is a TypeError.
      if (!(error instanceof TypeError)) throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.kill("SIGKILL");
    await this.#ended;
    await this.#stdin.abort().catch(() => {});
  }

  async #follow(): Promise<Ending> {
    const [status] = await Promise.all([
      this.#child.status,
      collect(this.#child.stdout, this.stdout),
      collect(this.#child.stderr, this.stderr),
    ]);
    const ending = {
      code: status.code,
      signal: status.signal,
      stdout: this.stdout.all.join("\n"),
      stderr: this.stderr.all.join("\n"),
    };
    const reason = new Error(`ended with ${status.signal ?? status.code}: ${this.account}`);
    this.stdout.end(reason);
    this.stderr.end(reason);
    return ending;
  }
}

async function collect(stream: ReadableStream<Uint8Array>, log: EventLog<string>): Promise<void> {
  let pending = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (pending + text).split("\n");
    pending = lines.pop() ?? "";
    for (const line of lines) log.push(line);
  }
  if (pending !== "") log.push(pending);
}

/** Runs `chat` with `args` to its end, with `input` on its standard input. */
export async function runProgram(
  args: readonly string[],
  options: ProgramOptions & { readonly input?: string } = {},
): Promise<Ending> {
  await using program = Program.start(args, options);
  if (options.input !== undefined) await program.type(options.input);
  await program.endInput().catch(() => {});
  return await program.ended;
}
