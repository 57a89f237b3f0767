/**
 * `chat join` as a process.
 * @module
 */
import { Program, type ProgramOptions } from "./program.ts";
import type { TestServer } from "./server.ts";
import { EventLog } from "./event_log.ts";
import { TempDir } from "./temp_dir.ts";

/** An object that the JSON mode prints; the contract of the command line names the fields of each type. */
export interface ClientEvent {
  readonly type: string;
  readonly at: string;
  readonly [field: string]: unknown;
}

/** Options of {@linkcode join}. */
export interface JoinOptions extends ProgramOptions {
  /** `json` unless told otherwise. */
  readonly mode?: "json" | "lines";
  readonly args?: readonly string[];
  /** Where received files go; without it, a folder that is gone with the client; if it is empty, the program's choice. */
  readonly downloads?: string;
}

/** A client that joins. Disposing kills it. */
export class TestClient implements AsyncDisposable {
  /** What the JSON mode printed. */
  readonly events = new EventLog<ClientEvent>(() => this.program.account);

  constructor(
    readonly program: Program,
    readonly downloads: string,
    private readonly scope: AsyncDisposableStack,
    mode: string,
  ) {
    void this.#follow(mode);
  }

  /** Types `text` as a person would. */
  say(text: string): Promise<void> {
    return this.program.type(text);
  }

  /** The next event for which `matches`, which may be the name of a type, holds. */
  next(matches: string | ((event: ClientEvent) => boolean)): Promise<ClientEvent> {
    if (typeof matches !== "string") return this.events.next(matches);
    return this.events.next((event) => event.type === matches);
  }

  /** The next message with the text `text`. */
  message(text: string): Promise<ClientEvent> {
    return this.next((event) => event.type === "message" && event["text"] === text);
  }

  /** The next line that fits `pattern`, in the lines mode. */
  line(pattern: RegExp | string): Promise<string> {
    return this.program.stdout.next((line) =>
      typeof pattern === "string" ? line === pattern : pattern.test(line)
    );
  }

  /** Leaves as a person would, and waits for the end of the program. */
  async leave(): Promise<void> {
    await this.program.endInput();
    await this.program.ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.scope.disposeAsync();
  }

  async #follow(mode: string): Promise<void> {
    if (mode !== "json") return;
    try {
      for await (const line of this.program.stdout) this.events.push(JSON.parse(line));
    } catch (error) {
      this.events.end(error as Error);
    }
  }
}

/** Starts a client and waits until it is in the room. */
export async function join(
  server: Pick<TestServer, "address"> & { readonly isEncrypted?: boolean },
  name: string,
  options: JoinOptions = {},
): Promise<TestClient> {
  const scope = new AsyncDisposableStack();
  try {
    const folder = scope.use(await TempDir.make());
    const { mode = "json", downloads = folder.join("downloads") } = options;
    const where = ["--mode", mode, ...(downloads === "" ? [] : ["--downloads", downloads])];
    const args = ["join", server.address, "--name", name, ...where, ...(options.args ?? [])];
    const env = { XDG_CONFIG_HOME: folder.join("config"), ...options.env };
    const program = scope.use(
      Program.start(args, { encrypted: server.isEncrypted ?? false, ...options, env }),
    );
    const client = new TestClient(program, downloads, scope, mode);
    if (mode === "json") await client.next("welcome");
    else await client.line(/^\* Total No of Clients: /);
    return client;
  } catch (error) {
    await scope.disposeAsync();
    throw error;
  }
}
