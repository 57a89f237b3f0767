/**
 * All commands of a front end.
 * @module
 */
import { Failure } from "../base/mod.ts";
import { type CommandWords, literal } from "../text/mod.ts";
import type { Action, Command, Known } from "./command.ts";
import { nearestOf } from "./nearest.ts";

/** Finds commands by their words, in any letter case, and tells what each is for. */
export class CommandTable {
  readonly #commands = new Map<string, Command>();
  readonly #words = new Map<string, Command>();

  /** Of two commands of one name the later one counts, in the place of the first. */
  constructor(commands: Iterable<Command>) {
    for (const command of commands) this.#commands.set(command.name, command);
    for (const command of this.#commands.values()) {
      for (const word of [command.name, ...command.aliases]) this.#words.set(word, command);
    }
  }

  /**
   * The words of each command, and what follows them: plain data, for completion elsewhere as well.
   */
  get words(): readonly CommandWords[] {
    return Array.from(this.#commands.values(), ({ name, aliases, takes }) => ({
      words: [name, ...aliases],
      takes,
    }));
  }

  find(word: string): Command | undefined {
    return this.#words.get(word.toLowerCase());
  }

  /** One row for each command: how it is typed, and what it is for. */
  get help(): readonly (readonly [usage: string, help: string])[] {
    return Array.from(this.#commands.values(), (command) => {
      const { aliases, help } = command;
      const also = aliases.length === 0 ? "" : ` (also ${aliases.map((a) => `/${a}`).join(" ")})`;
      return [usageOf(command), help + also];
    });
  }

  /** What `typed` asks for, which looks like a command. */
  read(typed: string, known: Known): Action | Failure {
    const [, sign = "", word = "", rest = ""] = /^([/!])(\S*)\s*([^]*)$/.exec(typed.trim()) ?? [];
    const command = this.find(word);
    if (command === undefined) return unfit(this.#unknown(sign, word), typed);
    const argument = rest.trim();
    const { takes } = command;
    if (takes === "nothing" && argument !== "") {
      return unfit(`${sign}${word} takes nothing after it, so it was not done`, typed);
    }
    const isText = takes === "text" || takes === "name text";
    if (!isText && /[\r\n]/.test(argument)) {
      return unfit(`${sign}${word} takes one line, so it was not done`, typed);
    }
    return command.read(argument, known) ??
      new Failure("bad_command", `Usage: ${usageOf(command)}`);
  }

  #unknown(sign: string, word: string): string {
    const nearest = nearestOf(word, [...this.#words.keys()]);
    const isWord = /^[\p{L}\p{N}?]*$/u.test(word);
    const hint = nearest !== undefined
      ? `: did you mean ${sign}${nearest}?`
      : isWord
      ? `: ${sign}help lists the commands`
      : "";
    return `Unknown command ${sign}${word}${hint}`;
  }
}

/** `/send PATH…` */
function usageOf({ name, usage }: Command): string {
  return `/${name} ${usage}`.trim();
}

/** Refuses what may have been meant as a text, and says how that is typed. */
function unfit(why: string, typed: string): Failure {
  const end = why.endsWith("?") ? "" : ".";
  return new Failure(
    "bad_command",
    `${why}${end} To say it as a text: ${beginningOf(literal(typed))}`,
  );
}

/** Enough of `typed` to see what is meant. */
function beginningOf(typed: string): string {
  const [line = ""] = typed.trim().split(/[\r\n]/);
  const begun = line.slice(0, SHOWN_CHARS);
  return begun === typed.trim() ? begun : `${begun}…`;
}

/** A quarter of a row of 80 columns. */
const SHOWN_CHARS = 20;
