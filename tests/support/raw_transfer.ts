/**
 * A transfer connection that is spoken by hand.
 * @module
 */
import { ExactReader } from "../../protocol/exact_reader.ts";
import { encodeLine, writeAll } from "../../protocol/lines.ts";
import { MAX_LINE_BYTES } from "../../protocol/limits.ts";
import { connect, type RawClient, type RawLine, type RawServer } from "./raw_client.ts";

/** A connection for one ticket. Disposing closes it. */
export class RawTransfer implements Disposable {
  readonly #conn: Deno.Conn;
  readonly #reader: ExactReader;

  constructor(conn: Deno.Conn) {
    this.#conn = conn;
    this.#reader = new ExactReader(conn);
  }

  send(line: object): Promise<void> {
    return this.sendBytes(encodeLine(line));
  }

  sendBytes(bytes: Uint8Array): Promise<void> {
    return writeAll(this.#conn, bytes);
  }

  endSending(): Promise<void> {
    return this.#conn.closeWrite();
  }

  /** The next line, or `undefined` at the end. */
  async readLine(): Promise<RawLine | undefined> {
    const line = await this.#reader.readLine(MAX_LINE_BYTES);
    return line === undefined ? undefined : JSON.parse(line);
  }

  /** The next `size` raw bytes, fewer at the end. */
  async readBytes(size: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(size);
    let at = 0;
    while (at < size) {
      const read = await this.#reader.readBytes(bytes.subarray(at));
      if (read === null) break;
      at += read;
    }
    return bytes.subarray(0, at);
  }

  [Symbol.dispose](): void {
    this.#conn.close();
  }
}

/** Opens a transfer connection for `ticket`. */
export async function openTransfer(
  server: RawServer,
  ticket: unknown,
  offset = 0,
): Promise<RawTransfer> {
  const transfer = new RawTransfer(await connect(server));
  await transfer.send({ type: "hello", protocol: 1, role: "transfer", ticket, offset });
  return transfer;
}

/** Offers a file; resolves with its number and the ticket to upload it with. */
export async function offer(
  client: RawClient,
  file: { readonly id: string; readonly name: string; readonly size: number },
): Promise<{ readonly file: string; readonly ticket: string; readonly offset: number }> {
  await client.send({ type: "offer", ...file });
  const ticket = await client.next("ticket", ({ direction }) => direction === "up");
  return ticket as unknown as { file: string; ticket: string; offset: number };
}

/** The digest that follows the bytes of a file. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

/** Offers and uploads a whole file; resolves with its number. */
export async function share(
  server: RawServer,
  client: RawClient,
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const id = crypto.randomUUID();
  const { file, ticket } = await offer(client, { id, name, size: bytes.length });
  using transfer = await openTransfer(server, ticket);
  await transfer.readLine();
  await transfer.sendBytes(bytes);
  await transfer.send({ type: "digest", sha256: await sha256(bytes) });
  const verdict = await transfer.readLine();
  if (verdict?.["ok"] !== true) throw new Error(`not stored: ${JSON.stringify(verdict)}`);
  return file;
}
