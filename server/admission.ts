/**
 * Who may connect: limits on connections in all, by address, and before the hello (PROTOCOL.md, hello and welcome).
 * @module
 */
import {
  AFFORDABLE_SHARE,
  MAX_CONNECTIONS_PER_ADDRESS,
  MAX_PENDING,
  MAX_PENDING_BURST,
  MAX_PENDING_PER_ADDRESS,
  PENDING_GRACE_MS,
} from "../protocol/limits.ts";

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

/** Counts connections. Loopback is exempt from the limits by address, not from the others. */
export class Admissions {
  #total = 0;
  readonly #byAddress = new Map<string, number>();
  /** Connections without a hello, the oldest first. */
  readonly #waiting = new Set<Waiting>();

  #maxTotal: number;

  /** At most `maxTotal` connections are admitted at once. */
  constructor(maxTotal: number) {
    this.#maxTotal = maxTotal;
  }

  /** The process has run out of descriptors: from now on fewer connections, so that there are some for files. */
  tighten(): void {
    const affordable = Math.max(1, Math.floor(this.#total * AFFORDABLE_SHARE));
    this.#maxTotal = Math.min(this.#maxTotal, affordable);
  }

  /**
   * Counts a connection from `address`, or says why not. `evict` is called if newer connections need its place before its
   * hello has come; it has to close the connection.
   */
  admit(address: string, now: number, evict: () => void): Admission | "server_full" {
    const isExempt = isLoopback(address);
    const sameAddress = this.#byAddress.get(address) ?? 0;
    if (this.#total >= this.#maxTotal) return "server_full";
    if (!isExempt && sameAddress >= MAX_CONNECTIONS_PER_ADDRESS) return "server_full";
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

  #makeRoom(address: string): void {
    let pending = 0;
    for (const waiting of this.#waiting) if (waiting.address === address) pending++;
    if (pending >= MAX_PENDING_PER_ADDRESS) {
      this.#evictFirst((waiting) => waiting.address === address);
    }
  }

  /** Many who come at once are let in; those who hold a place without saying anything make room. */
  #makeRoomForAll(now: number): void {
    const { size } = this.#waiting;
    if (size < MAX_PENDING) return;
    const isBurst = size < MAX_PENDING_BURST;
    this.#evictFirst((waiting) => !isBurst || now - waiting.since >= PENDING_GRACE_MS);
  }

  #evictFirst(isCandidate: (waiting: Waiting) => boolean): void {
    for (const waiting of this.#waiting) {
      if (!isCandidate(waiting)) continue;
      this.#waiting.delete(waiting);
      waiting.evict();
      return;
    }
  }
}

/** Is `address` this machine itself? */
export function isLoopback(address: string): boolean {
  return address === "::1" || /^(::ffff:)?127\./.test(address);
}
