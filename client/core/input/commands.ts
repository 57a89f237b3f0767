/**
 * What people type: the one table of commands, and the way from a line to what it asks for.
 * @module
 */
import type { Command, CommandName } from "./command.ts";
import {
  bare,
  forSomeTime,
  parseFiles,
  parseGet,
  parseHistory,
  parseMsg,
  parseOp,
  toSomebody,
  withFile,
} from "./command_arguments.ts";
import { nearestOf } from "./nearest.ts";
import { splitWords } from "./split_words.ts";

interface CommandSpec {
  readonly aliases: readonly string[];
  /** What follows the name. */
  readonly usage: string;
  readonly help: string;
  /** `undefined` if the argument does not fit. */
  readonly parse: (argument: string) => Command | undefined;
}

/** By name, in the order in which help lists them. */
export const COMMANDS: { readonly [N in CommandName]: CommandSpec } = {
  help: { aliases: ["h", "?"], usage: "", help: "list the commands", parse: bare("help") },
  names: {
    aliases: ["who", "members", "list"],
    usage: "",
    help: "who is in the room",
    parse: bare("names"),
  },
  whois: {
    aliases: [],
    usage: "NAME",
    help: "whose name it is, and whether they are here",
    parse: (argument) => argument === "" ? undefined : { name: "whois", who: argument },
  },
  nick: {
    aliases: ["name", "rename"],
    usage: "NAME",
    help: "take another name",
    parse: (argument) => argument === "" ? undefined : { name: "nick", nick: argument },
  },
  me: {
    aliases: ["action"],
    usage: "TEXT",
    help: "say what you do",
    parse: (argument) => argument === "" ? undefined : { name: "me", text: argument },
  },
  msg: {
    aliases: ["m", "tell", "query"],
    usage: "NAME TEXT",
    help: "write to one member alone",
    parse: parseMsg,
  },
  search: {
    aliases: ["find"],
    usage: "WORDS",
    help: "find messages with these words",
    parse: (argument) => argument === "" ? undefined : { name: "search", words: argument },
  },
  history: {
    aliases: ["older"],
    usage: "[N]",
    help: "show older messages",
    parse: parseHistory,
  },
  info: {
    aliases: [],
    usage: "",
    help: "facts about the room and the server",
    parse: bare("info"),
  },
  invite: {
    aliases: [],
    usage: "",
    help: "what others type to join, also as a QR code",
    parse: bare("invite"),
  },
  send: {
    aliases: ["file"],
    usage: "PATH…",
    help: "share files with everybody; a folder goes as one archive",
    parse: (argument) => {
      const paths = splitWords(argument).filter((path) => path !== "");
      return paths.length === 0 ? undefined : { name: "send", paths, whole: argument };
    },
  },
  files: {
    aliases: ["ls"],
    usage: "[before ID]",
    help: "list the files of the room, newest first",
    parse: parseFiles,
  },
  get: {
    aliases: ["fetch", "download"],
    usage: "ID [as PATH]",
    help: "receive a file of the room",
    parse: parseGet,
  },
  accept: {
    aliases: [],
    usage: "ID",
    help: "receive a file that waits for your word",
    parse: withFile("accept"),
  },
  decline: {
    aliases: ["reject"],
    usage: "ID",
    help: "tell the sender that you do not want a file",
    parse: withFile("decline"),
  },
  cancel: {
    aliases: ["abort"],
    usage: "ID",
    help: "stop sending or receiving a file",
    parse: withFile("cancel"),
  },
  quit: {
    aliases: ["q", "exit", "disconnect", "leave"],
    usage: "",
    help: "leave",
    parse: bare("quit"),
  },
  kick: {
    aliases: [],
    usage: "NAME",
    help: "operators: end a member's connection",
    parse: toSomebody("kick"),
  },
  ban: {
    aliases: [],
    usage: "NAME|ADDRESS [TIME]",
    help: "operators: let somebody in no more, for good or for a time such as 10m",
    parse: forSomeTime("ban"),
  },
  unban: {
    aliases: [],
    usage: "NAME|ADDRESS",
    help: "operators: let somebody in again",
    parse: toSomebody("unban"),
  },
  mute: {
    aliases: [],
    usage: "NAME [TIME]",
    help: "operators: let somebody only read",
    parse: forSomeTime("mute"),
  },
  unmute: {
    aliases: [],
    usage: "NAME",
    help: "operators: let somebody speak again",
    parse: toSomebody("unmute"),
  },
  op: {
    aliases: [],
    usage: "NAME|TOKEN",
    help: "make somebody an operator; or yourself, with the token of the server",
    parse: parseOp,
  },
  topic: {
    aliases: [],
    usage: "[TEXT]",
    help: "operators: say what the room is about",
    parse: (argument) => ({ name: "topic", deed: { text: argument } }),
  },
};

/** What a typed line asks for. */
export type Input =
  | { readonly kind: "say"; readonly text: string }
  | { readonly kind: "command"; readonly command: Command }
  /** Nothing goes out; the one who typed it reads `text`. */
  | { readonly kind: "error"; readonly text: string }
  | { readonly kind: "empty" };

/** Commands start with `/` or `!`, in any letter case; `//x` and `!!x` say `/x` and `!x`. */
export function parseInput(line: string): Input {
  const trimmed = line.trim();
  if (trimmed === "") return { kind: "empty" };
  const [first, second] = trimmed;
  if (first !== "/" && first !== "!") return { kind: "say", text: line };
  if (second === first) return { kind: "say", text: line.replace(first, "") };
  const [, word = "", argument = ""] = /^.(\S*)\s*([^]*)$/.exec(trimmed) ?? [];
  const name = findCommand(word);
  if (name === undefined) return { kind: "error", text: unknown(first, word) };
  const command = COMMANDS[name].parse(argument.trim());
  if (command !== undefined) return { kind: "command", command };
  return { kind: "error", text: `Usage: ${usageOf(name)}` };
}

/** `/send PATH…` */
export function usageOf(name: CommandName): string {
  return `/${name} ${COMMANDS[name].usage}`.trim();
}

/** One line per command. */
export function helpLines(): string[] {
  const names = Object.keys(COMMANDS) as CommandName[];
  const width = Math.max(...names.map((name) => usageOf(name).length));
  return names.map((name) => {
    const { aliases, help } = COMMANDS[name];
    const also = aliases.length === 0 ? "" : ` (also ${aliases.map((a) => `/${a}`).join(" ")})`;
    return `${usageOf(name).padEnd(width)}  ${help}${also}`;
  });
}

function findCommand(word: string): CommandName | undefined {
  const wanted = word.toLowerCase();
  const names = Object.keys(COMMANDS) as CommandName[];
  return names.find((name) => name === wanted || COMMANDS[name].aliases.includes(wanted));
}

function unknown(mark: string, word: string): string {
  const known = Object.entries(COMMANDS).flatMap(([name, { aliases }]) => [name, ...aliases]);
  const nearest = nearestOf(word, known);
  const hint = nearest ? `did you mean ${mark}${nearest}?` : `${mark}help lists the commands`;
  return `Unknown command ${mark}${word}: ${hint}`;
}
