/**
 * What transfers need from the client they belong to.
 * @module
 */
import type { Clock } from "../../../protocol/clock.ts";
import type { Reply, Request } from "../../../protocol/messages.ts";
import type { EventBody } from "../base/mod.ts";
import type { Dialer } from "../transport/mod.ts";

export type Offer = Extract<Request, { type: "offer" }>;
export type Ticket = Extract<Reply, { type: "ticket" }>;
export type Direction = Ticket["direction"];

/** One client as its transfers see it. */
export interface TransferHost {
  readonly dialer: Dialer;
  /** Aborted when the client ends. */
  readonly signal: AbortSignal;
  emit(event: EventBody): void;
  nextId(): string;
  /**
   * Sends `offer` now if the link is up, and again after every resume until it is acknowledged.
   * Resolves to the number of the file. @throws {Failure} that the server answers.
   */
  offer(offer: Offer): Promise<string>;
  /**
   * The next ticket for `file`. @throws {Failure} that the server answers; `connection_lost` if the
   * link is not up.
   */
  ticket(direction: Direction, file: string): Promise<Ticket>;
  /** Sends `request` if the link is up; nobody sends it again. */
  request(request: Request): void;
  /** Resolves when the link is up, or `signal` is aborted. */
  linkUp(signal: AbortSignal): Promise<void>;
  /** Resolves after `ms`, or when `signal` is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  random(): number;
  readonly clock: Clock;
  /** A transfer ended for good. */
  ended(): void;
}
