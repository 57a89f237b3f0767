/**
 * How a path is read wherever an option or its variable names one, on both sides.
 * @module
 */
import { InvalidArgumentError } from "@commander-js/extra-typings";
import { expandHome, homeFolder, NoHomeError } from "./user_folders.ts";

/**
 * The path that `text` names: a shell leaves the `~` of `--data=~/chat` and of variables as it is.
 * @throws {InvalidArgumentError}
 */
export function pathOption(text: string): string {
  if (text === "") throw new InvalidArgumentError("It must be a path.");
  try {
    return expandHome(text, homeFolder());
  } catch (error) {
    if (!(error instanceof NoHomeError)) throw error;
    throw new InvalidArgumentError(`${error.message}.`);
  }
}
