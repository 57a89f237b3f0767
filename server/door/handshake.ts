/**
 * From accept to a valid hello, and the answer to peers that have none.
 * @module
 */
import { ProtocolError } from "../../protocol/errors.ts";
import type { ExactReader } from "../../protocol/exact_reader.ts";
import { encodeLine } from "../../protocol/lines.ts";
import { MAX_HELLO_LINE_BYTES, PROTOCOL_VERSION } from "../../protocol/limits.ts";
import { Hello, parseLine } from "../../protocol/messages.ts";
import { errorLine } from "../base/mod.ts";

const OPENING_BRACE = 0x7b;
const encoder = new TextEncoder();

/**
 * The first bytes of a connection are no chat client's. `answer` is what its own protocol lets it
 * show.
 */
export class StrangerError extends Error {
  override readonly name = "StrangerError";

  constructor(readonly answer: Uint8Array) {
    super("not a chat client");
  }
}

/**
 * Reads the hello. `undefined` if the peer ended before it was complete.
 * @throws {StrangerError} as soon as the first byte shows that this is something else; {@linkcode
 * ProtocolError} for a hello that breaks the rules.
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
