/**
 * The commands that only a terminal has, beside those of the core's table.
 * @module
 */
import {
  type CommandName,
  COMMANDS,
  type Input,
  nearestOf,
  parseInput,
  usageOf,
} from "../core/mod.ts";
import { columns } from "./answers.ts";
import type { BellMode } from "./bell.ts";

export type TerminalCommand =
  | { readonly name: "help" | "clear" }
  | { readonly name: "bell"; readonly mode: BellMode | undefined }
  /** The number of a received file, or a path as typed. */
  | { readonly name: "view"; readonly what: string };

export type TerminalInput = Input | {
  readonly kind: "terminal";
  readonly command: TerminalCommand;
};

interface Spec {
  readonly usage: string;
  readonly help: string;
  /** `undefined` if the argument does not fit. */
  readonly parse: (argument: string) => TerminalCommand | undefined;
}

const OWN: Readonly<Record<"clear" | "bell" | "view", Spec>> = {
  clear: { usage: "", help: "empty the screen (Ctrl-L)", parse: () => ({ name: "clear" }) },
  bell: {
    usage: "[on|off|all]",
    help: "ring for mentions, never, or for every message",
    parse: (argument) => {
      const mode = argument.toLowerCase();
      if (mode === "") return { name: "bell", mode: undefined };
      return mode === "on" || mode === "off" || mode === "all" ? { name: "bell", mode } : undefined;
    },
  },
  view: {
    usage: "ID or PATH",
    help: "look at a PNG or JPEG picture that you received or have",
    parse: (argument) => argument === "" ? undefined : { name: "view", what: argument },
  },
};

/** As the core's `parseInput`, with the terminal's own commands in the same table of what is known. */
export function parseTerminalInput(line: string): TerminalInput {
  const [, mark = "", word = "", argument = ""] = /^([/!])(\S+)\s*([^]*)$/.exec(line.trim()) ?? [];
  const name = word.toLowerCase();
  if (isOwn(name)) {
    const command = OWN[name].parse(argument.trim());
    if (command !== undefined) return { kind: "terminal", command };
    return { kind: "error", text: `Usage: /${name} ${OWN[name].usage}` };
  }
  const input = parseInput(line);
  if (input.kind === "command" && input.command.name === "help") {
    return { kind: "terminal", command: { name: "help" } };
  }
  const isUnknown = input.kind === "error" && !isKnown(name);
  const nearest = nearestOf(name, commandWords());
  if (isUnknown && nearest !== undefined) {
    return {
      kind: "error",
      text: `Unknown command ${mark}${word}: did you mean ${mark}${nearest}?`,
    };
  }
  return input;
}

/** Every word that is a command, for completion. */
export function commandWords(): string[] {
  const core = Object.entries(COMMANDS).flatMap(([name, { aliases }]) => [name, ...aliases]);
  return [...core, ...Object.keys(OWN)];
}

/** Do paths follow this command? */
export function takesPath(word: string): boolean {
  return ["get", "view", "send", ...COMMANDS.send.aliases, ...COMMANDS.get.aliases].includes(word);
}

/** What `/help` says. */
export function helpLines(): string[] {
  const core = (Object.keys(COMMANDS) as CommandName[]).map((name) => {
    const { aliases, help } = COMMANDS[name];
    const also = aliases.length === 0 ? "" : ` (also ${aliases.map((one) => `/${one}`).join(" ")})`;
    return [usageOf(name), help + also];
  });
  const own = Object.entries(OWN).map(([name, { usage, help }]) => [`/${name} ${usage}`, help]);
  return columns([...core, ...own, ...KEYS]);
}

/** Keys, and signs that are not words. */
const KEYS: readonly (readonly string[])[] = [
  ["//text", "say something that starts with /"],
  ["Tab", "complete a command, a name or a path"],
  ["Up, Down, Ctrl-R", "earlier lines, search them"],
  ["Alt-Enter, Ctrl-J", "a new line; or end the line with \\ and press Enter"],
  ["Ctrl-C", "clear the line; then stop a transfer (/cancel); then leave (/quit)"],
  ["Ctrl-D", "leave, on an empty line (/quit)"],
  ["~name", "a guest: no key vouches for who it is (/whois NAME)"],
];

function isOwn(name: string): name is keyof typeof OWN {
  return Object.hasOwn(OWN, name);
}

function isKnown(name: string): boolean {
  return commandWords().includes(name);
}
