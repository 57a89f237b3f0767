/**
 * The options that `join` and `send` share, and how their values are read.
 * @module
 */
import { type Invite, parseInvite } from "../protocol/address.ts";
import { InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { join } from "node:path";
import { MIB } from "../protocol/limits.ts";
import { pathOption } from "../protocol/path_option.ts";
import { normalizeName } from "../protocol/names.ts";
import { parseSize } from "../protocol/quantities.ts";
import type { AcceptPolicy } from "./core/mod.ts";

/** Files a client accepts by itself up to this size by default. */
const DEFAULT_ACCEPT_BYTES = 100 * MIB;

/** A timer cannot wait longer: 2³¹ ms. */
const MAX_SECONDS = 2_147_483;

export function nameOption() {
  return new Option("-n, --name <name>", "your name in the room").env("CHAT_NAME")
    .argParser(memberName);
}

export function passwordOption() {
  return new Option(
    "--password-file <file>",
    "file with the password of the room (or CHAT_PASSWORD)",
  )
    .env("CHAT_PASSWORD_FILE").argParser(pathOption);
}

export function plainOption() {
  return new Option(
    "--plain",
    "do not encrypt the connection: everybody on the network can read it",
  ).env("CHAT_PLAIN");
}

export function address(text: string): Invite {
  return parseInvite(text) ??
    refuse(
      "It must be HOST, HOST:PORT or an invite HOST:PORT#FINGERPRINT, such as 192.168.1.20:5050.",
    );
}

function memberName(text: string): string {
  return normalizeName(text) ?? refuse("It must be a name of 1 to 32 ordinary characters.");
}

export function acceptPolicy(text: string): AcceptPolicy {
  if (text === "all" || text === "ask" || text === "none") return text;
  return parseSize(text) ?? refuse("It must be all, ask, none or a size such as 100MiB.");
}

/** Milliseconds. */
export function seconds(text: string): number {
  const value = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (!(value <= MAX_SECONDS)) refuse(`It must be a number of seconds from 0 to ${MAX_SECONDS}.`);
  return value * 1000;
}

export const DEFAULT_ACCEPT: AcceptPolicy = DEFAULT_ACCEPT_BYTES;

/** Where received files go unless told otherwise; `undefined` if there is no place. */
export function defaultDownloads(home: string | undefined): string | undefined {
  return home && join(home, "Downloads", "chat");
}

function refuse(text: string): never {
  throw new InvalidArgumentError(text);
}
