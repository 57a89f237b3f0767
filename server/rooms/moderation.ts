/**
 * Who may keep order in the room, and whom that has met (PROTOCOL.md, Operators).
 * @module
 */
import { fingerprintOf } from "../../protocol/certificate.ts";
import { nameKey } from "../../protocol/names.ts";
import { fromBase64url, isSameProof } from "../../protocol/proofs.ts";
import { addressKey } from "../base/address_key.ts";
import type { ModerationTable, Restriction } from "../store/moderation.ts";
import { randomHex128 } from "../store/store.ts";

/** Somebody as far as restrictions tell people apart: a key, or for a guest the network address. */
export interface Subject {
  readonly key: string | undefined;
  /** Without the port. */
  readonly address: string | undefined;
}

/** Longest time in ms; stands for good. 8.64e15 is the last moment that a date can express. */
export const FOR_GOOD = 8.64e15;

/** Keeps operators, bans and mutes. What is changed has to be inside a transaction. */
export class Moderation {
  readonly #operators: ReadonlySet<string>;

  /** `operators` are fingerprints that the command line names. `now` is the time of day in ms. */
  constructor(
    private readonly table: ModerationTable,
    operators: readonly string[],
    private readonly now: () => number,
  ) {
    this.#operators = new Set(operators);
    const isOpen = this.#operators.size === 0 && !table.hasOperators();
    if (isOpen && this.token === undefined) table.set("operator_token", randomHex128());
  }

  /** Makes the first operator; `undefined` when there is one. */
  get token(): string | undefined {
    return this.#operators.size > 0 ? undefined : this.table.get("operator_token");
  }

  get topic(): string | undefined {
    return this.table.get("topic");
  }

  setTopic(topic: string): void {
    this.table.set("topic", topic === "" ? undefined : topic);
  }

  isOperator(key: string | undefined): boolean {
    if (key === undefined) return false;
    return this.table.isOperator(key) || this.#operators.has(fingerprintOf(fromBase64url(key)));
  }

  /** Is `token` the one that makes the first operator? */
  isToken(token: string): boolean {
    return this.token !== undefined && isSameProof(token, this.token);
  }

  /** `key` is an operator from now on, and the token is used up. */
  grant(key: string): void {
    this.table.grant(key);
    this.table.set("operator_token", undefined);
  }

  /** `name` is what the subject is called; `until` is Unix time in ms. */
  restrict(kind: Restriction, subject: Subject, name: string, until: number): void {
    this.table.restrict(kind, idOf(subject), nameKey(name), until);
  }

  /** Is anybody who was called `nameOrAddress` restricted, or this address? */
  has(kind: Restriction, nameOrAddress: string): boolean {
    return this.table.has(kind, nameKey(nameOrAddress)) ||
      this.table.has(kind, `address ${addressKey(nameOrAddress)}`);
  }

  /** Ends what {@linkcode has} finds. */
  release(kind: Restriction, nameOrAddress: string): void {
    this.table.release(kind, nameKey(nameOrAddress));
    this.table.release(kind, `address ${addressKey(nameOrAddress)}`);
  }

  /** Is one of the two restricted now? Guests have their address alone. */
  isRestricted(kind: Restriction, { key, address }: Subject): boolean {
    return (key !== undefined && this.#isNow(kind, `key ${key}`)) ||
      (address !== undefined && this.#isNow(kind, `address ${addressKey(address)}`));
  }

  #isNow(kind: Restriction, id: string): boolean {
    return (this.table.until(kind, id) ?? 0) > this.now();
  }
}

function idOf({ key, address = "" }: Subject): string {
  return key === undefined ? `address ${addressKey(address)}` : `key ${key}`;
}
