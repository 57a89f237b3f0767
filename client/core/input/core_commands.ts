/**
 * The commands that every front end has, in the order in which help lists them.
 * @module
 */
import type { Command } from "./command.ts";
import type { CommandTable } from "./command_table.ts";
import type { Game } from "../../../protocol/games/mod.ts";
import { FILE_COMMANDS } from "./file_commands.ts";
import { gameCommands } from "./game_commands.ts";
import { OPERATOR_COMMANDS } from "./operator_commands.ts";
import { ROOM_COMMANDS } from "./room_commands.ts";
import { TALK_COMMANDS } from "./talk_commands.ts";

/** `table` is asked when help is wanted: it has those of the front end as well. */
export function coreCommands(
  table: () => CommandTable,
  games: readonly Game[],
): readonly Command[] {
  return [
    {
      name: "help",
      aliases: ["h", "?"],
      usage: "",
      help: "list the commands",
      takes: "nothing",
      read: () => ({ client }) => {
        for (const line of helpLines(table())) client.notice("help", line);
      },
    },
    ...TALK_COMMANDS,
    ...FILE_COMMANDS,
    ...gameCommands(games),
    ...ROOM_COMMANDS,
    ...OPERATOR_COMMANDS,
  ];
}

/** One line for each command of `table`. */
function helpLines({ help }: CommandTable): string[] {
  const width = Math.max(...help.map(([usage]) => usage.length));
  return help.map(([usage, what]) => `${usage.padEnd(width)}  ${what}`);
}
