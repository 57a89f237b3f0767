/**
 * Servers as processes of their own.
 * @module
 */

/** A server under measurement. Disposing it ends the process and removes its files. */
export interface ServerProcess extends AsyncDisposable {
  readonly pid: number;
  readonly port: number;
  /** From starting the process to its port being open. */
  readonly startMs: number;
  /** The certificate of a server that encrypts, in PEM. */
  readonly certificate?: string;
}

/** How a server is started. */
export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly port: number;
  readonly cwd?: string;
  /** Removed at the end. */
  readonly folder?: string;
}

/** A server that has not opened its port by then will not. */
const START_LIMIT_MS = 15_000;
/** Between attempts to connect; the precision of `startMs`. */
const PROBE_MS = 2;
/** A server that has not ended by then is killed. */
const STOP_LIMIT_MS = 5_000;
/** Of what a server said that ended by itself, the last so many characters are shown. */
const COMPLAINT_CHARS = 2_000;

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** A port that was free a moment ago. */
export function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

/**
 * Starts a server and waits for its port.
 * @throws {Error} if the process ends before, or takes too long.
 */
export async function startServer(options: ServerCommand): Promise<ServerProcess> {
  const beganMs = performance.now();
  const child = new Deno.Command(options.command, {
    args: [...options.args],
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const complaints = new Response(child.stderr).text();
  let ended: Deno.CommandStatus | undefined;
  void child.status.then((status) => ended = status);
  const stop = async () => {
    const code = ended?.code;
    await endProcess(child);
    const said = (await complaints).slice(-COMPLAINT_CHARS);
    if (code !== undefined) {
      console.error(`${options.command} ended by itself with ${code}: ${said}`);
    }
    if (options.folder !== undefined) await Deno.remove(options.folder, { recursive: true });
  };
  while (!await isOpen(options.port)) {
    const elapsedMs = performance.now() - beganMs;
    if (ended !== undefined || elapsedMs > START_LIMIT_MS) {
      await stop();
      const why = ended === undefined ? "its port stays closed" : `it ended with ${ended.code}`;
      throw new Error(`Cannot start ${options.command}: ${why}`);
    }
    await sleep(PROBE_MS);
  }
  const startMs = performance.now() - beganMs;
  return { pid: child.pid, port: options.port, startMs, [Symbol.asyncDispose]: stop };
}

/** Asks `child` to end, and makes it if it does not. */
export async function endProcess(child: Deno.ChildProcess): Promise<void> {
  const kill = (signal: Deno.Signal) => {
    try {
      child.kill(signal);
    } catch {
      // It has ended already.
    }
  };
  kill("SIGTERM");
  const timer = setTimeout(() => kill("SIGKILL"), STOP_LIMIT_MS);
  await child.status;
  clearTimeout(timer);
}

async function isOpen(port: number): Promise<boolean> {
  try {
    (await Deno.connect({ hostname: "127.0.0.1", port })).close();
    return true;
  } catch {
    return false;
  }
}
