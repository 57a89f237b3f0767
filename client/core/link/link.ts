/**
 * When to connect, when to wait, when to give up: the client's view of its connection as a state
 * machine without I/O.
 * @module
 */
import { backoffMs, mayReconnect } from "../base/mod.ts";

/**
 * An attempt counts as a new beginning if the link was up for so long before it broke; otherwise
 * the pauses go on growing.
 */
const LINK_STABLE_MS = 5_000;

/** The state says what to do: open a connection, use it, wait, or stop. */
export type LinkState =
  | { readonly kind: "connecting"; readonly tries: number; readonly downSinceMs?: number }
  | { readonly kind: "up"; readonly tries: number; readonly upSinceMs: number }
  | {
    readonly kind: "waiting";
    readonly tries: number;
    readonly downSinceMs: number;
    readonly retryInMs: number;
    readonly code: string;
    /** An attempt to come back has failed; otherwise the connection was lost just now. */
    readonly isRepeated: boolean;
  }
  | {
    readonly kind: "closed";
    readonly code: string;
    readonly text: string;
    /** Was there ever a `welcome`? Without one, the server was never reached. */
    readonly wasUp: boolean;
  };

export type LinkEvent =
  | { readonly kind: "welcomed"; readonly nowMs: number }
  /**
   * A connection could not be opened, or ended. `retryInMs`: when the server asked to be tried
   * again.
   */
  | {
    readonly kind: "ended";
    readonly nowMs: number;
    readonly code: string;
    readonly text: string;
    readonly retryInMs?: number | undefined;
  }
  | { readonly kind: "waited" }
  | { readonly kind: "left" };

export interface LinkPolicy {
  /** How long to try to come back after a lost connection; `Infinity`: for ever; 0: not at all. */
  readonly reconnectMs: number;
  /** From 0 to 1, as `Math.random`. */
  readonly random: () => number;
}

export const FIRST_LINK: LinkState = { kind: "connecting", tries: 0 };

/** What follows on `event`. An event that cannot happen in `state` changes nothing. */
export function nextLink(state: LinkState, event: LinkEvent, policy: LinkPolicy): LinkState {
  if (state.kind === "closed") return state;
  switch (event.kind) {
    case "left":
      return { kind: "closed", code: "left", text: "", wasUp: wasUp(state) };
    case "welcomed":
      if (state.kind !== "connecting") return state;
      return { kind: "up", tries: state.tries, upSinceMs: event.nowMs };
    case "waited":
      if (state.kind !== "waiting") return state;
      return { kind: "connecting", tries: state.tries, downSinceMs: state.downSinceMs };
    case "ended":
      return afterEnd(state, event, policy);
    default:
      event satisfies never;
      return state;
  }
}

type Ended = Extract<LinkEvent, { kind: "ended" }>;

function afterEnd(state: LinkState, event: Ended, policy: LinkPolicy): LinkState {
  if (state.kind === "waiting" || state.kind === "closed") return state;
  const { code, text, nowMs } = event;
  const closed: LinkState = { kind: "closed", code, text, wasUp: wasUp(state) };
  if (!closed.wasUp) return closed;
  if (!mayReconnect(code) && event.retryInMs === undefined) return closed;
  const downSinceMs = state.kind === "up" ? nowMs : state.downSinceMs ?? nowMs;
  const leftMs = policy.reconnectMs - (nowMs - downSinceMs);
  if (leftMs <= 0) return closed;
  const stable = state.kind === "up" && nowMs - state.upSinceMs >= LINK_STABLE_MS;
  const tries = stable ? 0 : state.tries;
  // A server that says goodbye again and again is not believed that it wants to be asked at once.
  const leastMs = tries > 0 || event.retryInMs === undefined ? backoffMs(tries, policy.random) : 0;
  const wantedMs = Math.max(event.retryInMs ?? 0, leastMs);
  const retryInMs = Math.min(wantedMs, leftMs);
  const isRepeated = state.kind !== "up";
  return { kind: "waiting", tries: tries + 1, downSinceMs, retryInMs, code, isRepeated };
}

function wasUp(state: LinkState): boolean {
  if (state.kind === "closed") return state.wasUp;
  return state.kind !== "connecting" || state.downSinceMs !== undefined;
}
