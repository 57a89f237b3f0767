/**
 * What can be said about a server before it is joined.
 * @module
 */
import { fingerprintOf } from "../../../protocol/certificate.ts";
import type { Address } from "../../../protocol/address.ts";
import type { Encryption } from "./encryption.ts";
import { learnCertificate } from "./probe.ts";
import type { ServerFacts } from "../base/mod.ts";

/**
 * Looks at the invite, at what is remembered, and otherwise at the certificate that the server
 * shows, which nothing proves yet. The server is told nothing. What cannot be found out is left
 * out.
 */
export async function lookAtServer(
  address: Address,
  encryption: Encryption | undefined,
  signal: AbortSignal,
): Promise<ServerFacts> {
  if (encryption === undefined) return { isEncrypted: false };
  const { fingerprint, knownHosts } = encryption;
  if (fingerprint !== undefined) return { isEncrypted: true, fingerprint, standing: "invited" };
  try {
    const known = knownHosts.find(address);
    if (known?.kind === "pin") {
      return { isEncrypted: true, fingerprint: fingerprintOf(known.der), standing: "known" };
    }
    // An authority vouches for whatever certificate the server has.
    if (known !== undefined) return { isEncrypted: true, standing: "known" };
    const shown = fingerprintOf(await learnCertificate(address, signal));
    return { isEncrypted: true, fingerprint: shown, standing: "new" };
  } catch {
    return { isEncrypted: true };
  }
}
