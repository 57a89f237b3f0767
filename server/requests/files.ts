/**
 * Files: offered, fetched, given up, declined, listed.
 * @module
 */
import { ProtocolError } from "../../protocol/errors.ts";
import { MAX_FILES_LISTED } from "../../protocol/limits.ts";
import { isFileName } from "../../protocol/names.ts";
import { errorReply, type Traffic } from "../base/mod.ts";
import type { Files } from "../files/mod.ts";
import type { Log } from "../log/mod.ts";
import type { Caller } from "./caller.ts";
import { refusal } from "./refusal.ts";
import type { RequestOf, Route } from "./route.ts";

/** What requests about files rely on. */
export interface FileRequestParts {
  readonly files: Files;
  readonly log: Log;
  readonly traffic: Traffic;
}

/**
 * Announces a file and permits its upload; a repeated offer permits going on with it. @throws
 * {ProtocolError}
 */
export function offerRoute({ files, log, traffic }: FileRequestParts): Route<"offer"> {
  return {
    rate: "offers",
    isSpeaking: true,
    async handle(caller, request) {
      const { id, name, size, mime = "application/octet-stream" } = request;
      const { author, name: from } = caller.member;
      const known = log.seqOf(author, id);
      if (known !== undefined) return continueUpload(files, caller, id, known);
      if (!isFileName(name)) throw new ProtocolError("bad_file_name");
      using _reserved = files.reservations.reserve(author, size);
      const room = caller.room.id;
      const change = { type: "file_offered", room, author, id, from, name, size, mime } as const;
      await caller.append(change, (outcome) => {
        if (outcome.kind === "refused") return [refusal(request, outcome, traffic)];
        if (outcome.kind === "done") return [];
        const { kind, seq } = outcome;
        const duplicate = kind === "duplicate" || undefined;
        return [
          { type: "ack", id, seq, duplicate, file: String(seq) },
          ticketOrError(files, author, seq, request),
        ];
      });
    },
  };
}

export function withdrawRoute({ files }: FileRequestParts): Route<"withdraw"> {
  return {
    rate: "requests",
    handle: ({ member }, { file }) => files.withdraw(member.author, Number(file)),
  };
}

export function getRoute({ files }: FileRequestParts): Route<"get"> {
  return {
    rate: "none",
    handle: (caller, { file }) =>
      caller.reply(files.ticket(caller.member.author, Number(file), "down")),
  };
}

export function declineRoute({ files }: FileRequestParts): Route<"decline"> {
  return {
    rate: "requests",
    handle: ({ member }, { file, code }) => {
      const state = code === undefined ? "declined" : "failed";
      files.receipt(files.find(Number(file)), member.name, state, code);
    },
  };
}

export function listFilesRoute({ files }: FileRequestParts): Route<"files"> {
  return {
    rate: "queries",
    handle(caller, { before }) {
      const upTo = before === undefined ? Number.MAX_SAFE_INTEGER : Number(before);
      const rows = files.list(caller.room.id, upTo);
      const listed = rows.slice(0, MAX_FILES_LISTED).map((row) => ({
        file: String(row.file),
        name: row.name,
        size: row.size,
        mime: row.mime,
        from: row.sender,
        at: new Date(row.at).toISOString(),
        stored: row.stored,
        complete: row.state === "complete",
      }));
      caller.reply({ type: "files", files: listed, more: rows.length > listed.length });
    },
  };
}

function continueUpload(files: Files, caller: Caller, id: string, file: number): void {
  // Before the ack: what is gone is refused, not acknowledged and refused.
  const ticket = files.ticket(caller.member.author, file, "up");
  caller.reply({ type: "ack", id, seq: file, duplicate: true, file: String(file) });
  caller.reply(ticket);
}

function ticketOrError(
  files: Files,
  author: number,
  file: number,
  request: RequestOf<"offer">,
): object {
  try {
    return files.ticket(author, file, "up");
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return errorReply(error.code, request, error.message);
  }
}
