/**
 * How a wrong value of an option is refused.
 * @module
 */
import { InvalidArgumentError } from "@commander-js/extra-typings";

/** Ends the parsing with `text` and the name of the option. */
export function refuse(text: string): never {
  throw new InvalidArgumentError(text);
}
