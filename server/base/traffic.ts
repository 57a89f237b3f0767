/**
 * Numbers that only grow, counted where it costs next to nothing.
 * @module
 */
import type { ErrorCode } from "../../protocol/errors.ts";
import { LIMIT_NAMES, type LimitName } from "./limit_table.ts";

/** What one server has sent, held back and refused since it started. */
export class Traffic {
  sentBytes = 0;
  /** Entries times the members who were there to get them. */
  deliveries = 0;
  readonly #limited = new Map<LimitName, number>(LIMIT_NAMES.map((name) => [name, 0]));
  readonly #refusedRequests = new Map<ErrorCode, number>();

  /** How often each limit made somebody wait or was the reason for a refusal. */
  get limited(): ReadonlyMap<LimitName, number> {
    return this.#limited;
  }

  /** How many requests of members were answered with an error, by its code. */
  get refusedRequests(): ReadonlyMap<ErrorCode, number> {
    return this.#refusedRequests;
  }

  /** Somebody has met the limit `name`. */
  met(name: LimitName): void {
    this.#limited.set(name, (this.#limited.get(name) ?? 0) + 1);
  }

  /** A request was answered with `code`. */
  refused(code: ErrorCode): void {
    this.#refusedRequests.set(code, (this.#refusedRequests.get(code) ?? 0) + 1);
  }
}
