/**
 * Carrying out what was typed.
 * @module
 */
import type { Client } from "../client/mod.ts";
import type { Command } from "./command.ts";
import { helpLines, type Input } from "./commands.ts";
import { expandHome, NoHomeError } from "../../../protocol/user_folders.ts";

/** Does what `input` asks for. `quit` means that the user wants to leave; what to do then is the front end's. */
export async function runInput(
  client: Client,
  input: Input,
  home: string | undefined,
): Promise<"stay" | "quit"> {
  switch (input.kind) {
    case "empty":
      return "stay";
    case "say":
      client.say(input.text);
      return "stay";
    case "error":
      client.error("bad_command", input.text);
      return "stay";
    case "command":
      try {
        return await runCommand(client, input.command, home);
      } catch (error) {
        if (!(error instanceof NoHomeError)) throw error;
        client.error("bad_command", error.message);
        return "stay";
      }
  }
}

async function runCommand(
  client: Client,
  command: Command,
  home: string | undefined,
): Promise<"stay" | "quit"> {
  switch (command.name) {
    case "help":
      for (const line of helpLines()) client.notice("help", line);
      break;
    case "names":
      client.names();
      break;
    case "info":
      client.info();
      break;
    case "invite":
      await client.invite();
      break;
    case "quit":
      return "quit";
    case "whois":
      client.whois(command.who);
      break;
    case "kick":
    case "ban":
    case "unban":
    case "mute":
    case "unmute":
    case "op":
    case "topic":
      client.moderate(command.name, command.deed);
      break;
    case "nick":
      client.rename(command.nick);
      break;
    case "me":
      client.say(command.text, { action: true });
      break;
    case "msg":
      client.say(command.text, { to: command.to });
      break;
    case "search":
      client.search(command.words);
      break;
    case "history":
      client.history(command.count);
      break;
    case "send":
      for (const path of await pathsOf(command, home)) client.sendFile(path);
      break;
    case "files":
      client.files(command.before);
      break;
    case "get":
      client.get(command.file, command.as && expandHome(command.as, home));
      break;
    case "accept":
      client.accept(command.file);
      break;
    case "decline":
      client.decline(command.file);
      break;
    case "cancel":
      client.cancel(command.file);
      break;
    default:
      command satisfies never;
  }
  return "stay";
}

/** A name with spaces may be typed without quotes if there is such a file. */
async function pathsOf(
  { paths, whole }: Extract<Command, { name: "send" }>,
  home: string | undefined,
): Promise<string[]> {
  const expanded = paths.map((path) => expandHome(path, home));
  if (paths.length === 1) return expanded;
  const asOne = expandHome(whole, home);
  const exists = await Deno.stat(asOne).then(
    (info) => info.isFile || info.isDirectory,
    () => false,
  );
  return exists ? [asOne] : expanded;
}
