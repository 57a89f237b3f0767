/**
 * What the operator passes on so that others can join.
 * @module
 */
import { formatInvite, joinCommand } from "../../protocol/address.ts";
import { isLoopback } from "../base/mod.ts";

/** A network address of this machine. */
type Interface = Pick<Deno.NetworkInterfaceInfo, "family" | "address">;

/** How clients get through: with a fingerprint, with an authority's word, or without encryption. */
export type Door =
  | { readonly kind: "pinned"; readonly fingerprint: string }
  | { readonly kind: "authority"; readonly hosts: readonly string[] }
  | { readonly kind: "plain" };

/**
 * `192.168.1.20:5050#…` for every address under which a server that listens on `host` can be
 * reached; never empty. What an authority vouches for are names, so they stand in the place of
 * addresses.
 */
export function invites(
  host: string,
  port: number,
  door: Door,
  interfaces: readonly Interface[],
): string[] {
  const fingerprint = door.kind === "pinned" ? door.fingerprint : undefined;
  if (door.kind === "authority") {
    const names = door.hosts.filter((name) => !name.includes("*"));
    if (names.length > 0) return names.map((name) => `${name}:${port}`);
  }
  return addressesOf(host, interfaces).map((address) => {
    return formatInvite({ host: address, port }, fingerprint);
  });
}

/** The command that takes `invite`. */
export function commandFor(invite: string, door: Door): string {
  return joinCommand(invite, door.kind !== "plain");
}

function addressesOf(host: string, interfaces: readonly Interface[]): string[] {
  if (host !== "0.0.0.0" && host !== "::") return [host];
  const families = host === "::" ? ["IPv4", "IPv6"] : ["IPv4"];
  const reachable = interfaces
    .filter(({ family }) => families.includes(family))
    .map(({ address }) => address)
    // A link-local address means nothing without the name of the other machine's own interface.
    .filter((address) => !isLoopback(address) && !/^fe80:/i.test(address));
  return reachable.length > 0 ? reachable : ["127.0.0.1"];
}
