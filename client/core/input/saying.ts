/**
 * Texts on their way out.
 * @module
 */
import { type Failure, textFailure } from "../base/mod.ts";
import { withoutClosingBreaks } from "../text/mod.ts";
import type { Action } from "./command.ts";

/** To one member alone, if not to the room; with `action` it tells what the sender does. */
export interface Manner {
  readonly to?: string | undefined;
  readonly action?: true;
}

/** Says `text`, or tells why it cannot be said. */
export function saying(text: string, { to, action }: Manner): Action | Failure {
  const said = withoutClosingBreaks(text);
  const manner = { ...(to !== undefined && { to }), ...(action && { action }) };
  return textFailure(said) ?? (({ client }) => void client.say(said, manner));
}
