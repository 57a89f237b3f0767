/**
 * What is told to a monitoring system.
 * @module
 */
import type { LimitName, ServerEvent } from "../base/mod.ts";

/** What is counted elsewhere, as it is now. */
export interface Facts {
  readonly members: number;
  readonly connections: number;
  readonly sockets: number;
  readonly transfers: number;
  readonly entries: number;
  readonly files: number;
  readonly fileBytes: number;
  readonly sentBytes: number;
  readonly deliveries: number;
  /** How often each limit was met. */
  readonly limited: ReadonlyMap<LimitName, number>;
  /** Requests of members that were answered with an error, by its code. */
  readonly refusedRequests: ReadonlyMap<string, number>;
  readonly memoryBytes: number;
  /** `undefined` where the system does not tell, or may not be asked. */
  readonly descriptors: number | undefined;
}

/** What a running server counts. */
export type ServerFacts = Omit<Facts, "memoryBytes" | "descriptors">;

/** Where to listen. */
export interface MetricsAddress {
  readonly hostname: string;
  readonly port: number;
}

/** Metrics that can be read. */
export interface Monitoring extends AsyncDisposable {
  /** Where `/metrics` and `/healthz` are. */
  readonly url: string;
  observe(event: ServerEvent): void;
  committed(ms: number): void;
}
