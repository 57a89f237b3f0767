/**
 * What operators may do; the server says to everybody else that they may not.
 * @module
 */
import { parseDuration } from "../../../protocol/quantities.ts";
import { Failure } from "../base/mod.ts";
import { isWholeName, leadingName, wholeName } from "../text/mod.ts";
import type { Action, Command, Known } from "./command.ts";

export const OPERATOR_COMMANDS: readonly Command[] = [
  {
    name: "kick",
    aliases: [],
    usage: "NAME",
    help: "operators: end a member's connection",
    takes: "name",
    read: named("kick"),
  },
  {
    name: "ban",
    aliases: [],
    usage: "NAME|ADDRESS [TIME]",
    help: "operators: let somebody in no more, for good or for a time such as 10m",
    takes: "name",
    read: forSomeTime("ban"),
  },
  {
    name: "unban",
    aliases: [],
    usage: "NAME|ADDRESS",
    help: "operators: let somebody in again",
    takes: "name",
    read: named("unban"),
  },
  {
    name: "mute",
    aliases: [],
    usage: "NAME [TIME]",
    help: "operators: let somebody only read",
    takes: "name",
    read: forSomeTime("mute"),
  },
  {
    name: "unmute",
    aliases: [],
    usage: "NAME",
    help: "operators: let somebody speak again",
    takes: "name",
    read: named("unmute"),
  },
  {
    name: "op",
    aliases: [],
    usage: "NAME|TOKEN",
    help: "make somebody an operator; or yourself, with the token of the server",
    takes: "name",
    read: (argument, known) => {
      // The token of a server is no name that anybody has.
      if (!/^[0-9a-f]{32}$/.test(argument)) return named("op")(argument, known);
      return ({ client }) => client.moderate("op", { text: argument });
    },
  },
  {
    name: "topic",
    aliases: [],
    usage: "[TEXT]",
    help: "operators: say what the room is about",
    takes: "text",
    read: (argument, { to }) => {
      if (to !== undefined) return new Failure("public_only");
      return ({ client }) => client.moderate("topic", { text: argument });
    },
  },
];

function named(action: "kick" | "ban" | "unban" | "mute" | "unmute" | "op") {
  return (argument: string, { names }: Known): Action | undefined => {
    const name = wholeName(argument, names);
    return name === "" ? undefined : ({ client }) => client.moderate(action, { name });
  };
}

/**
 * Names may have blanks: a last word that is no time belongs to the name, and so does one in
 * quotes.
 */
function forSomeTime(action: "ban" | "mute") {
  return (argument: string, known: Known): Action | Failure | undefined => {
    const { names } = known;
    const [, who = "", time = ""] = /^(.+)\s+(\S+)$/.exec(argument) ?? [];
    const forMs = parseDuration(time) || undefined;
    const isName = isWholeName(argument, names);
    if (forMs !== undefined && isName && isWholeName(who, names)) {
      const why = `Did you mean "${argument}" for good, or "${who}" for ${time}?`;
      return new Failure("unclear_name", `${why} Put the name in quotes`);
    }
    if (forMs === undefined || isName) {
      return misled(argument, names) ?? named(action)(argument, known);
    }
    const name = wholeName(who, names);
    return misled(who, names) ?? (({ client }) => client.moderate(action, { name, forMs }));
  };
}

/** Why `typed` is no name: a quote in it, or something after the name. */
function misled(typed: string, names: readonly string[]): Failure | undefined {
  if (!typed.startsWith('"')) return undefined;
  const addressed = leadingName(typed, names);
  if (addressed instanceof Failure) return addressed;
  if ((addressed?.rest ?? "") === "") return undefined;
  return new Failure("bad_command", `This is no time: ${addressed?.rest}`);
}
