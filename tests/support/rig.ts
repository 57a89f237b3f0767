/**
 * What most experiments need: a server that can die and come back on the same data, and a network in front of it.
 * @module
 */
import type { Encryption } from "../../client/core/transport/mod.ts";
import { KnownHosts } from "../../client/core/transport/known_hosts.ts";
import { startServer, type TestServer } from "./server.ts";
import { TempDir } from "./temp_dir.ts";
import { ChaosProxy, type ProxyOptions } from "./chaos_proxy.ts";

/** Options of {@linkcode Rig.start}. */
export interface RigOptions {
  readonly plan?: ProxyOptions["plan"];
  /** The data folder; without it, one that is gone with the rig. */
  readonly data?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** More options of `chat serve`. */
  readonly args?: readonly string[];
  /** With TLS; without it, as with `--plain`. */
  readonly encrypted?: boolean;
  /** Most open files of the server. */
  readonly maxOpenFiles?: number;
}

/** A server on a fixed port behind a proxy. Disposing ends both. */
export class Rig implements AsyncDisposable {
  #server: TestServer;

  private constructor(
    server: TestServer,
    private readonly options: RigOptions,
    readonly folder: TempDir,
    /** The network between the members and the server. */
    readonly proxy: ChaosProxy,
  ) {
    this.#server = server;
  }

  static async start(options: RigOptions = {}): Promise<Rig> {
    const { plan, data } = options;
    const folder = await TempDir.make();
    const server = await serve(data ?? folder.join("data"), 0, options);
    // The port stays the same when the server is started anew.
    const target = () => server.port;
    const proxy = await ChaosProxy.start({ target, ...(plan === undefined ? {} : { plan }) });
    return new Rig(server, options, folder, proxy);
  }

  /** How members connect; they share what they know about certificates. */
  get encryption(): Encryption | undefined {
    if (!this.server.isEncrypted) return undefined;
    return { fingerprint: undefined, knownHosts: new KnownHosts(this.folder.join("known_hosts")) };
  }

  get server(): TestServer {
    return this.#server;
  }

  get database(): string {
    return `${this.server.data}/chat.db`;
  }

  /** Ends the server with `signal`. Resolves when it has ended. */
  async kill(signal: Deno.Signal = "SIGKILL"): Promise<void> {
    this.server.program.kill(signal);
    await this.server.program.ended;
  }

  /** Starts the server anew, on the same data and port. */
  async restart(): Promise<void> {
    const { data, port } = this.server;
    await this.server[Symbol.asyncDispose]();
    // A crash that was ordered happens once.
    this.#server = await serve(data, port, { ...this.options, env: {} });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.proxy[Symbol.asyncDispose]();
    await this.server[Symbol.asyncDispose]();
    await this.folder[Symbol.asyncDispose]();
  }
}

function serve(data: string, port: number, options: RigOptions): Promise<TestServer> {
  const { env = {}, args = [], encrypted = false, maxOpenFiles } = options;
  return startServer({
    data,
    port,
    env,
    args: ["--rate-limit", "off", ...args],
    encrypted,
    ...(maxOpenFiles === undefined ? {} : { maxOpenFiles }),
  });
}
