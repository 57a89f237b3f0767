/**
 * What all front ends of the client have in common: its last words, its exit codes, its invites.
 * @module
 */
export { closingText } from "./closing_text.ts";
export { failureExitCode, linkExitCode } from "./exit_codes.ts";
export { inviteCommand, inviteLines } from "./invite.ts";
