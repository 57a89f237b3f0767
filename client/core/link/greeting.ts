/**
 * What the first line of a server means.
 * @module
 */
import { ProtocolError } from "../../../protocol/errors.ts";
import { z } from "zod";
import { Challenge, parseLine, Reply, type Welcome } from "../../../protocol/messages.ts";
import { Failure, serverCode } from "../base/mod.ts";

const Greeting = z.discriminatedUnion("type", [Reply, Challenge]);

/**
 * The `welcome` or `challenge` in `line`; `undefined` stands for the end of the connection.
 * @throws {Failure} with the server's code if it refuses, `not_a_chat_server` if the line is something else.
 */
export function readGreeting(line: string | undefined): Welcome | Challenge {
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
