/**
 * Where a server is, as people write it: `host`, `host:5050`, `[::1]:5050`, and as an invite `host:5050#fingerprint`.
 * @module
 */
import { type Address, parseAddress } from "../../../protocol/address.ts";
import { parseFingerprint } from "../../../protocol/certificate.ts";
import { DEFAULT_PORT } from "../../../protocol/limits.ts";

export { type Address, formatAddress } from "../../../protocol/address.ts";

/** An address, and who is to be found there. */
export interface Invite extends Address {
  readonly fingerprint?: string;
}

/** The server that `text` names, with or without a fingerprint; `undefined` if it names none. */
export function parseInvite(text: string): Invite | undefined {
  const [where = "", mark, ...more] = text.split("#");
  const address = parseAddress(where, { missing: DEFAULT_PORT, least: 1 });
  if (address === undefined || mark === undefined) return address;
  const fingerprint = more.length > 0 ? undefined : parseFingerprint(mark);
  return fingerprint === undefined ? undefined : { ...address, fingerprint };
}
