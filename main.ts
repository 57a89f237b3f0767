/**
 * `chat`: picks a subcommand and loads only the half that it needs.
 * @module
 */
import { Command, CommanderError } from "commander";
import config from "./deno.json" with { type: "json" };
import { EXIT } from "./protocol/exit_codes.ts";
import { printable } from "./protocol/text.ts";

interface Subcommand {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

// The types of the subcommands' own options end here: their actions have been bound to them
// already.
const untyped = (command: unknown) => command as Command;

const SUBCOMMANDS: readonly Subcommand[] = [
  {
    name: "serve",
    summary: "run a server for a room on this machine",
    load: async () => untyped((await import("./server/mod.ts")).serveCommand()),
  },
  {
    name: "join",
    summary: "join a room: read, write and share files",
    load: async () => untyped((await import("./client/command.ts")).joinCommand()),
  },
  {
    name: "send",
    summary: "send one message or some files, then exit",
    load: async () => untyped((await import("./client/command.ts")).sendCommand()),
  },
  {
    name: "trust",
    summary: "show, remember or replace the fingerprint of a server",
    load: async () => untyped((await import("./client/command.ts")).trustCommand()),
  },
  {
    name: "identity",
    summary: "print the fingerprint of your key",
    load: async () => untyped((await import("./client/command.ts")).identityCommand()),
  },
];

const EXAMPLES = `
Examples:
  chat serve                                 a room on port 5050 of this machine
  chat join 192.168.1.20                     join it from another machine
  chat join 192.168.1.20:5050 --name ana     the same without questions
  chat send 192.168.1.20 --name bot "Hello"  one message from a script
  chat completions bash >> ~/.bashrc         complete commands with the Tab key
`;

async function buildProgram(asked: string | undefined): Promise<Command> {
  const program = new Command("chat")
    .description("Group chat and file sharing on the local network, without accounts or set-up.")
    .version(config.version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help; `chat COMMAND --help` tells about one command")
    .helpCommand(false)
    .showHelpAfterError("Try: chat --help")
    .addHelpText("after", EXAMPLES)
    .exitOverride();
  const isCompleting = asked === "completions" || asked === "complete";
  for (const { name, summary, load } of SUBCOMMANDS) {
    if (name !== asked && !isCompleting) {
      program.command(name).description(summary);
      continue;
    }
    const command = await load();
    if (command.description() === "") command.description(summary);
    command.copyInheritedSettings(program).helpOption("-h, --help", "print help")
      .showHelpAfterError(`Try: chat ${name} --help`);
    program.addCommand(command);
  }
  if (isCompleting) await addCompletions(program);
  else program.command("completions").description("print the completion script of a shell");
  return program;
}

/** Adds `completions SHELL`, and the hidden command that the printed scripts call. */
async function addCompletions(program: Command): Promise<void> {
  const { default: tab } = await import("@bomb.sh/tab/commander");
  tab(program, { completionCommandName: "completions" });
}

/** Says in one sentence what nobody handled, and ends the program. */
function fail(error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(`chat: an unexpected error ended the program: ${printable(reason)}`);
  if (Deno.env.get("CHAT_DEBUG") === "1") console.error(error);
  Deno.exit(1);
}

/** By custom, a variable that is set to nothing is one that is not set. */
function forgetEmptyVariables(): void {
  for (const [name, value] of Object.entries(Deno.env.toObject())) {
    if (name.startsWith("CHAT_") && value === "") Deno.env.delete(name);
  }
}

/** Runs `argv`. Usage errors have been printed when it returns. */
async function main(argv: readonly string[]): Promise<void> {
  forgetEmptyVariables();
  try {
    const program = await buildProgram(argv[0]);
    await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) return fail(error);
    Deno.exitCode = error.exitCode === 0 ? 0 : EXIT.usage;
  }
}

addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  fail(event.reason);
});
addEventListener("error", (event) => {
  event.preventDefault();
  fail(event.error);
});
await main(Deno.args);
