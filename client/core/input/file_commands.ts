/**
 * Commands about files.
 * @module
 */
import { expandHome } from "../../../protocol/user_folders.ts";
import { Failure } from "../base/mod.ts";
import type { Action, Command, Known } from "./command.ts";
import { splitWords } from "./split_words.ts";
import { typedPaths } from "./typed_paths.ts";

export const FILE_COMMANDS: readonly Command[] = [
  {
    name: "send",
    aliases: ["file"],
    usage: "PATH…",
    help:
      "share files with everybody, also by a pattern such as *.log; a folder goes as one archive",
    takes: "path",
    read: readSend,
  },
  {
    name: "files",
    aliases: ["ls"],
    usage: "[before ID]",
    help: "list the files of the room, newest first",
    takes: "other",
    read: (argument) => {
      if (argument === "") return ({ client }) => client.files();
      const before = fileNumber(argument.replace(/^before\s+/i, ""));
      return before === undefined ? undefined : ({ client }) => client.files(before);
    },
  },
  {
    name: "get",
    aliases: ["fetch", "download"],
    usage: "ID [as PATH]",
    help: "receive a file of the room",
    takes: "path",
    read: readGet,
  },
  {
    name: "accept",
    aliases: [],
    usage: "ID",
    help: "receive a file that waits for your word",
    takes: "other",
    read: withFile("accept"),
  },
  {
    name: "decline",
    aliases: ["reject"],
    usage: "ID",
    help: "tell the sender that you do not want a file",
    takes: "other",
    read: withFile("decline"),
  },
  {
    name: "cancel",
    aliases: ["abort"],
    usage: "ID",
    help: "stop sending or receiving a file",
    takes: "other",
    read: withFile("cancel"),
  },
];

function readSend(argument: string, { to }: Known): Action | Failure | undefined {
  if (splitWords(argument).every(({ text }) => text === "")) return undefined;
  if (to !== undefined) return new Failure("public_only");
  return async ({ client, home }) => {
    for (const path of await typedPaths(argument, home)) client.sendFile(path);
  };
}

function readGet(argument: string): Action | undefined {
  const [, number = "", path] = /^(\S+)(?:\s+(?:as\s+)?(.+))?$/i.exec(argument) ?? [];
  const file = fileNumber(number);
  if (file === undefined) return undefined;
  if (path === undefined) return ({ client }) => client.get(file);
  const words = splitWords(path);
  // A single quoted word loses its quotes; an unquoted name with blanks is one path all the same.
  const place = words.length === 1 ? words[0]?.text ?? path : path;
  return ({ client, home }) => client.get(file, expandHome(place, home));
}

function withFile(action: "accept" | "decline" | "cancel") {
  return (argument: string): Action | undefined => {
    const file = fileNumber(argument);
    return file === undefined ? undefined : ({ client }) => client[action](file);
  };
}

/** `7` or `#7`. */
function fileNumber(text: string): string | undefined {
  return /^#?(\d{1,16})$/.exec(text)?.[1];
}
