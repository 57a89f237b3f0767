/**
 * What a monitoring system reads: counters from the events, gauges at the moment of asking.
 * @module
 */
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { limitLabel, type ServerEvent } from "../base/mod.ts";
import type { Facts } from "./facts.ts";

/** A fact that is one number, where it is known. */
type NumberFact = Exclude<keyof Facts, "limited" | "refusedRequests">;

/** Upper bounds in seconds: from a commit on a fast disk to one that everybody notices. */
const LATENCY_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** The metrics of one server, in the text form of Prometheus. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #joined = this.#counter("chat_joined_total", "Members that joined or came back");
  readonly #left = this.#counter("chat_left_total", "Members that left, by reason", "reason");
  readonly #dropped = this.#counter(
    "chat_dropped_total",
    "Connections of members that ended without leave, by code; slow_consumer: did not read",
    "code",
  );
  readonly #refused = this.#counter(
    "chat_refused_total",
    "Connections refused before welcome, by code",
    "code",
  );
  readonly #received = this.#counter("chat_files_received_total", "Files that arrived whole");
  readonly #receivedBytes = this.#counter(
    "chat_file_received_bytes_total",
    "Bytes of files that arrived whole",
  );
  readonly #relayed = this.#counter("chat_files_relayed_total", "Downloads that were verified");
  readonly #relayedBytes = this.#counter(
    "chat_file_relayed_bytes_total",
    "Bytes of downloads that were verified",
  );
  readonly #failures = this.#counter("chat_failures_total", "Unexpected errors that were survived");
  readonly #latency: Histogram;
  readonly #facts: () => Facts;

  constructor(facts: () => Facts) {
    this.#facts = facts;
    this.#latency = new Histogram({
      name: "chat_commit_seconds",
      help: "From the oldest request of a commit to its acknowledgement",
      buckets: LATENCY_BUCKETS,
      registers: [this.#registry],
    });
    const counters: readonly (readonly [name: string, help: string, fact: NumberFact])[] = [
      ["chat_entries_total", "Entries of the log", "entries"],
      [
        "chat_deliveries_total",
        "Entries times the members who were there to get them",
        "deliveries",
      ],
      ["chat_sent_bytes_total", "Bytes sent to members", "sentBytes"],
      ["chat_members", "Members in the room", "members"],
      ["chat_connections", "Welcomed connections", "connections"],
      ["chat_sockets", "Open connections, those of strangers and transfers included", "sockets"],
      ["chat_transfers", "Transfers under way", "transfers"],
      ["chat_files", "Files on the server", "files"],
      ["chat_files_bytes", "Bytes of all files on the server", "fileBytes"],
      ["process_resident_memory_bytes", "Memory in RAM", "memoryBytes"],
      ["process_open_fds", "Open files and sockets", "descriptors"],
    ];
    for (const [name, help, fact] of counters) this.#gauge(name, help, fact);
    this.#labelled(
      "chat_limited_total",
      "How often a limit made somebody wait or was the reason for a refusal, by its option",
      "limit",
      () => Array.from(this.#facts().limited, ([name, count]) => [limitLabel(name), count]),
    );
    this.#labelled(
      "chat_requests_refused_total",
      "Requests of members that were answered with an error, by code",
      "code",
      () => this.#facts().refusedRequests,
    );
  }

  /** Counts `event`. */
  observe(event: ServerEvent): void {
    switch (event.type) {
      case "joined":
      case "resumed":
        return this.#joined.inc();
      case "left":
        return this.#left.inc({ reason: event.reason });
      case "dropped":
        return this.#dropped.inc({ code: event.code });
      case "refused":
        return this.#refused.inc({ code: event.code });
      case "file_received":
        this.#received.inc();
        return this.#receivedBytes.inc(event.bytes);
      case "file_relayed":
        this.#relayed.inc();
        return this.#relayedBytes.inc(event.bytes);
      case "failure":
        return this.#failures.inc();
    }
  }

  /** A commit was acknowledged `ms` after its oldest request had come. */
  committed(ms: number): void {
    this.#latency.observe(ms / 1000);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  #counter(name: string, help: string, ...labelNames: string[]): Counter {
    return new Counter({ name, help, labelNames, registers: [this.#registry] });
  }

  /** A counter for each label that `counts` has at the moment of asking. */
  #labelled(
    name: string,
    help: string,
    label: string,
    counts: () => Iterable<readonly [value: string, count: number]>,
  ): void {
    new Counter({
      name,
      help,
      labelNames: [label],
      registers: [this.#registry],
      collect() {
        this.reset();
        for (const [value, count] of counts()) this.inc({ [label]: value }, count);
      },
    });
  }

  #gauge(name: string, help: string, fact: NumberFact): void {
    const facts = () => this.#facts()[fact];
    const options = { name, help, registers: [this.#registry] };
    // Numbers that only grow are counters for those who read them, wherever they are counted.
    if (name.endsWith("_total")) {
      new Counter({
        ...options,
        collect() {
          this.reset();
          this.inc(facts() ?? 0);
        },
      });
    } else {
      new Gauge({
        ...options,
        collect() {
          const value = facts();
          if (value !== undefined) this.set(value);
        },
      });
    }
  }
}
