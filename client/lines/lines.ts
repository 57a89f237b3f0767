/**
 * Events as lines for people: one line per event, a few for those that are lists.
 * @module
 */
import prettyMs from "pretty-ms";
import {
  type ClientEvent,
  failureText,
  type GameEvent,
  gameText,
  type PastEvent,
  receiptText,
  type TransferEvent,
} from "../core/mod.ts";
import { binarySize, oneLine, sizeText } from "./format.ts";

type EventOf<T extends ClientEvent["type"]> = Extract<ClientEvent, { type: T }>;

/** The lines for `event`, without line breaks; none for what people need not read. Text from others can do no harm in them. */
export function renderLines(event: ClientEvent): string[] {
  switch (event.type) {
    case "welcome":
      return event.again ? [backLine(event.missed ?? 0)] : memberLines(event.members);
    case "names":
      return memberLines(event.members);
    case "joined":
      return [`* ${oneLine(event.name)} joined the chat!`];
    case "left":
      return [`* ${oneLine(event.name)} exited the chat`];
    case "renamed":
      return [`* ${oneLine(event.from)} is now called ${oneLine(event.to)}`];
    case "message":
      return [messageLine(event)];
    case "game":
      return [gameLine(event)];
    case "history":
      return pastLines("Older messages", event.entries, event.more && "/history shows more");
    case "found":
      return pastLines(`Found: ${oneLine(event.words)}`, event.entries, event.more && "and more");
    case "file":
      return fileLines(event);
    case "transfer":
      return event.direction === "up" ? uploadLines(event) : downloadLines(event);
    case "receipt":
      return receiptLines(event);
    case "files":
      return filesLines(event);
    case "info":
      return infoLines(event);
    case "notice":
      return [`* ${oneLine(event.text)}`];
    case "error":
      return [`! ${oneLine(event.text)}`];
    case "link":
      return linkLines(event);
    case "pending":
    case "sent":
    case "withdrawn":
      return [];
    default:
      event satisfies never;
      return [];
  }
}

function memberLines(members: readonly string[]): string[] {
  const total = `* Total No of Clients: ${members.length}`;
  return [total, ...members.map((name, at) => `* Client ${at + 1} : ${oneLine(name)}`)];
}

function messageLine({ from, to, text, action }: EventOf<"message">): string {
  const who = to === undefined ? oneLine(from) : `${oneLine(from)} -> ${oneLine(to)}`;
  return action ? `** ${who} ${oneLine(text)}` : `[${who}] ${oneLine(text)}`;
}

/** The board goes into the line, its rows one after the other. */
function gameLine(event: GameEvent): string {
  const rows = event.board.filter((cells) => cells.some(({ isLabel }) => !isLabel))
    .map((cells) => cells.map(({ text }) => text).join(""));
  const isPlayed = event.state !== "open" && rows.length > 0;
  return `* ${oneLine(gameText(event))}${isPlayed ? ` [${rows.join(" ")}]` : ""}`;
}

function pastLines(title: string, entries: readonly PastEvent[], end: string | false): string[] {
  if (entries.length === 0) return [`* ${title}: none`];
  const lines = entries.map((event) => {
    const line = event.type === "message" ? messageLine(event) : fileLines(event)[0];
    return `${oneLine(event.at.slice(0, 16).replace("T", " "))} ${line}`;
  });
  return [`* ${title}:`, ...lines, ...(end ? [`* ${end}`] : [])];
}

function backLine(missed: number): string {
  return missed === 0 ? "* Connected again" : `* Connected again, ${missed} missed`;
}

function fileLines({ id, from, name, size, accepted, gone }: EventOf<"file">): string[] {
  if (accepted) return [];
  const what = `${oneLine(name)} (${sizeText(size)})`;
  if (gone) return [`* ${oneLine(from)} shared the file ${what}, which is gone`];
  return [`* ${oneLine(from)} shares the file ${what}, /get ${id} receives it`];
}

function uploadLines(
  { name, state, code = "", text = failureText(code) }: TransferEvent,
): string[] {
  const shown = oneLine(name);
  switch (state) {
    case "started":
      return [`* Sending the file ${shown}...`];
    case "done":
      return [`* File ${shown} sent successfully`];
    case "failed":
      return [`! File ${shown} was not sent: ${oneLine(text)}`];
    case "paused":
      return [`* File ${shown} is paused: ${oneLine(text)}`];
    default:
      return [];
  }
}

function downloadLines(event: TransferEvent): string[] {
  const { id, state, size, from, path = "", code = "", text = failureText(code) } = event;
  const shown = event.name === "" ? id : oneLine(event.name);
  switch (state) {
    case "started": {
      const sender = from === undefined ? "" : ` from ${oneLine(from)}`;
      return [`* Preparing to receive the file ${shown} (${sizeText(size)})${sender}...`];
    }
    case "done":
      return [`* File: ${shown} received successfully (${sizeText(size)}) -> ${oneLine(path)}`];
    case "failed":
      return [`! File ${shown} was not received: ${oneLine(text)}`];
    case "paused":
      return [`* File ${shown} is paused: ${oneLine(text)}`];
    case "declined":
      return [`* File ${shown} declined`];
    default:
      return [];
  }
}

function receiptLines({ name, by, state, code }: EventOf<"receipt">): string[] {
  // Everybody receiving a file is the normal case, and many lines in a large room.
  if (state === "done") return [];
  const verb = state === "declined" ? "declined" : "could not receive";
  const why = code === undefined ? "" : `: ${oneLine(receiptText(code))}`;
  return [`* ${oneLine(by)} ${verb} the file ${oneLine(name)}${why}`];
}

function filesLines({ files, more }: EventOf<"files">): string[] {
  if (files.length === 0) return ["* No files"];
  const lines = files.map(({ file, name, size, from, stored, complete }) => {
    const state = complete ? "" : `, ${sizeText(stored)} so far`;
    return `* File ${file} : ${oneLine(name)} (${sizeText(size)}) from ${oneLine(from)}${state}`;
  });
  const oldest = files.at(-1)?.file;
  return more ? [...lines, `* /files before ${oldest} lists older ones`] : lines;
}

function infoLines(info: EventOf<"info">): string[] {
  const { room, members, server, uptimeMs, entries, files, fileBytes, encrypted, limits } = info;
  const rate = limits.ratePerSecond === 0 ? "any rate" : `${limits.ratePerSecond} requests/s`;
  return [
    `* Room ${oneLine(room)}: ${members} members, ${entries} entries, ${files} files (${
      sizeText(fileBytes)
    })`,
    `* Server ${oneLine(server)}, up ${prettyMs(uptimeMs, { compact: true })}, ${
      encrypted ? "encrypted" : "not encrypted"
    }`,
    `* Limits: texts of ${
      binarySize(limits.textBytes)
    }, names of ${limits.nameChars} characters, files of ${binarySize(limits.fileBytes)}, ${rate}`,
  ];
}

function linkLines(event: EventOf<"link">): string[] {
  // Of all the attempts to come back, the first one and the one that succeeds are told.
  if (event.state !== "waiting" || event.again) return [];
  return [`* ${oneLine(failureText(event.reason))}, trying to come back`];
}
