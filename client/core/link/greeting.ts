/**
 * From a wire to a welcome: hello, proofs, and what the server says to them.
 * @module
 */
import { z } from "zod";
import { ProtocolError } from "../../../protocol/errors.ts";
import { encodeLine, writeAll } from "../../../protocol/lines.ts";
import { HELLO_TIMEOUT_MS } from "../../../protocol/limits.ts";
import { Challenge, parseLine, Reply, type Welcome } from "../../../protocol/messages.ts";
import type { Wire } from "../../../protocol/wire.ts";
import { Failure, serverCode } from "../base/mod.ts";
import { prove, type Secrets } from "./prove.ts";

const Greeting = z.discriminatedUnion("type", [Reply, Challenge]);

/** What a client says first. */
export interface Introduction {
  /** The fields of the `hello`. */
  readonly hello: object;
  /** What the server may ask to be proved. */
  readonly secrets: Secrets;
  /** What proofs are bound to. */
  readonly binding: Uint8Array;
}

/**
 * Says hello on `wire` and resolves to the `welcome` among `lines`, which are what comes on it.
 * Whatever goes wrong, the wire is closed.
 * @throws {Failure} as the server refuses; `timeout`, `closed_at_once` or `not_a_chat_server`;
 * `left` if `signal` is aborted.
 */
export async function greet(
  wire: Wire,
  lines: AsyncIterator<string>,
  { hello, secrets, binding }: Introduction,
  signal: AbortSignal,
): Promise<Welcome> {
  let ended: "timeout" | "left" | undefined;
  const end = (why: "timeout" | "left") => {
    ended ??= why;
    wire.close();
  };
  const onAbort = () => end("left");
  const timer = setTimeout(() => end("timeout"), HELLO_TIMEOUT_MS);
  signal.addEventListener("abort", onAbort);
  try {
    if (signal.aborted) onAbort();
    await writeAll(wire, encodeLine(hello));
    for (;;) {
      const { value, done } = await lines.next();
      const greeting = readGreeting(done ? undefined : value);
      if (greeting.type === "welcome") return greeting;
      await writeAll(wire, encodeLine(await prove(greeting, secrets, binding)));
    }
  } catch (error) {
    wire.close();
    if (ended !== undefined) throw new Failure(ended);
    if (error instanceof Failure) throw error;
    throw new Failure(error instanceof ProtocolError ? "not_a_chat_server" : "closed_at_once");
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", onAbort);
  }
}

/**
 * What the first line of a server means; `undefined` stands for the end of the connection. @throws
 * {Failure}
 */
function readGreeting(line: string | undefined): Welcome | Challenge {
  if (line === undefined) throw new Failure("closed_at_once");
  let reply: z.infer<typeof Greeting>;
  try {
    reply = parseLine(Greeting, line);
  } catch (error) {
    if (error instanceof ProtocolError) throw new Failure("not_a_chat_server");
    throw error;
  }
  if (reply.type === "welcome" || reply.type === "challenge") return reply;
  if (reply.type === "error" || reply.type === "closing") {
    throw new Failure(serverCode(reply.code), reply.text);
  }
  throw new Failure("not_a_chat_server");
}
