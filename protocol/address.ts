/**
 * Where a program listens, in writing: `host`, `host:5050`, `[::1]:5050`, and as an invite
 * `host:5050#fingerprint`. One notation for whoever listens and whoever connects.
 * @module
 */
import { parseFingerprint } from "./certificate.ts";
import { DEFAULT_PORT } from "./limits.ts";

/** A place on the network. */
export interface Address {
  /** A name or an IP address, without brackets. */
  readonly host: string;
  readonly port: number;
}

/** An address, and who is to be found there. */
export interface Invite extends Address {
  readonly fingerprint?: string;
}

/** `host:port`, with an IPv6 address in brackets. */
export function formatAddress({ host, port }: Address): string {
  return `${bracketed(host)}:${port}`;
}

/** `host:port#fingerprint`, as {@linkcode parseInvite} reads it. */
export function formatInvite(address: Address, fingerprint: string | undefined): string {
  return formatAddress(address) + (fingerprint === undefined ? "" : `#${fingerprint}`);
}

/** The command that takes `invite`. */
export function joinCommand(invite: string, isEncrypted: boolean): string {
  return `chat join ${invite}${isEncrypted ? "" : " --plain"}`;
}

/** `host` as it stands in a URL and before a port (RFC 3986, section 3.2.2). */
export function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

const HOST_NAME = /^[\p{L}\p{N}](?:[\p{L}\p{N}._-]{0,252})$/u;
/** The interface of this machine that leads to a link-local address (RFC 4007, section 11). */
const ZONE = /^[\w.-]+$/;
/** RFC 4291, section 2.5.6: an address in fe80::/10 means something on one link only. */
const LINK_LOCAL = /^fe[89ab][0-9a-f]:/i;
const MAX_PORT = 65_535;

/**
 * The name or IP address that `text` is, or `undefined` if it is none. An IPv6 address may stand in
 * brackets.
 */
export function parseHost(text: string): string | undefined {
  const [, inner] = /^\[(.+)\]$/.exec(text) ?? [];
  const host = inner ?? text;
  if (isIpv6(host)) return host;
  return inner === undefined && HOST_NAME.test(host) ? host : undefined;
}

/** What is not said about a port. */
export interface PortRules {
  /** The port where `text` has none; without it, `text` must have one. */
  readonly missing?: number;
  /** 0 lets the system choose one to listen on. */
  readonly least: 0 | 1;
}

/** The address that `text` names, or `undefined` if it names none. */
export function parseAddress(text: string, { missing, least }: PortRules): Address | undefined {
  const [, name, digits] = /^(\[.+\]|[^:]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
  // An IPv6 address without brackets has no room for a port.
  const host = parseHost(name ?? text);
  const port = digits === undefined ? missing : Number(digits);
  if (host === undefined || port === undefined) return undefined;
  return port >= least && port <= MAX_PORT ? { host, port } : undefined;
}

/** The server that `text` names, with or without a fingerprint; `undefined` if it names none. */
export function parseInvite(text: string): Invite | undefined {
  const [where = "", mark, ...more] = text.split("#");
  const address = parseAddress(where, { missing: DEFAULT_PORT, least: 1 });
  if (address === undefined || mark === undefined) return address;
  const fingerprint = more.length > 0 ? undefined : parseFingerprint(mark);
  return fingerprint === undefined ? undefined : { ...address, fingerprint };
}

/** Is `host` a link-local address that does not say which interface of this machine leads there? */
export function lacksZone(host: string): boolean {
  return LINK_LOCAL.test(host) && !host.includes("%");
}

/** `host` without the interface that leads to it: what others can know of it. */
export function withoutZone(host: string): string {
  return host.replace(/%.*$/, "");
}

function isIpv6(host: string): boolean {
  const [address = "", zone] = host.split("%", 2);
  const isAddress = address.includes(":") && URL.canParse(`http://[${address}]/`);
  return isAddress && (zone === undefined || ZONE.test(host.slice(address.length + 1)));
}
