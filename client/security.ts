/**
 * What `--plain` and an invite mean for a client.
 * @module
 */
import { join } from "node:path";
import { configFolder } from "./config_folder.ts";
import type { Invite } from "./core/address.ts";
import type { Encryption } from "./core/client_options.ts";
import { failureText } from "./core/failures.ts";
import { KnownHosts } from "./core/secure/known_hosts.ts";
import { EXIT } from "./exit_codes.ts";

/** The servers that this person knows. */
export function knownHostsOfUser(): KnownHosts {
  const folder = configFolder(Deno.build.os, (name) => Deno.env.get(name));
  return new KnownHosts(join(folder, "known_hosts"));
}

/** How to connect to `invite`; `encryption` is `undefined` for `--plain`. A host that once encrypted is never joined without. */
export function encryptionFor(
  invite: Invite,
  plain: boolean,
  knownHosts: KnownHosts,
): { encryption: Encryption | undefined } | "known_as_encrypted" {
  if (!plain) return { encryption: { fingerprint: invite.fingerprint, knownHosts } };
  return knownHosts.find(invite) === undefined ? { encryption: undefined } : "known_as_encrypted";
}

/** Says why a host is not joined without encryption. The exit code. */
export function refuseDowngrade(): number {
  console.error(`chat: ${failureText("known_as_encrypted")}`);
  return EXIT.unreachable;
}
