/**
 * The commands that only a terminal has, beside those of the core.
 * @module
 */
import { sizeText } from "../../protocol/quantities.ts";
import { type Command, type CommandTable, typedPaths } from "../core/mod.ts";
import { columns } from "./answer_lines.ts";
import type { Bell } from "./bell.ts";
import type { TerminalDevice } from "./device.ts";
import {
  MAX_VIEW_BYTES,
  MAX_VIEW_PIXELS,
  type PictureDisplay,
} from "./pictures/picture_display.ts";
import type { NoView } from "./pictures/view_file.ts";
import type { RoomView } from "./room_view.ts";
import type { Screen } from "./screen.ts";

/** What the commands of a terminal act on. */
export interface TerminalParts {
  readonly view: RoomView;
  readonly screen: Screen;
  readonly bell: Bell;
  readonly pictures: PictureDisplay;
  readonly device: TerminalDevice;
  /** Tells the one who types about a mistake. */
  readonly complain: (text: string) => void;
  /** All commands there are. */
  readonly table: () => CommandTable;
}

/** What people read when there is no picture to see. */
const NO_VIEW: Readonly<Record<NoView, string>> = {
  missing: "File doesn't exist",
  no_picture: "Not a PNG or JPEG picture",
  too_large: `The picture has more than ${sizeText(MAX_VIEW_BYTES)}, too much to look at here`,
  broken: `The picture is broken, or has more than ${MAX_VIEW_PIXELS} pixels`,
};

/** Keys, and signs that are not words. */
const KEYS: readonly (readonly string[])[] = [
  ["//text", "say something that starts with /"],
  ["Tab", "complete a command, a name or a path"],
  ["Up, Down, Ctrl-R", "earlier lines, search them"],
  ["Alt-Enter, Ctrl-J", "a new line; or end the line with \\ and press Enter"],
  ["Ctrl-C", "clear the line; then stop a transfer (/cancel); then leave (/quit)"],
  ["Ctrl-D", "leave, on an empty line (/quit)"],
  ["~name", "a guest: no key vouches for who it is (/whois NAME)"],
];

export function terminalCommands(parts: TerminalParts): readonly Command[] {
  const { view, screen, bell, table } = parts;
  return [
    {
      name: "help",
      aliases: ["h", "?"],
      usage: "",
      help: "list the commands and keys",
      takes: "nothing",
      read: () => () => view.transcript.answer(columns([...table().help, ...KEYS])),
    },
    {
      name: "clear",
      aliases: [],
      usage: "",
      help: "empty the screen (Ctrl-L)",
      takes: "nothing",
      read: () => () => screen.clear(),
    },
    {
      name: "bell",
      aliases: [],
      usage: "[on|off|all]",
      help: "ring for mentions, never, or for every message",
      takes: "other",
      read: (argument) => {
        const mode = argument.toLowerCase() || bell.mode;
        if (mode !== "on" && mode !== "off" && mode !== "all") return undefined;
        return () => {
          bell.mode = mode;
          view.transcript.answer([`The bell is ${mode}`]);
        };
      },
    },
    {
      name: "view",
      aliases: [],
      usage: "ID or PATH",
      help: "look at a PNG or JPEG picture that you received or have",
      takes: "path",
      read: (what) => what === "" ? undefined : ({ home }) => look(what, home, parts),
    },
  ];
}

/** @throws {NoHomeError} */
async function look(what: string, home: string | undefined, parts: TerminalParts): Promise<void> {
  const { view, pictures, device, complain } = parts;
  const number = /^#?(\d+)$/.exec(what)?.[1];
  const path = number === undefined ? (await typedPaths(what, home))[0] : view.savedAs(number);
  if (path === undefined) {
    return complain(`File ${number} has not been received: /get ${number} receives it`);
  }
  const shown = await pictures.asked(path, device.size());
  if (typeof shown === "string") complain(`${NO_VIEW[shown]}: ${what}`);
  else view.transcript.drawn(shown);
}
