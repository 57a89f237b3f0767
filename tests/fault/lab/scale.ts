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
const LONG_ENCRYPTED_STRIDE = 7;
const SHORT_ENCRYPTED_STRIDE = 111;

const all: readonly number[] = Array.from({ length: LAST_OFFSET + 1 }, (_, at) => at);

/** After how many bytes connections break: all numbers up to 2,000, or those that meet every kind of line at another place. */
export const offsets: readonly number[] = all
  .filter((at) => IS_LONG || at <= FIRST_OFFSETS || at % STRIDE === 0);

/** Fewer of them, for connections with TLS: a handshake costs more, and its beginning is longer than any line. */
export const encryptedOffsets: readonly number[] = all
  .filter((at) => at % (IS_LONG ? LONG_ENCRYPTED_STRIDE : SHORT_ENCRYPTED_STRIDE) === 0);

/** All of them, for the one test that has to meet every byte of a handshake. */
export const everyEncryptedOffset: readonly number[] = IS_LONG ? all : encryptedOffsets;
