/**
 * A client, in whatever mode, that a hostile server has to do with.
 * @module
 */
import { Pane } from "../../support/pane.ts";
import { peakBytes } from "../../support/process_facts.ts";
import { commandLine, Program } from "../../support/program.ts";
import { TempDir } from "../../support/temp_dir.ts";
import { until } from "../../support/until.ts";

export type Mode = "lines" | "json" | "terminal";

const LOOK_EVERY_MS = 10;

/** A running client. Disposing kills it. */
export class Victim implements AsyncDisposable {
  readonly #scope: AsyncDisposableStack;
  readonly #client: Program | Pane;
  readonly #watch: ReturnType<typeof setInterval>;
  #peakBytes = 0;

  private constructor(
    client: Program | Pane,
    readonly downloads: string,
    scope: AsyncDisposableStack,
    pid: () => Promise<number>,
  ) {
    this.#client = client;
    this.#scope = scope;
    // The end of a process takes what the kernel knew about it with it.
    const look = async () => {
      const bytes = await peakBytes(await pid());
      if (bytes > this.#peakBytes) this.#peakBytes = bytes;
    };
    this.#watch = setInterval(() => void look().catch(() => {}), LOOK_EVERY_MS);
    scope.defer(() => clearInterval(this.#watch));
  }

  /** Joins the server on `port` without encryption. */
  static async start(mode: Mode, port: number, more: readonly string[] = []): Promise<Victim> {
    await using scope = new AsyncDisposableStack();
    const folder = scope.use(await TempDir.make());
    const downloads = folder.join("downloads");
    const address = ["join", `127.0.0.1:${port}`, "--name", "ana", "--mode", mode];
    const args = [...address, "--downloads", downloads, ...more];
    const env = { CHAT_PLAIN: "1", XDG_CONFIG_HOME: folder.join("config") };
    if (mode !== "terminal") {
      const program = scope.use(Program.start(args, { env }));
      return new Victim(program, downloads, scope.move(), () => Promise.resolve(program.pid));
    }
    const pane = scope.use(await Pane.start([...commandLine(), ...args], { env, columns: 120 }));
    let pid: Promise<number> | undefined;
    return new Victim(pane, downloads, scope.move(), () => pid ??= pane.program());
  }

  /** The most memory it was seen to have. */
  get peakBytes(): number {
    return this.#peakBytes;
  }

  /** Everything it has shown so far, of a terminal the bytes. */
  get output(): string {
    if (this.#client instanceof Pane) return this.#client.bytes;
    return [...this.#client.stdout.all, ...this.#client.stderr.all].join("\n");
  }

  /** Resolves when it has shown `text`. */
  async shows(text: string): Promise<void> {
    const describe = () => `never shown: ${text}\n${this.output.slice(-2_000)}`;
    await until(() => this.output.includes(text), describe);
  }

  /** Its exit code, when it has ended by itself. */
  async ended(): Promise<number> {
    if (this.#client instanceof Pane) return await this.#client.ended();
    return (await this.#client.ended).code;
  }

  /** Leaves as a person would. Resolves to the exit code. */
  async leave(): Promise<number> {
    if (this.#client instanceof Pane) await this.#client.press("C-d");
    else await this.#client.endInput();
    return await this.ended();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#scope.disposeAsync();
  }
}
