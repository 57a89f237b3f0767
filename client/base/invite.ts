/**
 * What others type to join, for people to pass on.
 * @module
 */
import { type Address, formatInvite, joinCommand } from "../../protocol/address.ts";

/** What is known of a server, as its clients know it. */
export interface KnownServer {
  readonly address: Address;
  readonly isEncrypted: boolean;
  /** Of its certificate; `undefined` without one. */
  readonly fingerprint?: string | undefined;
}

/** The command that joins `server`. */
export function inviteCommand({ address, fingerprint, isEncrypted }: KnownServer): string {
  return joinCommand(formatInvite(address, fingerprint), isEncrypted);
}

/** The command, and the invite in it as a QR code, line by line. */
export async function inviteLines(server: KnownServer): Promise<string[]> {
  const { renderUnicodeCompact } = await import("uqr");
  const invite = formatInvite(server.address, server.fingerprint);
  return [inviteCommand(server), ...renderUnicodeCompact(invite).split("\n")];
}
