/**
 * What the first line of a server means.
 * @module
 */
import { ProtocolError } from "../../protocol/errors.ts";
import { parseLine, Reply, type Welcome } from "../../protocol/messages.ts";
import { Failure } from "./failures.ts";

/**
 * The `welcome` in `line`; `undefined` stands for the end of the connection.
 * @throws {Failure} with the server's code if it refuses, `not_a_chat_server` if the line is something else.
 */
export function readGreeting(line: string | undefined): Welcome {
  if (line === undefined) throw new Failure("closed_at_once");
  let reply: Reply;
  try {
    reply = parseLine(Reply, line);
  } catch (error) {
    if (error instanceof ProtocolError) throw new Failure("not_a_chat_server");
    throw error;
  }
  if (reply.type === "welcome") return reply;
  if (reply.type === "error" || reply.type === "closing") throw new Failure(reply.code, reply.text);
  throw new Failure("not_a_chat_server");
}
