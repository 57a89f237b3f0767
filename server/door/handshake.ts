/**
 * From accept to a valid hello, and the answer to peers that have none.
 * @module
 */
import { ProtocolError } from "../../protocol/errors.ts";
import type { ExactReader } from "../../protocol/exact_reader.ts";
import { encodeLine, writeAll } from "../../protocol/lines.ts";
import { MAX_HELLO_LINE_BYTES, PROTOCOL_VERSION, REFUSAL_MS } from "../../protocol/limits.ts";
import { Hello, parseLine } from "../../protocol/messages.ts";
import { sleep } from "../../protocol/sleep.ts";
import { errorLine } from "../base/error_lines.ts";

const OPENING_BRACE = 0x7b;
const encoder = new TextEncoder();

/** The first bytes of a connection are no chat client's. `answer` is what its own protocol lets it show. */
export class StrangerError extends Error {
  override readonly name = "StrangerError";

  constructor(readonly answer: Uint8Array) {
    super("not a chat client");
  }
}

/**
 * Reads the hello. `undefined` if the peer ended before it was complete.
 * @throws {StrangerError} as soon as the first byte shows that this is something else; {@linkcode ProtocolError} for a hello
 * that breaks the rules.
 */
export async function readHello(reader: ExactReader): Promise<Hello | undefined> {
  const first = await reader.peekByte();
  if (first === undefined) return undefined;
  if (first !== OPENING_BRACE) throw new StrangerError(answerFor(first));
  const line = await reader.readLine(MAX_HELLO_LINE_BYTES);
  if (line === undefined) return undefined;
  let hello: Hello;
  try {
    hello = parseLine(Hello, line);
  } catch (error) {
    const isOtherLine = error instanceof ProtocolError && error.code === "unknown_type";
    throw isOtherLine ? new ProtocolError("bad_frame", "The first line must be a hello") : error;
  }
  if (hello.protocol !== PROTOCOL_VERSION) throw new ProtocolError("bad_version");
  if (hello.role === "chat" && hello.name === undefined) throw new ProtocolError("bad_request");
  return hello;
}

/**
 * Sends `answer` as the last thing on `conn` and closes it, in a bounded time and so that the peer can still read it: what
 * the peer goes on sending is taken and dropped, since unread bytes would turn the close into a reset.
 */
export async function refuse(conn: Deno.Conn, answer: Uint8Array): Promise<void> {
  const deadline = new AbortController();
  const farewell = (async () => {
    await writeAll(conn, answer);
    await conn.closeWrite();
    const dropped = new Uint8Array(16 * 1024);
    while (!deadline.signal.aborted && await conn.read(dropped) !== null);
  })().catch(() => {});
  await Promise.race([farewell, sleep(REFUSAL_MS, deadline.signal)]);
  deadline.abort();
  closeQuietly(conn);
  await farewell;
}

/** Closes `conn` if it is open. */
export function closeQuietly(conn: { close(): void }): void {
  try {
    conn.close();
  } catch {
    // It was closed already.
  }
}

/** Is `error` what a connection reports when its peer or the network has failed? */
export function isNetworkError(error: unknown): boolean {
  const { ConnectionReset, ConnectionAborted, BrokenPipe, BadResource, Interrupted, TimedOut } =
    Deno.errors;
  const kinds = [
    ConnectionReset,
    ConnectionAborted,
    BrokenPipe,
    BadResource,
    Interrupted,
    TimedOut,
  ];
  return kinds.some((kind) => error instanceof kind) || error instanceof Deno.errors.UnexpectedEof;
}

function answerFor(firstByte: number): Uint8Array {
  const text = "This is a chat server. Use: chat join HOST:PORT";
  const isHttp = "CDGHOPT".includes(String.fromCharCode(firstByte)); // CONNECT … TRACE, RFC 9110
  if (!isHttp) return encodeLine(errorLine("bad_frame", text));
  const body = text + "\n";
  return encoder.encode(
    "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\n" +
      `Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  );
}
