/**
 * Commands to say something, and to find what was said.
 * @module
 */
import { MAX_HISTORY_PAGE, MAX_SEARCH_CHARS } from "../../../protocol/limits.ts";
import { parseWhole } from "../../../protocol/quantities.ts";
import { Failure } from "../base/mod.ts";
import { leadingName } from "../text/mod.ts";
import type { Action, Command, Known } from "./command.ts";
import { saying } from "./saying.ts";

export const TALK_COMMANDS: readonly Command[] = [
  {
    name: "say",
    aliases: [],
    usage: "TEXT",
    help: "say a text that looks like something else",
    takes: "text",
    read: (argument, { to }) => argument === "" ? undefined : saying(argument, { to }),
  },
  {
    name: "me",
    aliases: ["action"],
    usage: "TEXT",
    help: "say what you do",
    takes: "text",
    read: (argument, { to }) => {
      return argument === "" ? undefined : saying(argument, { to, action: true });
    },
  },
  {
    name: "msg",
    aliases: ["m", "tell", "query"],
    usage: "NAME TEXT",
    help: "write to one member alone; a name with blanks in quotes",
    takes: "name text",
    read: readPrivate,
  },
  {
    name: "search",
    aliases: ["find"],
    usage: "WORDS",
    help: "find messages with these words",
    takes: "other",
    read: (argument) => {
      if (argument === "") return undefined;
      if (argument.length > MAX_SEARCH_CHARS) {
        return new Failure("bad_search", `A search has at most ${MAX_SEARCH_CHARS} characters`);
      }
      return ({ client }) => client.search(argument);
    },
  },
  {
    name: "history",
    aliases: ["older"],
    usage: "[N]",
    help: "show older messages",
    takes: "other",
    read: readHistory,
  },
];

function readPrivate(argument: string, { names }: Known): Action | Failure | undefined {
  const addressed = leadingName(argument, names);
  if (addressed === undefined || addressed instanceof Failure) return addressed;
  const { name, rest } = addressed;
  return rest === "" ? undefined : saying(rest, { to: name });
}

function readHistory(argument: string): Action | Failure | undefined {
  if (argument === "") return ({ client }) => client.history();
  const count = parseWhole(argument, 1, MAX_HISTORY_PAGE);
  if (count !== undefined) return ({ client }) => client.history(count);
  if (!/^\d+$/.test(argument)) return undefined;
  return new Failure("bad_command", `At most ${MAX_HISTORY_PAGE} older messages are shown at once`);
}
