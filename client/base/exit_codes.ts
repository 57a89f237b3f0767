/**
 * Which exit code a failure has.
 * @module
 */
import { errorFacts } from "../../protocol/errors.ts";
import { EXIT } from "../../protocol/exit_codes.ts";

/** Codes whose exit code does not follow from where they come from. */
const EXIT_BY_CODE: Readonly<Record<string, number>> = {
  left: EXIT.ok,
  wrong_fingerprint: EXIT.impostor,
  fingerprint_changed: EXIT.impostor,
  not_vouched: EXIT.impostor,
  no_encryption: EXIT.unreachable,
  encryption_gone: EXIT.unreachable,
  encrypted_only: EXIT.unreachable,
  known_as_encrypted: EXIT.unreachable,
  password_missing: EXIT.refused,
  wrong_password: EXIT.refused,
  bad_proof: EXIT.refused,
  identity_required: EXIT.refused,
  name_owned: EXIT.refused,
  banned: EXIT.refused,
  kicked: EXIT.refused,
  bad_name: EXIT.refused,
  name_taken: EXIT.refused,
  bad_version: EXIT.refused,
  server_full: EXIT.refused,
  wrong_clock: EXIT.local,
  bad_text: EXIT.usage,
  file_missing: EXIT.local,
  not_a_file: EXIT.local,
  left_out: EXIT.local,
  not_readable: EXIT.local,
  file_changed: EXIT.local,
  not_saved: EXIT.local,
  bad_file_name: EXIT.refused,
  file_too_large: EXIT.refused,
  too_many_files: EXIT.refused,
};

/** The end of a link that was never up (`wasUp` false) or was lost for good. */
export function linkExitCode(code: string, wasUp: boolean): number {
  const known = EXIT_BY_CODE[code];
  if (known !== undefined) return known;
  if (wasUp) return EXIT.failed;
  // A server that answers with a code of its own is one; anything else was not reached.
  return NETWORK_CODES.has(code) ? EXIT.unreachable : EXIT.refused;
}

/** Something that was asked for was not done. `storage_full` is the server's here. */
export function failureExitCode(code: string): number {
  if (code === "storage_full") return EXIT.refused;
  return EXIT_BY_CODE[code] ?? (errorFacts(code) === undefined ? EXIT.failed : EXIT.refused);
}

const NETWORK_CODES: ReadonlySet<string> = new Set([
  "connection_refused",
  "no_route",
  "unknown_host",
  "timeout",
  "unreachable",
  "closed_at_once",
  "not_a_chat_server",
  "connection_lost",
]);
