/**
 * How much of everything: the short form runs at every change, the long one has the full numbers.
 * @module
 */
import { parseArgs } from "node:util";

/** Is this the long form (`deno task test:fault:long`)? */
export const IS_LONG = Deno.env.get("CHAT_FAULT") === "long";

const { values } = parseArgs({
  args: Deno.args,
  options: { minutes: { type: "string", default: "10" } },
});

/** How long the soak of the long form takes. */
export const SOAK_MINUTES = Number(values.minutes);

/** Runs a test in the long form only. */
export function longTest(name: string, run: () => Promise<void>): void {
  Deno.test({ name, ignore: !IS_LONG, fn: run });
}
