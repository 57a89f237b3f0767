/**
 * Carrying out what the link's state machine decides.
 * @module
 */
import type { Clock } from "../../../protocol/clock.ts";
import { SWEEP_MS } from "../../../protocol/limits.ts";
import type { Connection, ConnectionEnd } from "./connection.ts";
import { asFailure } from "../base/mod.ts";
import { FIRST_LINK, type LinkEvent, type LinkPolicy, type LinkState, nextLink } from "./link.ts";
import { SleepWatch } from "./sleep_watch.ts";

/** What a link does its work with. */
export interface LinkParts extends LinkPolicy {
  readonly clock: Clock;
  /** Ends the link as `left`. */
  readonly signal: AbortSignal;
  /** @throws {Failure} */
  readonly open: () => Promise<Connection>;
  /** Uses the connection until it ends, and returns why. */
  readonly use: (connection: Connection) => Promise<ConnectionEnd>;
  /** Resolves after `ms` or when `signal` is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Told of every state before it is acted on. */
  readonly onState: (state: LinkState) => void;
}

/** Keeps a connection up until it is left or lost for good. */
export async function runLink(parts: LinkParts): Promise<void> {
  let connection: Connection | undefined;
  let state = FIRST_LINK;
  for (;;) {
    parts.onState(state);
    let event: LinkEvent;
    if (state.kind === "closed") return;
    else if (state.kind === "waiting") {
      await pause(state.retryInMs, parts);
      event = { kind: "waited" };
    } else if (state.kind === "connecting") {
      try {
        connection = await parts.open();
        event = { kind: "welcomed", nowMs: parts.clock.monotonic() };
      } catch (error) {
        event = ended(asFailure(error, "unreachable"), parts.clock.monotonic());
      }
    } else event = ended(await parts.use(connection as Connection), parts.clock.monotonic());
    if (parts.signal.aborted) {
      connection?.close();
      event = { kind: "left" };
    }
    state = nextLink(state, event, parts);
  }
}

/**
 * Waits; a machine that wakes up meanwhile waits no longer, since its network is most likely there
 * again.
 */
async function pause(ms: number, { sleep, signal, clock }: LinkParts): Promise<void> {
  const watch = new SleepWatch(clock);
  for (let leftMs = ms; leftMs > 0 && !signal.aborted; leftMs -= SWEEP_MS) {
    await sleep(Math.min(leftMs, SWEEP_MS), signal);
    if (watch.hasSlept()) return;
  }
}

function ended(end: ConnectionEnd | Error & { code: string }, nowMs: number): LinkEvent {
  const text = end instanceof Error ? end.message : end.text;
  const retryInMs = end instanceof Error ? undefined : end.retryInMs;
  return { kind: "ended", nowMs, code: end.code, text, retryInMs };
}
