/**
 * What a command asks for.
 * @module
 */
import type { Deed, Moderation } from "../room/mod.ts";

/** A command as it is carried out. Paths are as typed. */
export type Command =
  | { readonly name: "help" | "names" | "info" | "invite" | "quit" }
  | { readonly name: "whois"; readonly who: string }
  | { readonly name: Moderation; readonly deed: Deed }
  | { readonly name: "nick"; readonly nick: string }
  | { readonly name: "me"; readonly text: string }
  | { readonly name: "msg"; readonly to: string; readonly text: string }
  | { readonly name: "search"; readonly words: string }
  | { readonly name: "history"; readonly count?: number }
  /** `whole` is the argument as one path: names with spaces are often typed without quotes. */
  | { readonly name: "send"; readonly paths: readonly string[]; readonly whole: string }
  | { readonly name: "files"; readonly before?: string }
  | { readonly name: "get"; readonly file: string; readonly as?: string }
  | { readonly name: "accept" | "decline" | "cancel"; readonly file: string };

export type CommandName = Command["name"];
