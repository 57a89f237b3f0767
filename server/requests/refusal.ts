/**
 * How a refusal is told.
 * @module
 */
import { errorReply, type Traffic } from "../base/mod.ts";
import type { RefusedOutcome } from "../store/mod.ts";

/** Tells that `request` was refused, and counts it. */
export function refusal(
  request: unknown,
  { code, text }: Pick<RefusedOutcome, "code" | "text">,
  traffic: Traffic,
): object {
  traffic.refused(code);
  return errorReply(code, request, text);
}
