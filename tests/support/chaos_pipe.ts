/**
 * One direction of a connection that misbehaves.
 * @module
 */
import { once } from "node:events";
import type net from "node:net";
import { sleep } from "../../protocol/sleep.ts";

/** `up` is from the client to the server. */
export type Direction = "up" | "down";

/** Something that happens to a connection when `at` bytes have passed in one direction. */
export interface Fault {
  /**
   * `cut` ends both directions, `reset` does so with an RST to the client, `half_close` ends this direction only, `corrupt`
   * flips one bit of the byte that follows.
   */
  readonly kind: "cut" | "reset" | "half_close" | "corrupt";
  readonly direction: Direction;
  readonly at: number;
}

/** What one connection has to endure. */
export interface Plan {
  readonly fault?: Fault;
  /** Every piece is held back for so long. */
  readonly delayMs?: number;
  readonly bytesPerSecond?: number;
}

/** Where one direction of a connection runs. */
export interface Path {
  readonly client: net.Socket;
  readonly plan: Plan;
  readonly direction: Direction;
  /** Resolves when the network lets something pass. */
  readonly flowing: () => Promise<void>;
  /** Told how many bytes were handed on. */
  readonly count: (bytes: number) => void;
}

/** One direction of one connection. */
export class Pipe {
  #at = 0;
  #turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly from: net.Socket,
    private readonly to: net.Socket,
    private readonly path: Path,
  ) {
    from.on("data", (chunk: Uint8Array) => this.take(chunk));
    from.once("end", () => this.#afterwards(() => to.end()));
    // After an orderly end, what was held back is still delivered.
    from.once(
      "close",
      () => this.#afterwards(() => void (from.readableEnded ? to.destroySoon() : to.destroy())),
    );
    from.pause();
    this.#strike();
  }

  start(): void {
    this.from.resume();
  }

  /** Handles one piece; the next one waits for it. */
  take(chunk: Uint8Array): void {
    this.from.pause();
    this.#turn = this.#turn.then(() => this.#forward(chunk))
      .then(() => void (this.from.destroyed || this.from.resume()));
  }

  /** Does `act` when what came before has passed: the end of a connection travels like its bytes. */
  #afterwards(act: () => void): void {
    this.#turn = this.#turn.then(() => this.path.flowing()).then(act);
  }

  async #forward(chunk: Uint8Array): Promise<void> {
    const { fault, delayMs = 0, bytesPerSecond = Infinity } = this.path.plan;
    const waitMs = delayMs + 1000 * chunk.length / bytesPerSecond;
    if (waitMs > 0) await sleep(waitMs);
    await this.path.flowing();
    const strikesAt = fault?.direction === this.path.direction ? fault.at - this.#at : Infinity;
    this.#at += chunk.length;
    if (strikesAt < 0 || strikesAt >= chunk.length) return this.#write(chunk);
    if (fault?.kind === "corrupt") {
      const changed = chunk.slice();
      changed[strikesAt] = (changed[strikesAt] ?? 0) ^ 1;
      return this.#write(changed);
    }
    await this.#write(chunk.subarray(0, strikesAt));
    this.#end();
  }

  /** Does what is due before the first byte. */
  #strike(): void {
    const { fault } = this.path.plan;
    if (fault?.direction === this.path.direction && fault.at === 0 && fault.kind !== "corrupt") {
      this.#end();
    }
  }

  #end(): void {
    const { kind } = this.path.plan.fault as Fault;
    if (kind === "half_close") {
      this.to.end();
      this.from.removeAllListeners("data");
    } else if (kind === "reset") {
      this.path.client.resetAndDestroy();
    } else {
      this.to.end();
      this.from.end();
      this.path.client.destroySoon();
    }
  }

  async #write(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0 || this.to.destroyed) return;
    this.path.count(bytes.length);
    if (this.to.write(bytes)) return;
    const done = new AbortController();
    const { signal } = done;
    await Promise.race([
      once(this.to, "drain", { signal }).catch(() => {}),
      once(this.to, "close", { signal }).catch(() => {}),
    ]);
    done.abort();
  }
}
