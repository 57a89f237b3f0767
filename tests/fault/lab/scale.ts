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

const LAST_OFFSET = 2_000;
/** Below this, every line of a handshake begins and ends. */
const FIRST_OFFSETS = 300;
const STRIDE = 37;

const all: readonly number[] = Array.from({ length: LAST_OFFSET + 1 }, (_, at) => at);

/** Offsets at equal distances, where a handshake costs too much for all of them. */
export const someOffsets: readonly number[] = all.filter((at) => at % STRIDE === 0);

/** After how many bytes connections break: all numbers up to 2,000, or those that meet every kind of line at another place. */
export const offsets: readonly number[] = all
  .filter((at) => IS_LONG || at <= FIRST_OFFSETS || at % STRIDE === 0);

/** The same for connections with TLS, whose beginning is longer than any line. */
export const encryptedOffsets: readonly number[] = IS_LONG ? all : someOffsets;
