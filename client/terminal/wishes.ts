/**
 * Doing what the one who types wishes.
 * @module
 */
import { join } from "node:path";
import { expandHome, type Input, runInput } from "../core/mod.ts";
import {
  type Candidate,
  commandCandidates,
  complete,
  completionRequest,
  nameCandidates,
  pathCandidates,
  type PathEntry,
  splitPath,
} from "./completion.ts";
import type { Wish } from "./composer.ts";
import type { NoView } from "./pictures/view_file.ts";
import type { Session } from "./session.ts";
import {
  commandWords,
  helpLines,
  parseTerminalInput,
  takesPath,
  type TerminalCommand,
} from "./terminal_commands.ts";

interface SentMessage {
  readonly text: string;
  readonly to?: string;
  readonly action?: true;
}

/** What people read when there is no picture to see. */
const NO_VIEW: Readonly<Record<NoView, string>> = {
  missing: "File doesn't exist",
  no_picture: "Not a PNG or JPEG picture",
  too_large: "The picture is too large to look at here",
  broken: "The picture is broken or too large to look at here",
};

/** Does what `wish` asks of `session`. Never rejects for what people can do wrong. */
export async function grantWish(wish: Wish, session: Session): Promise<void> {
  switch (wish.wish) {
    case "submit":
      return await submit(wish.text, session);
    case "send_as_file":
      return await sendAsFile(wish.text, session);
    case "complete":
      return await completeWord(session);
    case "interrupt": {
      const transfer = session.view.transfers.newest;
      return transfer === undefined ? session.quit() : session.options.client.cancel(transfer);
    }
    case "quit":
      return session.quit();
    case "clear":
      return session.screen.clear();
    case "suspend":
      return session.suspend();
    default:
      wish satisfies never;
  }
}

async function submit(text: string, session: Session): Promise<void> {
  const { client, home, inputs } = session.options;
  void inputs?.add(text);
  const input = parseTerminalInput(text);
  if (input.kind === "terminal") return await runOwn(input.command, session);
  const message = messageOf(input);
  if (message !== undefined) {
    const { text, ...more } = message;
    const id = client.say(text, more);
    if (id !== undefined) session.view.said(id, message);
    return;
  }
  if (await runInput(client, input, home) === "quit") session.quit();
}

/** The message that `input` sends, if it sends one. */
function messageOf(input: Input): SentMessage | undefined {
  if (input.kind === "say") return { text: input.text };
  if (input.kind !== "command") return undefined;
  const { command } = input;
  if (command.name === "me") return { text: command.text, action: true };
  return command.name === "msg" ? { text: command.text, to: command.to } : undefined;
}

async function runOwn(command: TerminalCommand, session: Session): Promise<void> {
  const { view, bell, screen } = session;
  switch (command.name) {
    case "help":
      return view.transcript.answer(helpLines());
    case "clear":
      return screen.clear();
    case "bell":
      bell.mode = command.mode ?? bell.mode;
      return view.transcript.answer([`The bell is ${bell.mode}`]);
    case "view":
      return await look(command.what, session);
    default:
      command satisfies never;
  }
}

async function look(what: string, session: Session): Promise<void> {
  const { pictures, device, home } = session.options;
  const number = /^#?(\d+)$/.exec(what)?.[1];
  const path = number === undefined ? expandHome(what, home) : session.view.savedAs(number);
  if (path === undefined) {
    return session.complain(`File ${number} has not been received: /get ${number} receives it`);
  }
  const shown = await pictures.asked(path, device.size());
  if (typeof shown === "string") session.complain(`${NO_VIEW[shown]}: ${what}`);
  else session.view.transcript.drawn(shown);
}

async function completeWord(session: Session): Promise<void> {
  const { composer, view } = session;
  const { text, cursor } = composer.editor;
  const request = completionRequest(text, cursor, takesPath);
  let candidates: readonly Candidate[];
  if (request.kind === "command") candidates = commandCandidates(request.prefix, commandWords());
  else if (request.kind === "name") candidates = nameCandidates(request, view.names);
  else {
    const folder = expandHome(splitPath(request.prefix).folder, session.options.home);
    candidates = pathCandidates(request, await entriesOf(folder));
  }
  composer.completed(complete(composer.editor, request, candidates));
}

/** What is in `folder`; nothing if it cannot be read. */
async function entriesOf(folder: string): Promise<PathEntry[]> {
  const entries: PathEntry[] = [];
  try {
    const path = folder === "" ? "." : folder;
    for await (const { name, isDirectory, isSymlink } of Deno.readDir(path)) {
      const isFolder = isDirectory || (isSymlink && await leadsToFolder(join(path, name)));
      entries.push({ name, isFolder });
    }
  } catch {
    return entries;
  }
  return entries;
}

async function leadsToFolder(path: string): Promise<boolean> {
  return await Deno.stat(path).then((info) => info.isDirectory, () => false);
}

/** A file of its own for the paste; it goes when the system cleans its folder for temporary files. */
async function sendAsFile(text: string, session: Session): Promise<void> {
  try {
    const folder = await Deno.makeTempDir({ prefix: "chat-paste-" });
    const time = new Date(session.options.wallClock()).toISOString().replace(/[:.]/g, "-");
    const path = join(folder, `paste-${time}.txt`);
    await Deno.writeTextFile(path, text, { mode: 0o600 });
    session.options.client.sendFile(path);
  } catch {
    session.complain("The paste could not be written to a file");
  }
}
