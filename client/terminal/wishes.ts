/**
 * Doing what the one who types wishes.
 * @module
 */
import { join } from "node:path";
import { expandHome, NoHomeError } from "../../protocol/user_folders.ts";
import { type Input, runInput } from "../core/mod.ts";
import type { Bell } from "./bell.ts";
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
import type { Composer, Wish } from "./composer.ts";
import type { NoView } from "./pictures/view_file.ts";
import type { RoomView } from "./room_view.ts";
import type { Screen } from "./screen.ts";
import type { StayOptions } from "./stay_options.ts";
import {
  commandWords,
  helpLines,
  parseTerminalInput,
  takesPath,
  type TerminalCommand,
} from "./terminal_commands.ts";

/** The stay of the one who wishes. */
export interface WishedStay {
  readonly options: Pick<
    StayOptions,
    "client" | "clock" | "device" | "home" | "inputs" | "pictures"
  >;
  readonly view: RoomView;
  readonly screen: Screen;
  readonly bell: Bell;
  readonly composer: Composer;
  quit(): void;
  suspend(): void;
  /** Tells the one who types about a mistake. */
  complain(text: string): void;
}

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

/** Does what `wish` asks of `stay`. Never rejects for what people can do wrong. */
export async function grantWish(wish: Wish, stay: WishedStay): Promise<void> {
  switch (wish.wish) {
    case "submit":
      return await submit(wish.text, stay);
    case "send_as_file":
      return await sendAsFile(wish.text, stay);
    case "complete":
      return await completeWord(stay);
    case "interrupt": {
      const transfer = stay.view.transfers.newest;
      return transfer === undefined ? stay.quit() : stay.options.client.cancel(transfer);
    }
    case "quit":
      return stay.quit();
    case "clear":
      return stay.screen.clear();
    case "suspend":
      return stay.suspend();
    default:
      wish satisfies never;
  }
}

async function submit(text: string, stay: WishedStay): Promise<void> {
  const { client, home, inputs } = stay.options;
  void inputs?.add(text);
  const input = parseTerminalInput(text);
  if (input.kind === "terminal") return await runOwn(input.command, stay);
  const message = messageOf(input);
  if (message !== undefined) {
    const { text, ...more } = message;
    const id = client.say(text, more);
    if (id !== undefined) stay.view.said(id, message);
    return;
  }
  if (await runInput(client, input, home) === "quit") stay.quit();
}

/** The message that `input` sends, if it sends one. */
function messageOf(input: Input): SentMessage | undefined {
  if (input.kind === "say") return { text: input.text };
  if (input.kind !== "command") return undefined;
  const { command } = input;
  if (command.name === "me") return { text: command.text, action: true };
  return command.name === "msg" ? { text: command.text, to: command.to } : undefined;
}

async function runOwn(command: TerminalCommand, stay: WishedStay): Promise<void> {
  const { view, bell, screen } = stay;
  switch (command.name) {
    case "help":
      return view.transcript.answer(helpLines());
    case "clear":
      return screen.clear();
    case "bell":
      bell.mode = command.mode ?? bell.mode;
      return view.transcript.answer([`The bell is ${bell.mode}`]);
    case "view":
      return await look(command.what, stay);
    default:
      command satisfies never;
  }
}

async function look(what: string, stay: WishedStay): Promise<void> {
  try {
    await view(what, stay);
  } catch (error) {
    if (!(error instanceof NoHomeError)) throw error;
    stay.complain(error.message);
  }
}

/** @throws {NoHomeError} */
async function view(what: string, stay: WishedStay): Promise<void> {
  const { pictures, device, home } = stay.options;
  const number = /^#?(\d+)$/.exec(what)?.[1];
  const path = number === undefined ? expandHome(what, home) : stay.view.savedAs(number);
  if (path === undefined) {
    return stay.complain(`File ${number} has not been received: /get ${number} receives it`);
  }
  const shown = await pictures.asked(path, device.size());
  if (typeof shown === "string") stay.complain(`${NO_VIEW[shown]}: ${what}`);
  else stay.view.transcript.drawn(shown);
}

async function completeWord(stay: WishedStay): Promise<void> {
  const { composer, view } = stay;
  const { text, cursor } = composer.editor;
  const request = completionRequest(text, cursor, takesPath);
  let candidates: readonly Candidate[];
  if (request.kind === "command") candidates = commandCandidates(request.prefix, commandWords());
  else if (request.kind === "name") candidates = nameCandidates(request, view.names);
  else {
    const { folder } = splitPath(request.prefix);
    candidates = pathCandidates(request, await entriesOf(folder, stay.options.home));
  }
  composer.completed(complete(composer.editor, request, candidates));
}

/** What is in `folder`, as it was typed; nothing if it cannot be read. */
async function entriesOf(folder: string, home: string | undefined): Promise<PathEntry[]> {
  const entries: PathEntry[] = [];
  try {
    const path = folder === "" ? "." : expandHome(folder, home);
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
async function sendAsFile(text: string, stay: WishedStay): Promise<void> {
  try {
    const folder = await Deno.makeTempDir({ prefix: "chat-paste-" });
    const time = new Date(stay.options.clock.wall()).toISOString().replace(/[:.]/g, "-");
    const path = join(folder, `paste-${time}.txt`);
    await Deno.writeTextFile(path, text, { mode: 0o600 });
    stay.options.client.sendFile(path);
  } catch {
    stay.complain("The paste could not be written to a file");
  }
}
