/**
 * The facts of a room, for people.
 * @module
 */
import prettyBytes from "pretty-bytes";
import prettyMs from "pretty-ms";
import type { ClientEvent } from "../core/events.ts";

/** One line per group of facts. Text of the server is untrusted. */
export function infoLines(info: Extract<ClientEvent, { type: "info" }>): string[] {
  const { room, members, server, uptimeMs, entries, files, fileBytes, encrypted, limits } = info;
  return [
    `${room}: ${members} members, ${entries} entries, ${files} files (${prettyBytes(fileBytes)})`,
    `${server}, up ${prettyMs(uptimeMs, { compact: true })}, ${
      encrypted ? "encrypted" : "not encrypted"
    }`,
    `Files up to ${prettyBytes(limits.fileBytes, { binary: true })}`,
  ];
}
