/**
 * The arguments of commands: from what was typed to what is meant, `undefined` if it does not fit.
 * @module
 */
import { MAX_HISTORY_PAGE } from "../../../protocol/limits.ts";
import { parseDuration, parseWhole } from "../../../protocol/quantities.ts";
import type { Moderation } from "../room/mod.ts";
import type { Command } from "./command.ts";
import { splitWords } from "./split_words.ts";

const FILE_NUMBER = /^#?(\d{1,16})$/;

export function bare(name: "help" | "names" | "info" | "invite" | "quit"): () => Command {
  return () => ({ name });
}

export function toSomebody(name: Moderation): (argument: string) => Command | undefined {
  return (argument) => argument === "" ? undefined : { name, deed: { name: argument } };
}

/** Names may have spaces: a last word that is no time belongs to the name. */
export function forSomeTime(name: Moderation): (argument: string) => Command | undefined {
  return (argument) => {
    const [, who = "", time = ""] = /^(.+)\s+(\S+)$/.exec(argument) ?? [];
    const forMs = parseDuration(time);
    if (forMs === undefined || forMs === 0) return toSomebody(name)(argument);
    return { name, deed: { name: who, forMs } };
  };
}

/** The token of a server is no name that anybody has. */
export function parseOp(argument: string): Command | undefined {
  if (argument === "") return undefined;
  const isToken = /^[0-9a-f]{32}$/.test(argument);
  return { name: "op", deed: isToken ? { text: argument } : { name: argument } };
}

export function withFile(
  name: "accept" | "decline" | "cancel",
): (argument: string) => Command | undefined {
  return (argument) => {
    const file = fileNumber(argument);
    return file === undefined ? undefined : { name, file };
  };
}

/** A name with spaces stands in quotes. */
export function parseMsg(argument: string): Command | undefined {
  const [, quoted, plain, text] = /^(?:"([^"]+)"|(\S+))\s+([^]+)$/.exec(argument) ?? [];
  const to = quoted ?? plain;
  return to === undefined || text === undefined ? undefined : { name: "msg", to, text };
}

export function parseHistory(argument: string): Command | undefined {
  if (argument === "") return { name: "history" };
  const count = parseWhole(argument, 1, MAX_HISTORY_PAGE);
  return count === undefined ? undefined : { name: "history", count };
}

export function parseFiles(argument: string): Command | undefined {
  if (argument === "") return { name: "files" };
  const before = fileNumber(argument.replace(/^before\s+/i, ""));
  return before === undefined ? undefined : { name: "files", before };
}

export function parseGet(argument: string): Command | undefined {
  const [, number = "", path] = /^(\S+)(?:\s+(?:as\s+)?(.+))?$/i.exec(argument) ?? [];
  const file = fileNumber(number);
  if (file === undefined) return undefined;
  if (path === undefined) return { name: "get", file };
  const words = splitWords(path);
  // A single quoted word loses its quotes; an unquoted name with spaces is one path all the same.
  return { name: "get", file, as: words.length === 1 ? words[0] as string : path };
}

function fileNumber(text: string): string | undefined {
  return FILE_NUMBER.exec(text)?.[1];
}
