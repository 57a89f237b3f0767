/**
 * `chat join` in a terminal.
 * @module
 */
import { Pane, type PaneOptions } from "./pane.ts";
import { commandLine } from "./program.ts";

export interface TerminalClientOptions extends PaneOptions {
  readonly args?: readonly string[];
}

/** A row that names a day, which stands between what happened on two days. */
export function isDay(row: string): boolean {
  return /^── \w+day, \d+ \w+ \d{4} ──$/.test(row);
}

/** Joins as `name` in a pane of its own, whatever the server at `address` makes of it. */
export function startPane(
  address: string,
  name: string,
  options: TerminalClientOptions = {},
): Promise<Pane> {
  const words = [...commandLine(), "join", address, "--name", name, ...(options.args ?? [])];
  return Pane.start(words, options);
}

/** Joins as `name` in a pane of its own and waits until it is in the room. */
export async function joinPane(
  server: { readonly address: string },
  name: string,
  options: TerminalClientOptions = {},
): Promise<Pane> {
  const pane = await startPane(server.address, name, options);
  try {
    await pane.until(`Joined main as ${name}`);
    await pane.until((rows) => rows.some((row) => row === ">"));
    return pane;
  } catch (error) {
    await pane[Symbol.asyncDispose]();
    throw error;
  }
}
