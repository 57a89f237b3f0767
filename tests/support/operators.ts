/**
 * Operators by hand, as PROTOCOL.md tells.
 * @module
 */
import { fingerprintOf } from "../../protocol/certificate.ts";
import { fromBase64url } from "../../protocol/proofs.ts";
import { joinKeyed, makeKey, type TestKey } from "./keyed_client.ts";
import type { RawClient, RawLine } from "./raw_client.ts";
import { startServer } from "./server.ts";

/** What `--op` takes for `key`. */
export function fingerprintOfKey({ key }: TestKey): string {
  return fingerprintOf(fromBase64url(key));
}

/** Does what an operator does, and waits for the answer. */
export async function moderate(
  client: RawClient,
  action: string,
  more: object = {},
): Promise<RawLine> {
  const id = crypto.randomUUID();
  await client.send({ type: "moderate", id, action, ...more });
  return await client.lines.next((line) =>
    (line.type === "ack" || line.type === "error") && line["id"] === id
  );
}

/** A server with an operator named on its command line, who is in the room. */
export async function withOperator() {
  await using scope = new AsyncDisposableStack();
  const key = await makeKey();
  const args = ["--op", fingerprintOfKey(key), "--rate-limit", "off"];
  const server = scope.use(await startServer({ args }));
  const { client, welcome } = await joinKeyed(server, "op", { key });
  const op = scope.use(client);
  const moved = scope.move();
  return { server, op, welcome, [Symbol.asyncDispose]: () => moved.disposeAsync() };
}
