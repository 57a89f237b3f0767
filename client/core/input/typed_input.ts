/**
 * What people type, from a line to what comes of it: the one way for all front ends.
 * @module
 */
import { expandHome, NoHomeError } from "../../../protocol/user_folders.ts";
import { Failure } from "../base/mod.ts";
import { MAX_UNACKNOWLEDGED } from "../client/mod.ts";
import { literal, looksLikeCommand, spoken } from "../text/mod.ts";
import type { Action, Command, Known, Scene } from "./command.ts";
import { CommandTable } from "./command_table.ts";
import { coreCommands } from "./core_commands.ts";
import { saying } from "./saying.ts";
import { droppedPaths, quotePath } from "./typed_paths.ts";

/** Options of {@linkcode TypedInput}. */
export interface TypedInputOptions extends Scene {
  /** Those that only this front end has, and those of the core that it does in its own way. */
  readonly commands?: readonly Command[];
}

/**
 * What became of a line. `rejected`: nothing of it was done, so it belongs back where it was typed;
 * why is told by an `error` event that has it as `rejected`, too. `quit`: the person wants to
 * leave, which is the front end's to do.
 */
export type Outcome = "done" | "quit" | "rejected";

/** Takes what is typed to a client. */
export class TypedInput {
  readonly table: CommandTable;
  readonly #options: TypedInputOptions;

  constructor(options: TypedInputOptions) {
    this.#options = options;
    this.table = new CommandTable([
      ...coreCommands(() => this.table, options.client.games.catalogue),
      ...(options.commands ?? []),
    ]);
  }

  /**
   * Does what `typed` asks for: a command begins with `/` or `!`, in any letter case; `//x` and
   * `!!x` say `/x` and `!x`; everything else is said. `to` is whom it goes to alone where it names
   * nobody itself. Never rejects.
   */
  async enter(typed: string, { to }: { readonly to?: string | undefined } = {}): Promise<Outcome> {
    if (typed.trim() === "") return "done";
    const dropped = await this.#dropped(typed);
    if (dropped !== undefined) return this.#refuse(dropped, typed);
    const known = { names: this.#options.client.state.knownNames, to };
    return await this.#run(this.#read(typed, known), typed);
  }

  /** Says `text` as it is, whatever it looks like. Never rejects. */
  async say(text: string, { to }: { readonly to?: string | undefined } = {}): Promise<Outcome> {
    return await this.#run(saying(text, { to }), text);
  }

  /** Does the command that `typed` begins with a sign. Never rejects. */
  async command(typed: string): Promise<Outcome> {
    if (looksLikeCommand(typed)) return await this.enter(typed);
    return this.reject("bad_command", "A command starts with /", typed);
  }

  /** Shares the file at `path`, which is a path as it is, but for a `~`. Never rejects. */
  async share(path: string): Promise<Outcome> {
    const action: Action = ({ client, home }) => void client.sendFile(expandHome(path, home));
    return await this.#run(action, path);
  }

  /** Tells that nothing was done of what was `typed`. */
  reject(code: string, text: string, typed: string): "rejected" {
    this.#options.client.reject(code, text, typed);
    return "rejected";
  }

  #read(typed: string, known: Known): Action | Failure {
    if (looksLikeCommand(typed)) return this.table.read(typed, known);
    return saying(spoken(typed), { to: known.to });
  }

  async #run(read: Action | Failure, typed: string): Promise<Outcome> {
    const { client } = this.#options;
    if (read instanceof Failure) return this.#refuse(read, typed);
    if (client.unacknowledged >= MAX_UNACKNOWLEDGED) {
      const failure = new Failure(
        "not_connected",
        `Already ${MAX_UNACKNOWLEDGED} messages wait to be sent`,
      );
      return this.#refuse(failure, typed);
    }
    try {
      return await read(this.#options) === "quit" ? "quit" : "done";
    } catch (error) {
      if (error instanceof Failure) return this.#refuse(error, typed);
      if (!(error instanceof NoHomeError)) throw error;
      return this.#refuse(new Failure("bad_command", error.message), typed);
    }
  }

  /**
   * Why `typed` is not said although it is no command: who drops a file on a window wants to share
   * it.
   */
  async #dropped(typed: string): Promise<Failure | undefined> {
    const [, word] = /^\s*[/!](\S*)/.exec(typed) ?? [];
    if (word !== undefined && this.table.find(word) !== undefined) return undefined;
    const paths = await droppedPaths(typed);
    if (paths.length === 0) return undefined;
    const [first = ""] = paths;
    const send = `/send ${quotePath(first)}${paths.length > 1 ? " …" : ""}`;
    const what = paths.length === 1 ? "This is a file" : "These are files";
    const asText = looksLikeCommand(typed) ? literal(first) : `/say ${first}`;
    return new Failure(
      "bad_command",
      `${what} on this machine: ${send} shares ${paths.length === 1 ? "it" : "them"}, ` +
        `${asText} says where ${paths.length === 1 ? "it is" : "they are"}`,
    );
  }

  #refuse({ code, message }: Failure, typed: string): "rejected" {
    return this.reject(code, message, typed);
  }
}
