/**
 * Runs a server as a process: folder, signals, console, exit code.
 * @module
 */
import config from "../deno.json" with { type: "json" };
import { isLoopback } from "./admission.ts";
import type { ServeOptions } from "./command.ts";
import { isEssential, jsonOf, LineSink, textOf } from "./console.ts";
import {
  type DataFolder,
  defaultDataFolder,
  FolderInUseError,
  openDataFolder,
  openTemporaryFolder,
} from "./data_folder.ts";
import type { ServerEvent } from "./events.ts";
import { type Server, startServer } from "./server.ts";
import { isStorageFull } from "./store/store.ts";
import { NewerSchemaError } from "./store/database.ts";

/** cli.md: local trouble; wrong usage. */
const EXIT_LOCAL = 6;
const EXIT_USAGE = 2;

/** Runs until a signal ends it. Resolves with the exit code. */
export async function serve(options: ServeOptions): Promise<number> {
  if (options.passwordFile !== undefined) {
    console.error("chat: this version has no room passwords: leave out --password-file");
    return EXIT_USAGE;
  }
  const console_ = new Console(options);
  console_.say(`[ACTIVATING SERVER] chat ${config.version}`);
  console_.say("For Server Termination, use the Keyboard Interrupt (Ctrl-C)");
  let folder: DataFolder | undefined;
  let server: Server;
  try {
    folder = openFolder(options);
    server = start(options, folder, console_.observe);
  } catch (error) {
    folder?.[Symbol.dispose]();
    await console_.flushed();
    console.error(`chat: ${explain(error, options)}`);
    return EXIT_LOCAL;
  }
  for (const invite of invites(options.host, server.address.port)) console_.say(invite);
  console_.say("Connections are not encrypted: use this on networks that you trust.");
  await untilSignal();
  await server.close();
  folder[Symbol.dispose]();
  await console_.flushed();
  return 0;
}

function openFolder({ ephemeral, data, port }: ServeOptions): DataFolder {
  if (ephemeral) return openTemporaryFolder();
  return openDataFolder(
    data ?? defaultDataFolder(port, Deno.build.os, (name) => Deno.env.get(name)),
  );
}

function start(
  options: ServeOptions,
  folder: DataFolder,
  observe: (event: ServerEvent) => void,
): Server {
  return startServer({
    hostname: options.host,
    port: options.port,
    dataFolder: folder.path,
    settings: {
      room: options.room,
      history: options.history,
      maxFileBytes: options.maxFile,
      maxClients: options.maxClients,
      ratePerSecond: options.rateLimit,
      spoolBytes: options.spool,
      keepFilesMs: options.keepFiles,
      fsync: options.fsync ?? false,
      agent: `chat ${config.version}`,
    },
    clock: { now: () => performance.now(), date: () => new Date() },
    random: Math.random,
    observe,
  });
}

class Console {
  readonly #out = new LineSink(Deno.stdout);
  readonly #errors = new LineSink(Deno.stderr);

  constructor(private readonly options: ServeOptions) {}

  /** Prints a line that is for people only. */
  say(line: string): void {
    if (!this.options.quiet && this.options.log === "text") this.#out.write(line);
  }

  readonly observe = (event: ServerEvent): void => {
    if (this.options.quiet && !isEssential(event)) return;
    if (this.options.log === "json") return this.#out.write(jsonOf(event, new Date()));
    const isTrouble = event.type === "warning" || event.type === "failure";
    (isTrouble ? this.#errors : this.#out).write(textOf(event));
    if (event.type === "failure" && Deno.env.get("CHAT_DEBUG") === "1") console.error(event.error);
  };

  async flushed(): Promise<void> {
    await Promise.all([this.#out.flushed(), this.#errors.flushed()]);
  }
}

/** How others reach the server. */
function invites(host: string, port: number): string[] {
  const suffix = port === 5050 ? "" : `:${port}`;
  const everywhere = host === "0.0.0.0" || host === "::";
  const addresses = everywhere ? ownAddresses() : [host];
  if (addresses.length === 0) addresses.push("127.0.0.1");
  return addresses.map((address) =>
    `Join with: chat join ${address.includes(":") ? `[${address}]` : address}${suffix}`
  );
}

function ownAddresses(): string[] {
  const addresses = Deno.networkInterfaces().filter(({ family }) => family === "IPv4");
  return addresses.map(({ address }) => address).filter((address) => !isLoopback(address));
}

/** Resolves at the first signal to end; the second one ends the process at once. */
function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    let signals = 0;
    const onSignal = (code: number) => () => {
      if (++signals > 1) Deno.exit(code);
      resolve();
    };
    Deno.addSignalListener("SIGINT", onSignal(130));
    if (Deno.build.os === "windows") return;
    Deno.addSignalListener("SIGTERM", onSignal(143));
    Deno.addSignalListener("SIGHUP", onSignal(129));
  });
}

function explain(error: unknown, options: ServeOptions): string {
  if (error instanceof FolderInUseError || error instanceof NewerSchemaError) return error.message;
  if (error instanceof Deno.errors.AddrInUse) return `port ${options.port} is in use`;
  if (error instanceof Deno.errors.AddrNotAvailable) {
    return `${options.host} is not an address of this machine`;
  }
  if (error instanceof Deno.errors.PermissionDenied) {
    return `the system does not permit it: ${error.message}`;
  }
  if (isStorageFull(error)) return "the data folder cannot be written: the disk is full or failing";
  return `the server cannot start: ${error instanceof Error ? error.message : String(error)}`;
}
