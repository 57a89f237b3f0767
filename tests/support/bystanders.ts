/**
 * Two members who talk while others attack, and say in the end what they noticed.
 * @module
 */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { EventLog } from "./event_log.ts";
import type { TestServer } from "./server.ts";
import type { Place, Verdict } from "./bystanders_process.ts";

/**
 * What the server may do between a message of one and its arrival at the other, 99 times of 100, in
 * ms of a processor: on an idle machine that is how long they wait. Time itself says more about
 * whatever else the machine has to do.
 */
const WORK_P99_MS = 250;
/** A wait that everybody notices, whatever the machine does meanwhile. */
const P99_MS = 5_000;

/** They talk until they are asked for their verdict, or disposed of. */
export class Bystanders implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #lines = new EventLog<string>();
  readonly #reading: Promise<void>;

  private constructor(child: Deno.ChildProcess) {
    this.#child = child;
    this.#reading = this.#read();
  }

  /** Two who talk in the room of `server`. */
  static async start(server: TestServer, password?: string): Promise<Bystanders> {
    const { port, isEncrypted, program: { pid } } = server;
    const certificate = isEncrypted ? { certificate: server.certificate } : {};
    const place: Place = { port, isEncrypted, pid, password, ...certificate };
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

  /** They stop talking, and have lost nothing and hardly waited. Resolves to what was measured, in words. */
  async unharmed(): Promise<string> {
    await this.#child.stdin.close();
    const verdict: Verdict = JSON.parse(
      await this.#lines.next((line) => line.startsWith("{")),
    );
    const { sent, faults, p50Ms, p99Ms, workP99Ms } = verdict;
    const [p50, p99, work] = [p50Ms, p99Ms, workP99Ms].map((ms) => ms.toFixed(1));
    const words = `${sent} messages of bystanders, p50 ${p50} ms, p99 ${p99} ms, ` +
      `of which the server worked ${work} ms`;
    assert.deepEqual(faults, []);
    assert.ok(workP99Ms <= WORK_P99_MS, words);
    assert.ok(p99Ms <= P99_MS, words);
    return words;
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
