/**
 * Doing what the one who types wishes.
 * @module
 */
import { join } from "node:path";
import { appendPrivate } from "../../protocol/private_file.ts";
import { expandHome } from "../../protocol/user_folders.ts";
import { completionsAt, type TypedInput } from "../core/mod.ts";
import { complete, pathCompletions, type PathEntry, splitPath } from "./completion.ts";
import type { Composer, Wish } from "./composer.ts";
import type { RoomView } from "./room_view.ts";
import type { Screen } from "./screen.ts";
import type { StayOptions } from "./stay_options.ts";

/** The stay of the one who wishes. */
export interface WishedStay {
  readonly options: Pick<StayOptions, "client" | "clock" | "home" | "inputs">;
  readonly view: RoomView;
  readonly screen: Screen;
  readonly composer: Composer;
  readonly input: TypedInput;
  quit(): void;
  suspend(): Promise<void>;
  /** Tells the one who types about a mistake. */
  complain(text: string): void;
}

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
      return await stay.suspend();
    default:
      wish satisfies never;
  }
}

async function submit(text: string, stay: WishedStay): Promise<void> {
  void stay.options.inputs?.add(text);
  const outcome = await stay.input.enter(text);
  if (outcome === "quit") stay.quit();
  if (outcome === "rejected") stay.composer.restore(text);
}

async function completeWord(stay: WishedStay): Promise<void> {
  const { composer, input, options } = stay;
  const { text, cursor } = composer.editor;
  const { you, knownNames } = options.client.state;
  const names = knownNames.filter((name) => name !== you);
  const found = completionsAt(text, cursor, { names, commands: input.table.words });
  const completions = found.kind === "words"
    ? found
    : pathCompletions(found, await entriesOf(splitPath(found.prefix).folder, options.home));
  composer.completed(complete(composer.editor, completions));
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

/**
 * A file of its own for the paste; it goes when the system cleans its folder for temporary files.
 */
async function sendAsFile(text: string, stay: WishedStay): Promise<void> {
  try {
    const folder = await Deno.makeTempDir({ prefix: "chat-paste-" });
    const time = new Date(stay.options.clock.wall()).toISOString().replace(/[:.]/g, "-");
    const path = join(folder, `paste-${time}.txt`);
    appendPrivate(path, text);
    stay.options.client.sendFile(path);
  } catch {
    stay.complain("The paste could not be written to a file");
  }
}
