/**
 * System calls that fail, or take their time, for as long as a test wants it.
 * @module
 */

/** What happens to the system calls of a process. */
export interface TamperingOptions {
  readonly pid: number;
  /** Names of system calls with commas between them. */
  readonly calls: string;
  /** What becomes of each of them, as `strace --inject` has it: `error=EIO`, `delay_enter=300000` (µs). */
  readonly effect: string;
  /** Only calls that have to do with these files; without it, all. */
  readonly paths?: readonly string[];
}

/** The options of `strace` that do `effect` to `calls`, and write nothing down. */
export function injecting(calls: string, effect: string): string[] {
  return ["-f", "-o", "/dev/null", "-e", `trace=${calls}`, "-e", `inject=${calls}:${effect}`];
}

/** A debugger that sits in a process. Disposing lets go of it. */
export class Tampering implements AsyncDisposable {
  private constructor(
    private readonly child: Deno.ChildProcess,
    private readonly reading: Promise<void>,
  ) {}

  /** Begins, or prints why this machine does not let us. */
  static async begin(options: TamperingOptions): Promise<Tampering | undefined> {
    const { pid, calls, effect, paths = [] } = options;
    const args = injecting(calls, effect);
    for (const path of paths) args.push("-P", path);
    let child: Deno.ChildProcess;
    try {
      const command = new Deno.Command("strace", {
        args: [...args, "-p", String(pid)],
        stdin: "null",
        stdout: "null",
        stderr: "piped",
      });
      child = command.spawn();
    } catch (error) {
      console.log(`SKIPPED: system calls cannot be made to fail: ${error}`);
      return undefined;
    }
    const attached = Promise.withResolvers<string | undefined>();
    const tampering = new Tampering(child, read(child.stderr, attached.resolve));
    const failure = await attached.promise;
    if (failure === undefined) return tampering;
    console.log(`SKIPPED: system calls cannot be made to fail: ${failure}`);
    await tampering[Symbol.asyncDispose]();
    return undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.child.kill("SIGINT");
    } catch {
      // It has ended.
    }
    await Promise.all([this.child.status, this.reading]);
  }
}

/** Tells `attached` nothing when the debugger has every thread, or what it said before it ended. */
async function read(
  stream: ReadableStream<Uint8Array>,
  attached: (failure: string | undefined) => void,
): Promise<void> {
  let said = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    said += text;
    if (/^.*Process \d+ attached( with \d+ threads)?$/m.test(said)) attached(undefined);
  }
  attached(said.trim());
}
