/**
 * `chat trust`: whom this person's clients take for the server at an address.
 * @module
 */
import { linkExitCode } from "./base/mod.ts";
import { formatAddress, type Invite } from "../protocol/address.ts";
import { EXIT } from "../protocol/exit_codes.ts";
import { fingerprintOf, isPinnable } from "../protocol/certificate.ts";
import { Failure, type KnownHost, type KnownHosts, learnCertificate } from "./core/mod.ts";

export interface TrustOptions {
  readonly invite: Invite;
  readonly replace: boolean;
  readonly forget: boolean;
  readonly knownHosts: KnownHosts;
  /** Told what is so, a line at a time. */
  readonly report: (line: string) => void;
  /** Told what could not be done. */
  readonly complain: (text: string) => void;
}

/** Shows, remembers, replaces or forgets the fingerprint of a server. Resolves to the exit code. */
export async function runTrust(options: TrustOptions): Promise<number> {
  const { invite, forget, knownHosts, report } = options;
  const where = formatAddress(invite);
  try {
    if (forget) {
      report(knownHosts.remove(invite) ? `${where} is forgotten` : `${where} was not known`);
      return EXIT.ok;
    }
    const der = await learnCertificate(invite, new AbortController().signal);
    return decide(options, der);
  } catch (error) {
    if (error instanceof Failure) {
      options.complain(`Cannot look at ${where}: ${error.message}`);
      return linkExitCode(error.code, false);
    }
    options.complain(`The servers that are known cannot be kept: ${(error as Error).message}`);
    return EXIT.local;
  }
}

function decide(options: TrustOptions, der: Uint8Array): number {
  const { invite, replace, knownHosts, report, complain } = options;
  const where = formatAddress(invite);
  const shown = fingerprintOf(der);
  const known = knownHosts.find(invite);
  report(`${where} shows ${shown}`);
  if (invite.fingerprint !== undefined && invite.fingerprint !== shown) {
    complain(`That is not the fingerprint of the invite, ${invite.fingerprint}`);
    return EXIT.impostor;
  }
  const wanted: KnownHost = isPinnable(der) ? { kind: "pin", der } : { kind: "authority" };
  if (known !== undefined && !isSame(known, wanted) && !replace) {
    complain(`${where} is known with ${nameOf(known)}; --replace trusts what it shows now`);
    return EXIT.impostor;
  }
  knownHosts.put(invite, wanted);
  report(`${where} is trusted with ${nameOf(wanted)}`);
  return EXIT.ok;
}

function isSame(a: KnownHost, b: KnownHost): boolean {
  return nameOf(a) === nameOf(b);
}

function nameOf(host: KnownHost): string {
  return host.kind === "pin" ? fingerprintOf(host.der) : "an authority's word";
}
