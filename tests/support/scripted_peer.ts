/**
 * A server of few words: says what a test tells it to say, on real sockets or on any other wire.
 * @module
 */
import assert from "node:assert/strict";
import { ExactReader } from "../../protocol/exact_reader.ts";
import { encodeLine, writeAll } from "../../protocol/lines.ts";
import { MAX_LINE_BYTES } from "../../protocol/limits.ts";
import type { Wire } from "../../protocol/wire.ts";

export type Line = Record<string, unknown>;

/** One accepted connection. */
export class PeerConnection implements Disposable {
  readonly #reader: ExactReader;

  constructor(private readonly wire: Pick<Wire, "read" | "write" | "close">) {
    this.#reader = new ExactReader(wire);
  }

  /** The next line, which must have this type; a ping before it is passed over. */
  async next(type: string): Promise<Line> {
    let text: string | undefined;
    let line: Line;
    do {
      text = await this.#reader.readLine(MAX_LINE_BYTES);
      assert.ok(text !== undefined, `the client closed instead of sending ${type}`);
      line = JSON.parse(text) as Line;
    } while (line["type"] === "ping" && type !== "ping");
    assert.equal(line.type, type, text);
    return line;
  }

  /** Checks that a hello comes, sends `lines`, and returns the hello. */
  async greet(...lines: object[]): Promise<Line> {
    const hello = await this.next("hello");
    await this.send(...lines);
    // A welcomed client shows that it is there.
    if (lines.some((line) => "type" in line && line.type === "welcome")) await this.next("ping");
    return hello;
  }

  /** Passes over what the client sends until a line of this type, or the end. */
  async until(type: string): Promise<void> {
    for (;;) {
      const text = await this.#reader.readLine(MAX_LINE_BYTES);
      if (text === undefined || JSON.parse(text).type === type) return;
    }
  }

  /** Takes what the client sends until it leaves, and closes as a server does. */
  async farewell(): Promise<void> {
    await this.until("leave").catch(() => {}); // It may go without a word.
    this[Symbol.dispose]();
  }

  /** Is this the end of what the client sends? */
  async ended(): Promise<boolean> {
    const line = await this.#reader.readLine(MAX_LINE_BYTES);
    return line === undefined || (line === '{"type":"ping"}' && await this.ended());
  }

  async bytes(count: number): Promise<Uint8Array> {
    const all = new Uint8Array(count);
    for (let at = 0; at < count;) {
      const read = await this.#reader.readBytes(all.subarray(at));
      assert.ok(read !== null, `the client closed after ${at} of ${count} bytes`);
      at += read;
    }
    return all;
  }

  async send(...lines: object[]): Promise<void> {
    for (const line of lines) await writeAll(this.wire, encodeLine(line));
  }

  async sendRaw(bytes: Uint8Array): Promise<void> {
    await writeAll(this.wire, bytes);
  }

  [Symbol.dispose](): void {
    try {
      this.wire.close();
    } catch {
      // Closed already.
    }
  }
}

export const LOG = "0".repeat(32);

/** A `welcome` with everything that the schema asks for. */
export function welcome(fields: Line = {}): object {
  return {
    type: "welcome",
    you: "ana",
    room: "main",
    members: ["ana"],
    seq: 10,
    log: LOG,
    token: "a".repeat(32),
    resumed: false,
    limits: {
      lineBytes: 65_536,
      textBytes: 16_384,
      nameChars: 32,
      fileBytes: 1e9,
      ratePerSecond: 0,
    },
    server: "scripted",
    ...fields,
  };
}

/** Listens on a port of its own. */
export class ScriptedPeer implements Disposable {
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });

  get address(): { host: string; port: number } {
    return { host: "127.0.0.1", port: (this.#listener.addr as Deno.NetAddr).port };
  }

  async accept(): Promise<PeerConnection> {
    return new PeerConnection(await this.#listener.accept());
  }

  /** Accepts and greets. */
  async greet(...lines: object[]): Promise<{ connection: PeerConnection; hello: Line }> {
    const connection = await this.accept();
    return { connection, hello: await connection.greet(...lines) };
  }

  [Symbol.dispose](): void {
    this.#listener.close();
  }
}

/** An entry of somebody else. */
export const message = (seq: number, text: string, fields: object = {}) => ({
  type: "message",
  seq,
  id: `x${seq}`,
  at: "2026-01-01T00:00:00.000Z",
  from: "ben",
  text,
  ...fields,
});
