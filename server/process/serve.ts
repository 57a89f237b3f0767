/**
 * Runs a server as a process: folder, signals, console, exit code.
 * @module
 */
import { join } from "node:path";
import config from "../../deno.json" with { type: "json" };
import {
  type Certificate,
  CertificateError,
  hasInvites,
  loadCertificate,
  ownCertificate,
} from "./certificate.ts";
import type { ServeOptions } from "./options.ts";
import { isEssential, jsonOf, LineSink, textOf } from "./console.ts";
import { crashPoints, isStorageFull, NewerSchemaError } from "../store/mod.ts";
import {
  type DataFolder,
  DataFolderError,
  defaultDataFolder,
  openDataFolder,
  openTemporaryFolder,
  whyUnwritable,
} from "./data_folder.ts";
import { randomHex128, type ServerEvent } from "../base/mod.ts";
import type { Monitoring } from "../monitoring/mod.ts";
import { commandFor, type Door, invites } from "./invites.ts";
import { type Server, startServer } from "../server.ts";
import { EndSignals } from "../../protocol/end_signals.ts";
import { PasswordError, readPassword } from "../../protocol/password.ts";
import { EXIT } from "../../protocol/exit_codes.ts";
import { passwordKey } from "../../protocol/proofs.ts";
import type { Password } from "../door/mod.ts";
import { SYSTEM_CLOCK } from "../../protocol/clock.ts";
import { stateFolder } from "../../protocol/user_folders.ts";

/** What a shell reports for a process ended by SIGKILL. */
const EXIT_AS_KILLED = 137;

const NO_PLACE =
  "there is no home folder for the data: HOME is not set, nor has this account one; " +
  "say where to keep it with --data FOLDER, or keep nothing with --ephemeral";

