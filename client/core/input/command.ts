/**
 * What a command is. Each is one value: its words, its help, how its argument is read, and what it
 * does.
 * @module
 */
import type { Failure } from "../base/mod.ts";
import type { Client } from "../client/mod.ts";
import type { Argument } from "../text/mod.ts";

/** What is known when a line is read. */
export interface Known {
  /** Of the members, and of those who spoke lately. */
  readonly names: readonly string[];
  /** Whom everything goes to that is said without naming anybody; the room if it is nobody. */
  readonly to: string | undefined;
}

/** What a command acts on. */
export interface Scene {
  readonly client: Client;
  /** What `~` stands for. */
  readonly home: string | undefined;
  /** What people pass on so that others can join the server of a client. */
  readonly inviteLines: (client: Client) => Promise<readonly string[]>;
}

/**
 * Carries a command out; `"quit"`: the person wants to leave. A {@linkcode Failure} that it throws
 * is told.
 */
export type Action = (scene: Scene) => void | "quit" | Promise<void | "quit">;

/** Front ends add theirs to those of the core: one that has the name of another takes its place. */
export interface Command {
  readonly name: string;
  readonly aliases: readonly string[];
  /** What follows the word, as help shows it. */
  readonly usage: string;
  readonly help: string;
  readonly takes: Argument;
  /**
   * What the trimmed `argument` asks for; `undefined` if it does not fit the usage, a failure if
   * more is to be said. A command that takes nothing is given nothing.
   */
  readonly read: (argument: string, known: Known) => Action | Failure | undefined;
}
