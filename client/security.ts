/**
 * What `--plain` and an invite mean for a client.
 * @module
 */
import type { Invite } from "../protocol/address.ts";
import { join } from "node:path";
import { EXIT } from "../protocol/exit_codes.ts";
import { systemReason } from "../protocol/system_reason.ts";
import { configFolder } from "../protocol/user_folders.ts";
import {
  type ClientOptions,
  failureText,
  type Identity,
  KnownHosts,
  loadIdentity,
} from "./core/mod.ts";
import { fingerprintOf } from "../protocol/certificate.ts";
import { fromBase64url } from "../protocol/proofs.ts";
import { PasswordError, readPassword } from "../protocol/password.ts";

/** The key of this person; says so and goes without one if it cannot be kept. */
async function identityOfUser(): Promise<Identity | undefined> {
  const folder = configFolder();
  if (folder === undefined) return guestBecause("there is no home folder to keep it in");
  try {
    return await loadIdentity(join(folder, "identity"));
  } catch (error) {
    const why = error instanceof SyntaxError
      ? error.message
      : `${folder} cannot be used (${systemReason(error)})`;
    return guestBecause(why);
  }
}

function guestBecause(why: string): undefined {
  console.error(`* You are a guest without an identity: ${why}`);
}

/** The servers that this person knows. */
export function knownHostsOfUser(): KnownHosts {
  const folder = configFolder();
  return new KnownHosts(folder && join(folder, "known_hosts"));
}

/** What a person says about security on the command line. */
export interface SecurityOptions {
  readonly address: Invite;
  readonly plain: boolean;
  readonly passwordFile: string | undefined;
}

/**
 * How to connect: the options of a client that follow. Or the exit code, after a sentence about
 * what is wrong.
 */
export async function securityFor(
  { address, plain, passwordFile }: SecurityOptions,
): Promise<Pick<ClientOptions, "encryption" | "identity" | "password"> | number> {
  const knownHosts = knownHostsOfUser();
  // A host that encrypted once is never joined without.
  if (plain && isKnown(knownHosts, address)) {
    console.error(`chat: ${failureText("known_as_encrypted")}`);
    return EXIT.unreachable;
  }
  const encryption = plain ? undefined : { fingerprint: address.fingerprint, knownHosts };
  try {
    const password = readPassword(passwordFile, Deno.env.get("CHAT_PASSWORD"));
    return { encryption, password, identity: await identityOfUser() };
  } catch (error) {
    if (!(error instanceof PasswordError)) throw error;
    console.error(`chat: ${error.message}`);
    return EXIT.local;
  }
}

function isKnown(knownHosts: KnownHosts, address: Invite): boolean {
  try {
    return knownHosts.find(address) !== undefined;
  } catch {
    return false; // What cannot be read is not known.
  }
}

/** Prints the fingerprint of this person's key, which is made if there is none. The exit code. */
export async function printFingerprint(): Promise<number> {
  const identity = await identityOfUser();
  if (identity === undefined) return EXIT.local;
  console.log(fingerprintOf(fromBase64url(identity.key)));
  return EXIT.ok;
}
