/**
 * `chat join` and `chat send`: their options and help. What they do is loaded when it is done.
 * @module
 */
import type { Invite } from "../protocol/address.ts";
import { Command, Option } from "@commander-js/extra-typings";
import { EXIT } from "../protocol/exit_codes.ts";
import { pathOption } from "../protocol/path_option.ts";
import { configFolder, homeFolder } from "../protocol/user_folders.ts";
import { MODES } from "./modes.ts";
import {
  acceptPolicy,
  address,
  DEFAULT_ACCEPT,
  defaultDownloads,
  nameOption,
  passwordOption,
  plainOption,
  seconds,
} from "./options.ts";
import type { Answers, Known } from "./prompts.ts";

const JOIN_EXAMPLES = `
Examples:
  chat join                                        asks for what it needs to know
  chat join 192.168.1.20 --name ana                port 5050
  chat join 192.168.1.20:5050#FINGERPRINT          an invite: exactly this server
  chat join [::1]:6000 --name ana --accept ask     IPv6, another port, files only on /accept
  echo "build done" | chat join host --name ci     says one line and leaves
  chat join host --name bot --mode json --linger 0 for programs: one JSON object per line

In the room, /help lists the commands, and !TTT NAME challenges somebody to Tic-Tac-Toe.
Every option can be given as an environment variable
as well: CHAT_NAME=ana.
`;

const SEND_EXAMPLES = `
Examples:
  chat send 192.168.1.20 --name ci Build finished
  chat send 192.168.1.20 --name ci --file report.pdf log.txt
  make 2>&1 | tail -5 | chat send host:6000 --name ci

The exit code is 0 when everything is stored on the server.
`;

/** The subcommand `join`, ready to parse. */
export function joinCommand() {
  const command = new Command("join")
    .description("Join a room: read, write and share files.")
    .argument("[host]", "HOST or HOST:PORT of the server", address)
    .addOption(nameOption())
    .addOption(
      new Option("-m, --mode <mode>", "how to show the room").choices(MODES).env("CHAT_MODE"),
    )
    .addOption(
      new Option("--downloads <folder>", "where received files go (default: ~/Downloads/chat)")
        .env("CHAT_DOWNLOADS").argParser(pathOption),
    )
    .addOption(
      new Option("--accept <files>", "files to receive unasked: all, ask, none or up to a size")
        .default(DEFAULT_ACCEPT, "100MiB").env("CHAT_ACCEPT").argParser(acceptPolicy),
    )
    .addOption(passwordOption())
    .addOption(plainOption())
    .addOption(
      new Option("--reconnect <seconds>", "how long to try to come back; 0: not at all")
        .default(Infinity, "for ever").env("CHAT_RECONNECT").argParser(seconds),
    )
    .addOption(
      new Option("--linger <seconds>", "stay after the end of piped input; 0: until the end")
        .env("CHAT_LINGER").argParser(seconds),
    )
    .addOption(
      new Option("--images <which>", "pictures shown in the terminal: small ones, all, none")
        .choices(["auto", "on", "off"]).default("auto").env("CHAT_IMAGES"),
    )
    .addHelpText("after", JOIN_EXAMPLES);
  return command.action(async (host, options) => {
    const isTerminal = Deno.stdin.isTerminal() && Deno.stdout.isTerminal();
    if (options.mode === "terminal" && !isTerminal) {
      usageError(command, "--mode terminal needs a terminal, use lines or json");
    }
    const known = { address: host, mode: options.mode, name: options.name };
    const { runJoin } = await import("./join.ts");
    const complete = isTerminal ? await askFor(known) : required(command, known);
    const home = homeFolder();
    const downloads = options.downloads ?? defaultDownloads(home);
    const { accept, reconnect: reconnectMs, linger, images } = options;
    const lingerMs = linger === undefined ? 0 : linger === 0 ? Infinity : linger;
    const mode = complete.mode ?? (isTerminal ? "terminal" : "lines");
    const { passwordFile } = options;
    const plain = plainFor(command, complete.address, options.plain);
    const security = { plain, passwordFile };
    const config = configFolder();
    const rest = {
      ...security,
      mode,
      downloads,
      config,
      accept,
      reconnectMs,
      lingerMs,
      home,
      images,
    };
    Deno.exit(await runJoin({ ...complete, ...rest }));
  });
}

