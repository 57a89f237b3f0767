/**
 * A peer that speaks the protocol by hand, as PROTOCOL.md tells, and may break its rules.
 * @module
 */
import { PEER_NAME } from "../../protocol/certificate.ts";
import { encodeLine, readLines, writeAll } from "../../protocol/lines.ts";
import { MAX_SERVER_LINE_BYTES } from "../../protocol/limits.ts";
import { EventLog } from "./event_log.ts";
import { patiently } from "./patience.ts";
import type { TestServer } from "./server.ts";

/** A line that the server sent; PROTOCOL.md names the fields of each type. */
export interface RawLine {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** A connection to a server. Disposing closes it. */
export class RawClient implements AsyncDisposable {
  /** What the server sent. */
  readonly lines = new EventLog<RawLine>(() => this.#account);
  readonly #conn: Deno.Conn;
  readonly #reading: Promise<void>;

  constructor(conn: Deno.Conn) {
    this.#conn = conn;
    this.#reading = this.#read();
  }

  /** Resolves when the server has closed its side. */
  get closed(): Promise<void> {
    return patiently(this.#reading, () => this.#account);
  }

  /** Sends `line` as it is specified. */
  send(...lines: readonly object[]): Promise<void> {
    return this.sendBytes(new Uint8Array(lines.flatMap((line) => [...encodeLine(line)])));
  }

  /** Sends `bytes` in one write. */
  sendBytes(bytes: Uint8Array): Promise<void> {
    return writeAll(this.#conn, bytes);
  }

  /** Stops sending; what the server sends is still read. */
  endSending(): Promise<void> {
    return this.#conn.closeWrite();
  }

  /** The next line of the type `type` for which `matches` holds. */
  next(type: string, matches: (line: RawLine) => boolean = () => true): Promise<RawLine> {
    return this.lines.next((line) => line.type === type && matches(line));
  }

  /** Says hello as `name` and waits for the welcome. */
  async hello(name: string, more: object = {}): Promise<RawLine> {
    await this.send({ type: "hello", protocol: 1, name, ...more });
    return await this.next("welcome");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.#conn.close();
    } catch {
      // The server's end closed it.
    }
    await this.#reading;
  }

  async #read(): Promise<void> {
    try {
      for await (const line of readLines(this.#conn, { maxLineBytes: MAX_SERVER_LINE_BYTES })) {
        this.lines.push(JSON.parse(line));
      }
      this.#end("the server closed the connection");
    } catch (error) {
      this.#end(String(error));
    }
  }

  get #account(): string {
    const got = this.lines.all.slice(-20).map((line) => JSON.stringify(line)).join("\n");
    return `so far the server sent\n${got}`;
  }

  #end(what: string): void {
    this.lines.end(new Error(`${what}; ${this.#account}`));
  }
}

/** What is needed to connect by hand. */
export type RawServer = Pick<TestServer, "port"> & {
  readonly isEncrypted?: boolean;
  readonly certificate?: string;
};

/** Connects to `server` without saying anything. */
export async function connectRaw(server: RawServer): Promise<RawClient> {
  return new RawClient(await connect(server));
}

/** A socket on which every write travels at once, so that a test decides how bytes are cut; encrypted if the server is. */
export async function connect(server: RawServer): Promise<Deno.Conn> {
  const conn = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  conn.setNoDelay(true);
  if (!server.isEncrypted) return conn;
  return await Deno.startTls(conn, {
    hostname: PEER_NAME,
    caCerts: [server.certificate as string],
  });
}

/** Connects and joins as `name`. */
export async function joinRaw(
  server: RawServer,
  name: string,
  more: object = {},
): Promise<RawClient> {
  const client = await connectRaw(server);
  await client.hello(name, more);
  return client;
}
