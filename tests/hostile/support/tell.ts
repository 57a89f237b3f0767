/**
 * Saying things to a server that no client says.
 * @module
 */
import { encodeLine } from "../../../protocol/lines.ts";
import { connect, connectRaw, type RawLine, type RawServer } from "../../support/raw_client.ts";

const encoder = new TextEncoder();

/** Bytes as they are, a text as UTF-8, or an object as a line. */
export type Sayable = Uint8Array | string | object;

export function bytesOf(what: Sayable): Uint8Array {
  if (what instanceof Uint8Array) return what;
  return typeof what === "string" ? encoder.encode(what) : encodeLine(what);
}

/** Says `sayings` on a connection of its own; resolves with all lines of the server when it has closed. */
export async function answersTo(
  server: RawServer,
  ...sayings: readonly Sayable[]
): Promise<readonly RawLine[]> {
  await using eve = await connectRaw(server);
  for (const what of sayings) {
    // The server may have closed already, which is its right.
    await eve.sendBytes(bytesOf(what)).catch(() => {});
  }
  await eve.closed;
  return eve.lines.all;
}

/** The codes, or types, of {@linkcode answersTo}. */
export async function codesFor(
  server: RawServer,
  ...sayings: readonly Sayable[]
): Promise<unknown[]> {
  return (await answersTo(server, ...sayings)).map(({ code, type }) => code ?? type);
}

/** Everything that comes back for `bytes`, as text, when the server has closed. */
export async function textFor(server: RawServer, bytes: Sayable): Promise<string> {
  using conn = await connect(server);
  await conn.write(bytesOf(bytes));
  return await new Response(conn.readable).text();
}

/** Says hello as `name` and `then`, and ends with a reset: the answer is there and unread. */
export async function breakOff(server: RawServer, name: string, then: string): Promise<void> {
  const conn = await connect(server);
  await conn.write(bytesOf({ type: "hello", protocol: 1, name }));
  await conn.read(new Uint8Array(1));
  await conn.write(bytesOf(then));
  conn.close();
}
