/**
 * The load generator as seen from outside.
 * @module
 */
import { fileURLToPath } from "node:url";
import { MAX_LINE_BYTES } from "../../protocol/limits.ts";
import { readLines } from "../../protocol/lines.ts";
import { Answer, type Figures, type Job } from "./load/job.ts";
import { endProcess } from "./servers/server_process.ts";

const LOAD = fileURLToPath(new URL("load.ts", import.meta.url));
/** No job takes so long, not even a file of 4 GiB on a slow disk; one that does is stuck. */
const JOB_LIMIT_MS = 120_000;

/** One job in a process of its own. Disposing it ends the process. */
export class LoadProcess implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array>;
  readonly #output: ReadableStreamDefaultReader<Uint8Array>;
  readonly #lines: AsyncGenerator<string>;
  readonly #limit: ReturnType<typeof setTimeout>;

  private constructor(private readonly job: Job) {
    this.#child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", LOAD, JSON.stringify(job)],
      stdin: "piped",
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    this.#input = this.#child.stdin.getWriter();
    this.#output = this.#child.stdout.getReader();
    this.#lines = readLines(sourceOf(this.#output), { maxLineBytes: MAX_LINE_BYTES });
    this.#limit = setTimeout(() => this.#child.kill("SIGKILL"), JOB_LIMIT_MS);
  }

  /** Starts the process. Resolved when it is set up and waits for {@linkcode begin}. */
  static async prepare(job: Job): Promise<LoadProcess> {
    const load = new LoadProcess(job);
    try {
      await load.#answer();
      return load;
    } catch (cause) {
      await load[Symbol.asyncDispose]();
      throw cause;
    }
  }

  /** Does the whole of `job`. */
  static async run(job: Job): Promise<Figures> {
    await using load = await LoadProcess.prepare(job);
    await load.begin();
    return await load.figures();
  }

  /** Lets the measuring begin. */
  async begin(): Promise<void> {
    await this.#cue("go\n");
  }

  /** Asks a job without an end of its own to finish. */
  async stop(): Promise<void> {
    await this.#cue("stop\n");
  }

  /** What was measured; waits for the end of the job. */
  async figures(): Promise<Figures> {
    const answer = await this.#answer();
    return answer.state === "done" ? answer.figures : {};
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#limit);
    await endProcess(this.#child);
    await this.#input.abort().catch(() => {});
    await this.#output.cancel().catch(() => {});
  }

  async #cue(word: string): Promise<void> {
    await this.#input.write(new TextEncoder().encode(word));
  }

  async #answer(): Promise<Exclude<Answer, { state: "failed" }>> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`The load process for ${this.job.kind} ended without a result`);
    const answer = Answer.parse(JSON.parse(value));
    if (answer.state === "failed") throw new Error(answer.reason);
    return answer;
  }
}

/** `readLines` wants to fill its own buffer; what a stream hands out is cut to fit. */
function sourceOf(output: ReadableStreamDefaultReader<Uint8Array>) {
  let rest = new Uint8Array();
  return {
    async read(buffer: Uint8Array): Promise<number | null> {
      if (rest.length === 0) {
        const { value, done } = await output.read();
        if (done) return null;
        rest = new Uint8Array(value);
      }
      const bytes = Math.min(rest.length, buffer.length);
      buffer.set(rest.subarray(0, bytes));
      rest = rest.subarray(bytes);
      return bytes;
    },
  };
}
