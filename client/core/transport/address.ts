/**
 * Where a server is, as people write it: `host`, `host:5050`, `[::1]:5050`, and as an invite `host:5050#fingerprint`.
 * @module
 */
import { type Address, formatAddress } from "../../../protocol/address.ts";
import { parseFingerprint } from "../../../protocol/certificate.ts";
import { DEFAULT_PORT } from "../../../protocol/limits.ts";

export { type Address, formatAddress };

/** An address, and who is to be found there. */
export interface Invite extends Address {
  readonly fingerprint?: string;
}

const HOST_NAME = /^[\p{L}\p{N}](?:[\p{L}\p{N}._-]{0,252})$/u;
const IPV6 = /^[0-9a-f:.]+(?:%[\w.-]+)?$/i;

/** The address that `text` names, or `undefined` if it names none. Without a port it is `defaultPort`. */
export function parseAddress(text: string, defaultPort = DEFAULT_PORT): Address | undefined {
  const bracketed = /^\[(.+)\](?::(\d{1,5}))?$/.exec(text);
  if (bracketed !== null) {
    const [, host = "", port] = bracketed;
    return isIpv6(host) ? withPort(host, port, defaultPort) : undefined;
  }
  if (isIpv6(text)) return { host: text, port: defaultPort };
  const plain = /^([^:]+)(?::(\d{1,5}))?$/.exec(text);
  const [, host = "", port] = plain ?? [];
  return HOST_NAME.test(host) ? withPort(host, port, defaultPort) : undefined;
}

/** As {@linkcode parseAddress}, with or without a fingerprint. */
export function parseInvite(text: string): Invite | undefined {
  const [where = "", mark, ...more] = text.split("#");
  const address = parseAddress(where);
  if (address === undefined || mark === undefined) return address;
  const fingerprint = more.length > 0 ? undefined : parseFingerprint(mark);
  return fingerprint === undefined ? undefined : { ...address, fingerprint };
}

function isIpv6(host: string): boolean {
  return host.split(":").length > 2 && IPV6.test(host);
}

function withPort(host: string, text: string | undefined, defaultPort: number) {
  const port = text === undefined ? defaultPort : Number(text);
  return port >= 1 && port <= 65_535 ? { host, port } : undefined;
}
