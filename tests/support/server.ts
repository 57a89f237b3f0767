/**
 * `chat serve` as a process.
 * @module
 */
import { Program, type ProgramOptions } from "./program.ts";
import { TempDir } from "./temp_dir.ts";

/** Options of {@linkcode startServer}. */
export interface ServerOptions extends ProgramOptions {
  readonly args?: readonly string[];
  /** The data folder; without it, one that is gone with the server. */
  readonly data?: string;
  readonly port?: number;
  /** Where it listens, if not on this machine alone. */
  readonly host?: string;
}

/** A server that listens. Disposing kills it. */
export class TestServer implements AsyncDisposable {
  constructor(
    readonly program: Program,
    readonly port: number,
    readonly data: string,
    readonly isEncrypted: boolean,
    private readonly scope: AsyncDisposableStack,
  ) {}

  /** What `join` and `send` are given. */
  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** The certificate of an encrypted server, in PEM. */
  get certificate(): string {
    return Deno.readTextFileSync(`${this.data}/certificate.pem`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.scope.disposeAsync();
  }
}

/** Starts a server on a free port of this machine and waits until it listens. */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  await using scope = new AsyncDisposableStack();
  const data = options.data ?? scope.use(await TempDir.make()).path;
  const address = ["--host", options.host ?? "127.0.0.1", "--port", String(options.port ?? 0)];
  const args = ["serve", ...address, "--data", data, ...(options.args ?? [])];
  const program = scope.use(Program.start(args, options));
  const listening = /^\[SERVER LISTENING\] .*:(\d+)$/;
  const line = await program.stdout.next((text) => listening.test(text));
  const port = Number(listening.exec(line)?.[1]);
  return new TestServer(program, port, data, options.encrypted ?? false, scope.move());
}
