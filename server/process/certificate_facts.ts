/**
 * What a certificate says about itself. Loaded only for certificates that an operator brings.
 * @module
 */
import {
  BasicConstraintsExtension,
  SubjectAlternativeNameExtension,
  X509Certificate,
} from "@peculiar/x509";
import { bracketed } from "../../protocol/address.ts";

export interface CertificateFacts {
  readonly isAuthority: boolean;
  readonly validFrom: Date;
  readonly validUntil: Date;
  /** Names and addresses of hosts, as they are written in `HOST:PORT`. */
  readonly hosts: readonly string[];
}

/** Reads a certificate in DER; `undefined` if it is none. */
export function certificateFacts(der: Uint8Array): CertificateFacts | undefined {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(new Uint8Array(der));
  } catch {
    return undefined;
  }
  const names = certificate.getExtension(SubjectAlternativeNameExtension)?.names.items ?? [];
  return {
    isAuthority: certificate.getExtension(BasicConstraintsExtension)?.ca === true,
    validFrom: certificate.notBefore,
    validUntil: certificate.notAfter,
    hosts: names.flatMap(({ type, value }) => {
      if (type !== "dns" && type !== "ip") return [];
      return [bracketed(value)];
    }),
  };
}
