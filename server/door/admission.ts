/**
 * Who may connect: limits on connections in all, by address, and before the hello (PROTOCOL.md,
 * hello and welcome).
 * @module
 */
import { MAX_ACTIVE_TRANSFERS } from "../../protocol/limits.ts";
import { JoinRates } from "./join_rates.ts";
import { addressKey, isLoopback, type LimitName, type ServerLimits } from "../base/mod.ts";

/**
 * Of the connections a process has when the system allows it no more descriptors, so many stay; the
 * others' are for files.
 */
export const AFFORDABLE_SHARE = 7 / 8;

/**
 * "Just now": a small machine needs that long for a thousand TLS handshakes (measured: 2 to 3 s on
 * two cores).
 */
export const PENDING_GRACE_MS = 5_000;

/**
 * So many may wait when they all came just now, as after a restart of the server; who has waited
 * longer makes room.
 */
export const MAX_PENDING_BURST = 1_024;

/** One admitted connection. */
export interface Admission {
  /** Its hello was accepted. */
  settle(): void;
  /** It has ended. */
  release(): void;
}

interface Waiting {
  readonly address: string;
  /** Monotonic ms. */
  readonly since: number;
  readonly evict: () => void;
}

/** Limits that keep somebody out. */
export type FullLimit = "maxClients" | "maxPerAddress";

/** Options of {@linkcode Admissions}. */
export interface AdmissionOptions {
  readonly limits: ServerLimits;
  /** Limits by address count for this machine as well. */
  readonly limitLoopback: boolean;
  /** Told of every limit that kept somebody out or made somebody go. */
  readonly onLimited: (name: LimitName) => void;
}

/**
 * Counts connections and joins. Loopback is exempt from the limits by address, not from the others.
 */
export class Admissions {
  #total = 0;
  readonly #byAddress = new Map<string, number>();
  /** Connections without a hello, the oldest first. */
  readonly #waiting = new Set<Waiting>();

  readonly #joins: JoinRates;
  #maxTotal: number;

  constructor(private readonly options: AdmissionOptions) {
    const { maxClients, joinRate } = options.limits;
    this.#joins = new JoinRates(joinRate);
    // Every member may have its transfers besides; who asks for more than the members' number is
    // still told why.
    this.#maxTotal = maxClients * (1 + 2 * MAX_ACTIVE_TRANSFERS);
  }

  /** Connections at this moment. */
  get total(): number {
    return this.#total;
  }

  /**
   * The process has run out of descriptors: from now on fewer connections, so that there are some
   * for files.
   */
  tighten(): void {
    const affordable = Math.max(1, Math.floor(this.#total * AFFORDABLE_SHARE));
    this.#maxTotal = Math.min(this.#maxTotal, affordable);
  }

  /**
   * Counts a connection from `peer`, or says which limit is against it; IPv6 addresses of one /64
   * count as one. `evict` is called if newer connections need its place before its hello has come;
   * it has to close the connection.
   */
  admit(peer: string, now: number, evict: () => void): Admission | FullLimit {
    const { limits, onLimited } = this.options;
    const isExempt = this.#isExempt(peer);
    const address = addressKey(peer);
    const sameAddress = this.#byAddress.get(address) ?? 0;
    if (this.#total >= this.#maxTotal) {
      onLimited("maxClients");
      return "maxClients";
    }
    if (!isExempt && sameAddress >= limits.maxPerAddress) {
      onLimited("maxPerAddress");
      return "maxPerAddress";
    }
    if (!isExempt) this.#makeRoom(address);
    this.#makeRoomForAll(now);
    const waiting: Waiting = { address, since: now, evict };
    this.#waiting.add(waiting);
    this.#total++;
    this.#byAddress.set(address, sameAddress + 1);
    let isReleased = false;
    return {
      settle: () => void this.#waiting.delete(waiting),
      release: () => {
        if (isReleased) return;
        isReleased = true;
        this.#waiting.delete(waiting);
        this.#total--;
        const left = (this.#byAddress.get(address) ?? 1) - 1;
        if (left === 0) this.#byAddress.delete(address);
        else this.#byAddress.set(address, left);
      },
    };
  }

  /** May somebody from `peer` join at `now`, in monotonic ms? If so, it counts. */
  mayJoin(peer: string, now: number): boolean {
    if (this.#isExempt(peer) || this.#joins.mayJoin(peer, now)) return true;
    this.options.onLimited("joinRate");
    return false;
  }

  #isExempt(peer: string): boolean {
    return !this.options.limitLoopback && isLoopback(peer);
  }

  #makeRoom(address: string): void {
    let pending = 0;
    for (const waiting of this.#waiting) if (waiting.address === address) pending++;
    if (pending < this.options.limits.maxPendingPerAddress) return;
    this.#evictFirst("maxPendingPerAddress", (waiting) => waiting.address === address);
  }

  /** Many who come at once are let in; those who hold a place without saying anything make room. */
  #makeRoomForAll(now: number): void {
    const { size } = this.#waiting;
    const { maxPending } = this.options.limits;
    if (size < maxPending) return;
    const isBurst = size < Math.max(maxPending, MAX_PENDING_BURST);
    this.#evictFirst(
      "maxPending",
      (waiting) => !isBurst || now - waiting.since >= PENDING_GRACE_MS,
    );
  }

  #evictFirst(limit: LimitName, isCandidate: (waiting: Waiting) => boolean): void {
    for (const waiting of this.#waiting) {
      if (!isCandidate(waiting)) continue;
      this.#waiting.delete(waiting);
      this.options.onLimited(limit);
      waiting.evict();
      return;
    }
  }
}
