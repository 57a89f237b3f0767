/**
 * When silence calls for a `ping`, and when it means that the server is gone (PROTOCOL.md,
 * Heartbeat).
 * @module
 */
import { DEAD_AFTER_MS, PING_AFTER_MS } from "../../../protocol/limits.ts";

/**
 * What to do after `silentMs` without a byte; `pinged`: a `ping` was sent in this silence already.
 * `deadAfterMs` is shorter for a connection that is under suspicion.
 */
export function heartbeat(
  silentMs: number,
  pinged: boolean,
  deadAfterMs = DEAD_AFTER_MS,
): "wait" | "ping" | "dead" {
  if (silentMs >= deadAfterMs) return "dead";
  return silentMs >= PING_AFTER_MS && !pinged ? "ping" : "wait";
}
