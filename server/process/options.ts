/**
 * The options of `chat serve`, and its help.
 * @module
 */
import { Command, Option } from "@commander-js/extra-typings";
import { DEFAULT_PORT, MAX_HISTORY } from "../../protocol/limits.ts";
import type { MetricsAddress } from "../monitoring/mod.ts";
import { parseFingerprint } from "../../protocol/certificate.ts";
import { normalizeName } from "../../protocol/names.ts";
import { lacksZone, parseAddress, parseHost } from "../../protocol/address.ts";
import { pathOption } from "../../protocol/path_option.ts";
import { parseDuration, parseWhole } from "../../protocol/quantities.ts";
import type { ServerLimits } from "../base/mod.ts";
import { refuse } from "./option_values.ts";

/** Files older than this are removed from the server by default. */
const DEFAULT_KEEP_FILES_MS = 30 * 24 * 3_600_000;

/** Messages and files replayed to a newcomer by default: a few screens of context. */
export const DEFAULT_HISTORY = 50;

const EXAMPLES = `
Examples:
  chat serve                            a room on port 5050, kept across restarts
  chat serve --port 6000 --ephemeral    another port, no messages or files are kept
  chat serve --data /srv/chat --fsync   data in a folder of its own, safe against loss of power
  chat serve --max-file 20GiB           for films

Every option can be given as an environment variable as well: CHAT_PORT=6000.
Ctrl-C ends the server: everybody is told, everything acknowledged is kept.
`;

/** The subcommand with all options but the limits. */
export function serveOptions() {
  return new Command("serve")
    .description("Run a server: a room that others join with `chat join HOST:PORT`.")
    .addOption(
      new Option("--host <address>", "address to listen on").default("0.0.0.0").env("CHAT_HOST")
        .argParser(listenHost),
    )
    .addOption(
      new Option("-p, --port <number>", "port to listen on; 0 lets the system choose")
        .default(DEFAULT_PORT).env("CHAT_PORT").argParser(whole(0, 65_535)),
    )
    .addOption(
      new Option("--data <folder>", "where everything is kept; by default a folder for the port")
        .env("CHAT_DATA").conflicts("ephemeral").argParser(pathOption),
    )
    .addOption(
      new Option("--ephemeral", "keep nothing after the end but the certificate").env(
        "CHAT_EPHEMERAL",
      ),
    )
    .addOption(
      new Option("--room <name>", "name of the room").default("main").env("CHAT_ROOM")
        .argParser(roomName),
    )
    .addOption(
      new Option("--password-file <file>", "file with the password of the room (or CHAT_PASSWORD)")
        .env("CHAT_PASSWORD_FILE").argParser(pathOption),
    )
    .addOption(
      new Option("--op <fingerprint...>", "keys of operators, as `chat identity` prints them")
        .env("CHAT_OP").argParser(fingerprints),
    )
    .addOption(
      new Option("--require-identity", "refuse clients without a key").env("CHAT_REQUIRE_IDENTITY"),
    )
    .addOption(new Option("--plain", "do not encrypt connections").env("CHAT_PLAIN"))
    .addOption(
      new Option("--tls-cert <file>", "certificate chain in PEM, instead of one of its own")
        .env("CHAT_TLS_CERT").conflicts("plain").argParser(pathOption),
    )
    .addOption(
      new Option("--tls-key <file>", "private key of the certificate, in PEM").env("CHAT_TLS_KEY")
        .conflicts("plain").argParser(pathOption),
    )
    .addOption(new Option("--qr", "print the invite as a QR code as well").env("CHAT_QR"))
    .addOption(
      new Option("--history <count>", "messages and files shown to newcomers")
        .default(DEFAULT_HISTORY).env("CHAT_HISTORY").argParser(whole(0, MAX_HISTORY)),
    )
    .addOption(
      new Option("--keep-files <time>", "remove files older than this, such as 12h or 30d")
        .default(DEFAULT_KEEP_FILES_MS, "30d").env("CHAT_KEEP_FILES").argParser(duration),
    )
    .addOption(
      new Option("--metrics <address>", "serve /metrics and /healthz there, such as 127.0.0.1:9050")
        .env("CHAT_METRICS").argParser(listenAddress),
    )
    .addOption(
      new Option("--fsync", "survive a loss of power, not only a crash").env("CHAT_FSYNC"),
    )
    .addOption(
      new Option("-q, --quiet", "print only the address and what goes wrong").env("CHAT_QUIET"),
    )
    .addOption(
      new Option("--log <form>", "form of the console lines").choices(["text", "json"] as const)
        .default("text" as const).env("CHAT_LOG"),
    )
    .addHelpText("after", EXAMPLES);
}

/** The options as parsed. */
export type ServeOptions = ReturnType<ReturnType<typeof serveOptions>["opts"]> & {
  readonly limits: ServerLimits;
  readonly limitLoopback: boolean;
};

function fingerprints(text: string, before: readonly string[] = []): readonly string[] {
  const fingerprint = parseFingerprint(text) ??
    refuse("It must be a fingerprint of 43 characters.");
  return [...before, fingerprint];
}

function listenHost(text: string): string {
  const host = parseHost(text) ??
    refuse("It must be a name or an address of this machine, without a port (that is --port).");
  if (lacksZone(host)) refuse("A link-local address needs its interface, as in fe80::1%eth0.");
  return host;
}

function listenAddress(text: string): MetricsAddress {
  const { host: hostname, port } = parseAddress(text, { least: 0 }) ??
    refuse("It must be ADDRESS:PORT.");
  return { hostname, port };
}

function whole(min: number, max: number): (text: string) => number {
  return (text) =>
    parseWhole(text, min, max) ?? refuse(`It must be a whole number from ${min} to ${max}.`);
}

function duration(text: string): number {
  return parseDuration(text) ?? refuse("It must be a time such as 15m, 12h or 30d.");
}

function roomName(text: string): string {
  return normalizeName(text) ?? refuse("It must be a name of 1 to 32 ordinary characters.");
}
