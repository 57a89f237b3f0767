/**
 * What can go wrong for a client beyond the error codes of the protocol: what people read, and
 * whether trying again may help.
 * @module
 */
import { errorFacts } from "../../../protocol/errors.ts";

interface FailureFacts {
  /** What people read. */
  readonly text: string;
  /** Trying again after a pause may help. */
  readonly retry?: true;
}

/** The client's own codes. */
export const FAILURES = {
  connection_refused: { text: "Connection refused: no server is listening there", retry: true },
  no_route: { text: "No route to host", retry: true },
  unknown_host: { text: "Unknown host", retry: true },
  timeout: { text: "No answer in time", retry: true },
  unreachable: { text: "The server cannot be reached", retry: true },
  closed_at_once: { text: "It closed the connection without a greeting", retry: true },
  not_a_chat_server: { text: "This is not a chat server", retry: true },
  password_missing: {
    text: "The room has a password: give it with --password-file or CHAT_PASSWORD",
  },
  no_tls: { text: "It speaks no TLS" },
  no_encryption: {
    text:
      "The server does not encrypt connections; --plain joins it all the same, for everybody to read",
  },
  encryption_gone: {
    text: "The server does not encrypt connections any more, or something else has taken its place",
  },
  encrypted_only: { text: "The server encrypts its connections: join it without --plain" },
  known_as_encrypted: {
    text: "This server is known to encrypt its connections: join it without --plain",
  },
  wrong_fingerprint: { text: "The server does not have the fingerprint of the invite" },
  fingerprint_changed: { text: "The server does not have the fingerprint that it had" },
  wrong_clock: { text: "The clock of this machine must be wrong" },
  not_vouched: { text: "No authority that this system trusts vouches for the server" },
  connection_lost: { text: "The connection was lost", retry: true },
  server_silent: { text: "The server has fallen silent", retry: true },
  transfer_stalled: { text: "The transfer made no progress for too long", retry: true },
  waiting_for_sender: { text: "Waiting for the sender", retry: true },
  part_damaged: { text: "What was received earlier is damaged", retry: true },
  server_misbehaved: { text: "The server does not keep to the chat protocol" },
  left: { text: "You left" },
  file_missing: { text: "File doesn't exist" },
  not_a_file: { text: "Not a regular file" },
  left_out: { text: "Something was left out" },
  not_readable: { text: "The file cannot be read" },
  file_changed: { text: "The file changed while it was being sent" },
  not_saved: { text: "The file cannot be saved" },
  cancelled: { text: "Cancelled" },
  paused: { text: "You paused it" },
  withdrawn: { text: "The sender withdrew the file" },
  abandoned: { text: "The sender gave up" },
  removed: { text: "The file was removed" },
  not_connected: { text: "Not connected" },
  bad_input: { text: "This line of input cannot be used" },
  bad_command: { text: "This command cannot be used" },
  public_only: {
    text: "Everybody in the room would get that, and what is typed here is for one member alone",
  },
  unclear_name: { text: "It is not clear who is meant: put the name in quotes" },
} as const satisfies Record<string, FailureFacts>;

/** Codes that come with the facts of the case. */
const OWN_DETAIL: ReadonlySet<string> = new Set([
  "wrong_fingerprint",
  "fingerprint_changed",
  "not_vouched",
  "wrong_clock",
  "unreachable",
  "unknown_host",
]);

/** Codes of the protocol for which a transfer, unlike a link, tries again. */
const TRANSFER_RETRIES: ReadonlySet<string> = new Set([
  "bad_ticket",
  "bad_offset",
  "too_many_files",
]);

/**
 * Codes for which a link, unlike a transfer, tries again: whoever sends a file should know that it
 * does not fit.
 */
const TRANSFER_ENDS: ReadonlySet<string> = new Set(["storage_full"]);

export type FailureCode = keyof typeof FAILURES;

/**
 * Something a client does could not be done; `code` is of the protocol or of {@linkcode FAILURES}.
 */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly code: string;

  /** `text` defaults to the sentence of the tables. */
  constructor(code: string, text?: string) {
    super(text ?? failureText(code));
    this.code = code;
  }
}

/** The sentence for `code`; a code that is not known stands for itself. */
export function failureText(code: string): string {
  return knownText(code) ?? code;
}

/** What a `code` that a receiver gave means for the sender, where the disk is the other's. */
export function receiptText(code: string): string {
  return code === "storage_full" ? "The disk there is full" : failureText(code);
}

/** The sentence for `code`, if it is known. */
export function knownText(code: string): string | undefined {
  return ownFacts(code)?.text ?? errorFacts(code)?.text;
}

/** Longest explanation of a peer that is passed on: a sentence or two. */
const MAX_TOLD_CHARS = 300;

/**
 * What people read about `code` when a peer explains it with `text`: the usual sentence, with what
 * the peer adds to it, such as the number of a limit.
 */
export function toldText(code: string, text: string): string {
  const usual = knownText(code);
  return usual === undefined || (text.startsWith(usual) && text.length <= MAX_TOLD_CHARS)
    ? text
    : usual;
}

/** Does the text that comes with `code` say more than the sentence of the table? */
export function isOwnDetail(code: string): boolean {
  return OWN_DETAIL.has(code);
}

/** `code` as a server sent it, which must not pass for one of the client's own findings. */
export function serverCode(code: string): string {
  return ownFacts(code) === undefined ? code : "server_misbehaved";
}

/** May the link come up again after it ended with `code`? */
export function mayReconnect(code: string): boolean {
  return (ownFacts(code) ?? errorFacts(code))?.retry === true;
}

/** May a transfer go on after it ended with `code`? */
export function mayContinue(code: string): boolean {
  return TRANSFER_RETRIES.has(code) || (mayReconnect(code) && !TRANSFER_ENDS.has(code));
}

/** `error` as a failure; what is none is `fallback`. */
export function asFailure(error: unknown, fallback: FailureCode): Failure {
  if (error instanceof Failure) return error;
  const code = (error as { code?: unknown } | null)?.code;
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new Failure("storage_full", "The disk is full");
  }
  return new Failure(fallback);
}

function ownFacts(code: string): FailureFacts | undefined {
  return Object.hasOwn(FAILURES, code) ? FAILURES[code as FailureCode] : undefined;
}
