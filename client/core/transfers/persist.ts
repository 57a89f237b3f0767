/**
 * Going on with a transfer until it is complete or can never be.
 * @module
 */
import type { LimitFunction } from "p-limit";
import { backoffMs, Failure, mayContinue } from "../base/mod.ts";
import type { Gate } from "./gate.ts";
import type { TransferHost } from "./transfer_host.ts";

/**
 * Attempts in a row without one new byte before a transfer is given up; with the pauses at their
 * longest about 20 minutes.
 */
const MAX_TRANSFER_ATTEMPTS = 60;

/** Options of {@linkcode persist}. */
export interface Persistence {
  /** Lets a bounded number of attempts run at once. */
  readonly slots: LimitFunction;
  /** Ends it; its reason is thrown. */
  readonly signal: AbortSignal;
  /** While it is closed, nothing is attempted. */
  readonly gate: Gate;
  /** One attempt, until `closed` is aborted; resolves when the transfer is complete. */
  readonly attempt: (closed: AbortSignal) => Promise<void>;
  /** What an error of an attempt means. */
  readonly failureOf: (error: unknown) => Failure;
  /** Bytes moved so far: an attempt that adds some starts the count of attempts anew. */
  readonly bytes: () => number;
  /** Called before each pause. */
  readonly paused: (failure: Failure) => void;
}

/**
 * Makes attempts, with the link up and with growing pauses between them, during which others may
 * have the slot.
 * @throws {Failure} that cannot be helped, or the last one when attempt after attempt moved
 * nothing.
 */
export async function persist(host: TransferHost, options: Persistence): Promise<void> {
  const { slots, signal, gate, attempt, failureOf, bytes, paused } = options;
  for (let tries = 0;;) {
    const before = bytes();
    await gate.opened(signal);
    signal.throwIfAborted();
    const { closed } = gate;
    try {
      return await slots(async () => {
        signal.throwIfAborted();
        await host.linkUp(signal);
        signal.throwIfAborted();
        await attempt(closed);
      });
    } catch (error) {
      signal.throwIfAborted();
      if (closed.aborted) {
        tries = 0;
        paused(new Failure("paused"));
        continue;
      }
      const failure = failureOf(error);
      if (bytes() > before) tries = 0;
      if (!mayContinue(failure.code) || ++tries >= MAX_TRANSFER_ATTEMPTS) throw failure;
      paused(failure);
      await host.sleep(backoffMs(tries - 1, () => host.random()), signal);
    }
  }
}
