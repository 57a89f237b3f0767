/**
 * The error codes of PROTOCOL.md: what people read, and what a client does about each.
 * @module
 */
import { MAX_NAME_CHARS, MAX_TEXT_BYTES } from "./limits.ts";

interface ErrorFacts {
  /** What people read. */
  readonly text: string;
  /** `fatal`: the server closes the connection after it. */
  readonly fatal?: true;
  /** `retry`: coming back later may help; everything else stays as it is. */
  readonly retry?: true;
  /** `otherName`: another name may help. */
  readonly otherName?: true;
}

/** Every code that may stand in an `error` or `closing` line. */
export const ERRORS = {
  bad_frame: { text: "This line is not part of the chat protocol", fatal: true },
  line_too_long: { text: "The line is too long", fatal: true },
  hello_timeout: { text: "No hello came in time", fatal: true, retry: true },
  bad_version: { text: "This server speaks another version of the protocol", fatal: true },
  bad_request: { text: "A field of the request is missing or has a wrong value" },
  unknown_type: { text: "This server does not know this kind of request" },
  bad_name: { text: "This name cannot be used", otherName: true },
  name_taken: { text: "Somebody in the room has this name already", otherName: true },
  name_owned: { text: "This name belongs to somebody else on this server", otherName: true },
  identity_required: { text: "This server takes nobody without an identity", fatal: true },
  bad_proof: { text: "The identity was not proved", fatal: true },
  wrong_password: { text: "The password is wrong", fatal: true },
  not_operator: { text: "Only an operator may do this" },
  muted: { text: "An operator has muted you" },
  kicked: { text: "An operator has shown you the door", fatal: true },
  banned: { text: "You are banned from this server", fatal: true },
  bad_text: { text: "The message is empty, too long or not valid text" },
  no_such_room: { text: "There is no such room" },
  no_such_member: { text: "Nobody here has this name" },
  bad_search: { text: "There is no word to search for" },
  rate_limited: { text: "Too often in a short time: wait a moment", retry: true },
  server_full: { text: "The server is full", fatal: true, retry: true },
  bad_file_name: { text: "This file name cannot be used" },
  file_too_large: { text: "The file is larger than this server accepts" },
  storage_full: { text: "The server's storage is full or failing", retry: true },
  too_many_files: { text: "Too many files at once" },
  no_such_file: { text: "There is no such file" },
  no_such_game: { text: "You are in no such game, or it is not known here" },
  already_playing: { text: "The two of you have a challenge or a game already" },
  too_many_games: { text: "Too many games at once" },
  not_your_turn: { text: "It is not your turn" },
  bad_move: { text: "The rules do not allow this move" },
  game_over: { text: "This game is over" },
  not_yours: { text: "Only the sender may do this" },
  bad_ticket: { text: "This ticket is not valid any more", fatal: true },
  bad_offset: { text: "The offset is beyond the end of the file", fatal: true },
  bad_digest: { text: "The bytes that arrived are not the bytes that were sent" },
  replaced: { text: "The same client connected again", fatal: true },
  slow_consumer: {
    text: "The connection did not take data for too long",
    fatal: true,
    retry: true,
  },
  idle: { text: "The connection was silent for too long", fatal: true, retry: true },
  shutting_down: { text: "The server is stopping", fatal: true, retry: true },
  internal: { text: "Something went wrong on the server", fatal: true, retry: true },
} as const satisfies Record<string, ErrorFacts>;

/** A code of the table above. */
export type ErrorCode = keyof typeof ERRORS;

/** What is known about `code`; an unknown code (of a newer server) has no facts. */
export function errorFacts(code: string): ErrorFacts | undefined {
  return Object.hasOwn(ERRORS, code) ? ERRORS[code as ErrorCode] : undefined;
}

/** The usual sentence for `code` with what is over which limit, such as `at most 100 at once`. */
export function overLimitText(code: ErrorCode, limit: string): string {
  return `${ERRORS[code].text} (${limit})`;
}

/** Why a name or a text is refused, with the limit that both sides share. */
export const BAD_NAME = overLimitText("bad_name", `1 to ${MAX_NAME_CHARS} ordinary characters`);
export const BAD_TEXT = overLimitText("bad_text", `at most ${MAX_TEXT_BYTES} bytes`);

/**
 * A peer broke a rule of the protocol, or a request cannot be carried out.
 * Callers answer with `code`; `message` may add the value that was wrong.
 */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";

  /** `text` defaults to the sentence of the table. */
  constructor(readonly code: ErrorCode, text: string = ERRORS[code].text) {
    super(text);
  }
}

/** The refusal of a line with more than `maxBytes`, its line break included. */
export function lineTooLong(maxBytes: number): ProtocolError {
  return new ProtocolError("line_too_long", overLimitText("line_too_long", `${maxBytes} bytes`));
}
