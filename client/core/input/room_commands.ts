/**
 * Commands about the room, its members and oneself.
 * @module
 */
import { BAD_NAME } from "../../../protocol/errors.ts";
import { normalizeName } from "../../../protocol/names.ts";
import { Failure } from "../base/mod.ts";
import { wholeName } from "../text/mod.ts";
import type { Command } from "./command.ts";

export const ROOM_COMMANDS: readonly Command[] = [
  {
    name: "names",
    aliases: ["who", "members", "list"],
    usage: "",
    help: "who is in the room",
    takes: "nothing",
    read: () => ({ client }) => client.names(),
  },
  {
    name: "whois",
    aliases: [],
    usage: "NAME",
    help: "whose name it is, and whether they are here",
    takes: "name",
    read: (argument, { names }) => {
      const name = wholeName(argument, names);
      return name === "" ? undefined : ({ client }) => client.whois(name);
    },
  },
  {
    name: "nick",
    aliases: ["name", "rename"],
    usage: "NAME",
    help: "take another name",
    takes: "other",
    read: (argument) => {
      const name = wholeName(argument, []);
      if (name === "") return undefined;
      if (normalizeName(name) === undefined) return new Failure("bad_name", BAD_NAME);
      return ({ client }) => client.rename(name);
    },
  },
  {
    name: "info",
    aliases: [],
    usage: "",
    help: "facts about the room and the server",
    takes: "nothing",
    read: () => ({ client }) => client.info(),
  },
  {
    name: "invite",
    aliases: [],
    usage: "",
    help: "what others type to join, also as a QR code",
    takes: "nothing",
    read: () => async ({ client, inviteLines }) => {
      for (const line of await inviteLines(client)) client.notice("invite", line);
    },
  },
  {
    name: "quit",
    aliases: ["q", "exit", "disconnect", "leave"],
    usage: "",
    help: "leave",
    takes: "nothing",
    read: () => () => "quit",
  },
];
