/**
 * Who may keep order, and whom that has met (PROTOCOL.md, Operators).
 * @module
 */
import { fingerprintOf } from "../../protocol/certificate.ts";
import { fromBase64url } from "../../protocol/proofs.ts";
import { addressKey } from "../base/mod.ts";
import { isRestricted, type ModerationTable, subjectOf } from "../store/mod.ts";

/**
 * What the tables and the command line say about operators and those whom they restrict. Decides
 * nothing.
 */
export class Moderation {
  readonly #named: ReadonlySet<string>;

  /** `operators` are fingerprints that the command line names. `wall` is Unix time in ms. */
  constructor(
    private readonly table: ModerationTable,
    operators: readonly string[],
    private readonly wall: () => number,
  ) {
    this.#named = new Set(operators);
  }

  /** Makes the first operator; `undefined` when there is one. */
  get token(): string | undefined {
    return this.#named.size > 0 ? undefined : this.table.get("operator_token");
  }

  /** Has nobody the right to make operators yet, nor a token that gives it? */
  get needsToken(): boolean {
    return this.#named.size === 0 && !this.table.hasOperators() && this.token === undefined;
  }

  isOperator(room: number, key: string | undefined): boolean {
    return key !== undefined && (this.table.isOperator(room, key) || this.isNamed(key));
  }

  /** Does the command line name `key`? */
  isNamed(key: string): boolean {
    return this.#named.size > 0 && this.#named.has(fingerprintOf(fromBase64url(key)));
  }

  /**
   * May somebody with `key`, or without one at the network address `host`, say nothing in `room`
   * now?
   */
  isMuted(room: number, key: string | undefined, host: string): boolean {
    if (!this.table.hasAny("mute")) return false;
    const subject = subjectOf({ key: key ?? null, address: addressKey(host) });
    return isRestricted(this.table, "mute", room, subject, this.wall());
  }

  /** Is `key`, or everybody at the network address `host`, kept out of `room` now? */
  isBanned(room: number, key: string | undefined, host: string): boolean {
    const subject = { key, address: addressKey(host) };
    return isRestricted(this.table, "ban", room, subject, this.wall());
  }
}
