/**
 * Two members who talk while others attack, and say in the end what they noticed.
 * @module
 */
import { fileURLToPath } from "node:url";
import { EventLog } from "./event_log.ts";
import type { Place, Verdict } from "./bystanders_process.ts";

/** They talk until they are asked for their verdict, or disposed of. */
export class Bystanders implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #lines = new EventLog<string>();
  readonly #reading: Promise<void>;

  private constructor(child: Deno.ChildProcess) {
    this.#child = child;
    this.#reading = this.#read();
  }

  static async start(place: Place): Promise<Bystanders> {
    const program = fileURLToPath(new URL("bystanders_process.ts", import.meta.url));
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", "-A", program, JSON.stringify(place)],
      stdin: "piped",
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    const bystanders = new Bystanders(child);
    await bystanders.#lines.next((line) => line === "ready");
    return bystanders;
  }

  /** They stop talking. */
  async verdict(): Promise<Verdict> {
    await this.#child.stdin.close();
    return JSON.parse(await this.#lines.next((line) => line.startsWith("{")));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#child.stdin.close().catch(() => {});
    try {
      this.#child.kill("SIGKILL");
    } catch {
      // It has ended.
    }
    await this.#child.status;
    await this.#reading;
  }

  async #read(): Promise<void> {
    let pending = "";
    for await (const text of this.#child.stdout.pipeThrough(new TextDecoderStream())) {
      const lines = (pending + text).split("\n");
      pending = lines.pop() ?? "";
      for (const line of lines) this.#lines.push(line);
    }
    this.#lines.end(new Error("the bystanders have ended"));
  }
}