/** Runs until a signal ends it. Resolves with the exit code. */
export async function serve(options: ServeOptions): Promise<number> {
  if ((options.tlsCert === undefined) !== (options.tlsKey === undefined)) {
    console.error("chat: --tls-cert and --tls-key belong together");
    return EXIT.usage;
  }
  // From before it says that it listens: whoever reads that may end it at once, and well.
  using signals = await EndSignals.listen();
  const console_ = new Console(options);
  console_.say(`[ACTIVATING SERVER] chat ${config.version}`);
  console_.say("For Server Termination, use the Keyboard Interrupt (Ctrl-C)");
  let folder: DataFolder | undefined;
  let server: Server | undefined;
  let door: Door;
  let monitoring: Monitoring | undefined;
  try {
    folder = openFolder(options);
    const certificate = await certificateFor(options, folder);
    door = doorOf(certificate);
    const password = await passwordFor(options);
    if (options.metrics !== undefined) {
      const { startMonitoring } = await import("../monitoring/mod.ts");
      monitoring = await startMonitoring(options.metrics, () => server?.facts());
    }
    const observe = (event: ServerEvent) => {
      console_.observe(event);
      monitoring?.observe(event);
    };
    const onCommitted = (ms: number) => monitoring?.committed(ms);
    server = await start({ options, folder, certificate, password, observe, onCommitted });
  } catch (error) {
    await monitoring?.[Symbol.asyncDispose]();
    const why = explain(error, options, folder);
    folder?.[Symbol.dispose]();
    await console_.flushed();
    console.error(`chat: ${why}`);
    return EXIT.local;
  }
  const { port } = server.address;
  const invited = invites(options.host, port, door, Deno.networkInterfaces());
  for (const invite of invited) console_.say(`Join with: ${commandFor(invite, door)}`);
  if (options.qr) { for (const line of await qrLines(invited[0] as string)) console_.say(line); }
  if (monitoring !== undefined) console_.say(`Metrics: ${monitoring.url}/metrics`);
  if (server.operatorToken !== undefined) {
    console_.say(`The first to type this in the room is its operator: /op ${server.operatorToken}`);
  }
  if (door.kind === "plain") {
    console_.say("Connections are NOT ENCRYPTED: use this on networks that you trust.");
  }
  await signals.came;
  await server.close();
  await monitoring?.[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
  await console_.flushed();
  return 0;
}

function openFolder({ ephemeral, data, port }: ServeOptions): DataFolder {
  if (ephemeral) return openTemporaryFolder();
  const path = data ?? defaultDataFolder(port);
  if (path === undefined) throw new DataFolderError(NO_PLACE);
  return openDataFolder(path);
}

async function certificateFor(
  { plain, tlsCert, tlsKey, ephemeral }: ServeOptions,
  folder: DataFolder,
): Promise<Certificate | undefined> {
  if (plain) return undefined;
  if (tlsCert !== undefined && tlsKey !== undefined) {
    return await loadCertificate(tlsCert, tlsKey, SYSTEM_CLOCK.wall());
  }
  if (!ephemeral) return await ownCertificate(folder.path);
  // The one thing that is kept: else everybody who was here before would be warned of an impostor.
  const place = stateFolder();
  try {
    if (place === undefined) throw new DataFolderError("there is no home folder");
    const kept = join(place, "ephemeral");
    Deno.mkdirSync(kept, { recursive: true, mode: 0o700 });
    return await ownCertificate(kept);
  } catch (error) {
    console.error(`* The certificate cannot be kept for the next start: ${messageOf(error)}`);
    return await ownCertificate(folder.path);
  }
}

function doorOf(certificate: Certificate | undefined): Door {
  if (certificate === undefined) return { kind: "plain" };
  const { fingerprint, hosts } = certificate;
  return hasInvites(certificate) ? { kind: "pinned", fingerprint } : { kind: "authority", hosts };
}

async function qrLines(invite: string): Promise<string[]> {
  const { renderUnicodeCompact } = await import("uqr");
  return renderUnicodeCompact(invite).split("\n");
}

/** @throws {PasswordError} */
async function passwordFor({ passwordFile }: ServeOptions): Promise<Password | undefined> {
  const text = readPassword(passwordFile, Deno.env.get("CHAT_PASSWORD"));
  if (text === undefined) return undefined;
  const salt = randomHex128();
  return { salt, key: await passwordKey(text, salt) };
}

interface StartOptions {
  readonly options: ServeOptions;
  readonly folder: DataFolder;
  readonly certificate: Certificate | undefined;
  readonly password: Password | undefined;
  readonly observe: (event: ServerEvent) => void;
  readonly onCommitted: (ms: number) => void;
}

function start(
  { options, folder, certificate, password, observe, onCommitted }: StartOptions,
): Promise<Server> {
  return startServer({
    hostname: options.host,
    port: options.port,
    dataFolder: folder.path,
    certificate,
    password,
    settings: {
      room: options.room,
      history: options.history,
      limits: options.limits,
      limitLoopback: options.limitLoopback,
      operators: options.op ?? [],
      requireIdentity: options.requireIdentity ?? false,
      keepFilesMs: options.keepFiles,
      fsync: options.fsync ?? false,
      agent: `chat ${config.version}`,
    },
    clock: SYSTEM_CLOCK,
    random: Math.random,
    observe,
    onCommitted,
    passing: crashPoints(Deno.env.get("CHAT_TEST_CRASH"), () => Deno.exit(EXIT_AS_KILLED)),
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

function explain(
  error: unknown,
  options: ServeOptions,
  folder: DataFolder | undefined,
): string {
  if (error instanceof DataFolderError || error instanceof NewerSchemaError) return error.message;
  if (error instanceof Deno.errors.AddrInUse) {
    const metrics = options.metrics === undefined ? "" : `, or ${options.metrics.port} for metrics`;
    return `port ${options.port} is in use${metrics}`;
  }
  if (error instanceof Deno.errors.AddrNotAvailable) {
    return `${options.host} is not an address of this machine`;
  }
  if (/look ?up/i.test(messageOf(error))) {
    return `${options.host} is not a name of this machine: ${messageOf(error)}`;
  }
  if (error instanceof Deno.errors.PermissionDenied) {
    return `the system does not permit it: ${error.message}`;
  }
  if (error instanceof CertificateError || error instanceof PasswordError) return error.message;
  if (error instanceof Deno.errors.InvalidData) {
    return `the certificate or its key cannot be used: ${messageOf(error)}`;
  }
  if (isStorageFull(error)) {
    const place = folder === undefined ? "the data folder" : `the data folder ${folder.path}`;
    return `${place} cannot be written: ${whyUnwritable(folder?.path) ?? messageOf(error)}`;
  }
  return `the server cannot start: ${messageOf(error)}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
