/**
 * May another file be offered? Pure.
 * @module
 */
import type { LimitName, ServerLimits } from "../base/mod.ts";
import type { OpenUploads } from "../store/mod.ts";

/** The limit that a file of `size` bytes beside `open` would break; `undefined` if none. A single file may always reserve its space. */
export function offerLimit(
  size: number,
  open: OpenUploads,
  limits: ServerLimits,
): LimitName | undefined {
  if (size > limits.maxFile) return "maxFile";
  if (open.own >= limits.maxOffers) return "maxOffers";
  if (open.all >= limits.maxOffersTotal) return "maxOffersTotal";
  if (open.own > 0 && open.reserved + size > limits.maxReserved) return "maxReserved";
  return undefined;
}
