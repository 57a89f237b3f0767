/**
 * What every part of the server stands on.
 * @module
 */
export { addressKey, isLoopback } from "./address_key.ts";
export { type Budget, Budgets } from "./budgets.ts";
export { errorLine, errorReply } from "./error_lines.ts";
export type { Observer, ServerEvent } from "./events.ts";
export {
  LIMIT_NAMES,
  LIMIT_TABLE,
  type LimitFacts,
  limitLabel,
  type LimitName,
  limitsFrom,
  type ServerLimits,
} from "./limit_table.ts";
export { overLimit } from "./over_limit.ts";
export { TokenBucket } from "./rate_limit.ts";
export { randomHex128, tokenHash } from "./secrets.ts";
export { limitsOf, type Settings } from "./settings.ts";
export { isNetworkError, refuse } from "./sockets.ts";
export { Traffic } from "./traffic.ts";