/** The subcommand `send`, ready to parse. */
export function sendCommand() {
  const command = new Command("send")
    .description("Send one message or some files, and exit when they are stored.")
    .argument("<host>", "HOST or HOST:PORT of the server", address)
    .argument("[text...]", "the message; by default what is piped in")
    .addOption(nameOption())
    .addOption(
      new Option("-f, --file <path...>", "files to share instead of a message")
        .argParser((path, before: readonly string[] = []) => [...before, pathOption(path)]),
    )
    .addOption(passwordOption())
    .addOption(plainOption())
    .addHelpText("after", SEND_EXAMPLES);
  return command.action(async (host, words, options) => {
    const { name, file: files = [] } = options;
    if (name === undefined) return usageError(command, "--name is missing (or CHAT_NAME)");
    if (words.length > 0 && files.length > 0) {
      return usageError(command, "a message and --file exclude each other");
    }
    const isPiped = words.length === 0 && files.length === 0;
    if (isPiped && Deno.stdin.isTerminal()) {
      return usageError(
        command,
        "there is nothing to send: give a TEXT, --file, or pipe a text in",
      );
    }
    const plain = plainFor(command, host, options.plain);
    const { sendOnce } = await import("./join.ts");
    const text = words.length > 0 ? words.join(" ") : undefined;
    Deno.exit(
      await sendOnce({
        address: host,
        plain,
        passwordFile: options.passwordFile,
        name,
        text,
        files,
        isPiped,
      }),
    );
  });
}

/** The subcommand `trust`, ready to parse. */
export function trustCommand() {
  return new Command("trust")
    .description("Show and remember the fingerprint of a server, or replace the one remembered.")
    .argument("<host>", "HOST, HOST:PORT or an invite", address)
    .addOption(new Option("--replace", "trust what the server shows now instead of what is known"))
    .addOption(new Option("--forget", "forget the server").conflicts("replace"))
    .action(async (invite, { replace = false, forget = false }) => {
      const { runTrust } = await import("./trust.ts");
      const { knownHostsOfUser } = await import("./security.ts");
      const report = (line: string) => console.log(line);
      const complain = (text: string) => console.error(`chat: ${text}`);
      const knownHosts = knownHostsOfUser();
      Deno.exit(await runTrust({ invite, replace, forget, knownHosts, report, complain }));
    });
}

/** The subcommand `identity`, ready to parse. */
export function identityCommand() {
  return new Command("identity")
    .description("Print the fingerprint of your key, which your names belong to.")
    .action(async () => {
      const { printFingerprint } = await import("./security.ts");
      Deno.exit(await printFingerprint());
    });
}

/** An invite with a fingerprint cannot be taken up without encryption. */
function plainFor(command: Reporter, { fingerprint }: Invite, plain: true | undefined): boolean {
  if (plain && fingerprint !== undefined) {
    usageError(command, "an invite with a fingerprint and --plain exclude each other");
  }
  return plain ?? false;
}

function required(command: Reporter, known: Known): Answers {
  const { address, name, mode } = known;
  if (address === undefined) return usageError(command, "HOST is missing: chat join HOST[:PORT]");
  if (name === undefined && mode !== "gui") {
    return usageError(command, "--name is missing (or CHAT_NAME)");
  }
  return { ...known, address, name };
}

/** Ends the program if the person does not want to go on. */
async function askFor(known: Known): Promise<Answers> {
  const { address, name } = known;
  const isNameKnown = name !== undefined || known.mode === "gui";
  if (address !== undefined && isNameKnown) return { ...known, address };
  const { askForMissing } = await import("./prompts.ts");
  const offered = MODES.filter((mode) => mode !== "json");
  const answers = await askForMissing(known, offered);
  if (answers === undefined) Deno.exit(EXIT.ok);
  if (answers === "cancelled") Deno.exit(EXIT.interrupted);
  return answers;
}

interface Reporter {
  error(message: string, options: { exitCode: number }): never;
}

function usageError(command: Reporter, text: string): never {
  return command.error(`error: ${text}`, { exitCode: EXIT.usage });
}
