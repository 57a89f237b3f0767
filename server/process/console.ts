/**
 * What the operator sees: one line for each event.
 * @module
 */
import prettyBytes from "pretty-bytes";
import { type ErrorCode, ERRORS } from "../../protocol/errors.ts";
import { jsonText, printable } from "../../protocol/text.ts";
import type { ServerEvent } from "../base/mod.ts";

/** Console lines that may wait for a terminal or pipe that nobody reads. */
const MAX_CONSOLE_LINES = 10_000;

/** Renders an event for people. */
export function textOf(event: ServerEvent): string {
  switch (event.type) {
    case "listening":
      return `[SERVER LISTENING] ${event.address}`;
    case "joined":
      return `${printable(event.name)} joined the chat! (${event.address})`;
    case "resumed":
      return `${printable(event.name)} is back (${event.address})`;
    case "left":
      return `${printable(event.name)} exited the chat (${printable(event.reason)})`;
    case "renamed":
      return `${printable(event.from)} is now ${printable(event.to)}`;
    case "dropped":
      return `${printable(event.name)} lost the connection${because(event.code)}`;
    case "refused":
      return `Refused ${event.address}${because(event.code)}`;
    case "file_received":
      return `File ${printable(event.name)} received from ${printable(event.from)}` +
        ` (${prettyBytes(event.bytes)})`;
    case "file_relayed":
      return `File ${printable(event.name)} relayed to ${printable(event.to)}` +
        ` (${prettyBytes(event.bytes)})`;
    case "warning":
      return `! ${printable(event.text)}`;
    case "failure":
      return `! An unexpected error was survived: ${printable(String(event.error))}`;
    case "stopping":
      return "[SERVER STOPPING]";
    default:
      return event satisfies never;
  }
}

/** Renders an event for programs: one JSON object. */
export function jsonOf(event: ServerEvent, at: Date): string {
  const { type, ...rest } = event;
  const facts = event.type === "failure" ? { text: String(event.error) } : rest;
  return jsonText({ type, at: at.toISOString(), ...facts });
}

/** Only what goes wrong, and where the server listens. */
export function isEssential(event: ServerEvent): boolean {
  return ["listening", "warning", "failure"].includes(event.type);
}

/**
 * Writes lines to `sink` one after the other without ever waiting for it: a console that nobody
 * reads must not stop the server. More than {@linkcode MAX_CONSOLE_LINES} waiting lines are dropped
 * and counted; a broken sink is ignored.
 */
export class LineSink {
  #waiting: string[] = [];
  #dropped = 0;
  #writing: Promise<void> | undefined;

  constructor(private readonly sink: { write(bytes: Uint8Array): Promise<number> }) {}

  write(line: string): void {
    if (this.#waiting.length >= MAX_CONSOLE_LINES) this.#dropped++;
    else this.#waiting.push(line);
    this.#writing ??= this.#drain();
  }

  /** Resolves when everything has been written. */
  async flushed(): Promise<void> {
    await this.#writing;
  }

  async #drain(): Promise<void> {
    const encoder = new TextEncoder();
    while (this.#waiting.length > 0) {
      const lines = this.#waiting;
      this.#waiting = [];
      if (this.#dropped > 0) lines.push(`! ${this.#dropped} lines were dropped`);
      this.#dropped = 0;
      const bytes = encoder.encode(lines.join("\n") + "\n");
      try {
        for (let at = 0; at < bytes.length;) at += await this.sink.write(bytes.subarray(at));
      } catch {
        // Nobody reads the console any more.
      }
    }
    this.#writing = undefined;
  }
}

function because(code: string): string {
  if (code === "no_tls") return ": it spoke no TLS, or did not accept the certificate";
  const facts = Object.hasOwn(ERRORS, code) ? ERRORS[code as ErrorCode] : undefined;
  return facts === undefined ? "" : `: ${facts.text}`;
}
