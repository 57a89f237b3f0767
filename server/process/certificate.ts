/**
 * The certificate of a server: its own, made at the first start, or one that the operator has.
 * @module
 */
import { createPublicKey } from "node:crypto";
import { join } from "node:path";
import { replacePrivate } from "../../protocol/private_file.ts";
import { readTextFile, TextFileError } from "../../protocol/text_file.ts";
import { derOfPem, fingerprintOf, isPinnable, PEER_NAME } from "../../protocol/certificate.ts";

/** What a server shows and proves itself with. */
export interface Certificate {
  /** The chain in PEM. */
  readonly cert: string;
  /** The private key in PEM. */
  readonly key: string;
  readonly der: Uint8Array;
  readonly fingerprint: string;
  /**
   * Names and addresses of hosts that an authority vouches for, as they are written in `HOST:PORT`.
   */
  readonly hosts: readonly string[];
}

/** The certificate or its key cannot be used; `message` says why. */
export class CertificateError extends Error {
  override readonly name = "CertificateError";
}

/**
 * Validity of a server's own certificate: clocks are wrong more often than keys are stolen, and a
 * pin does not expire. From when a clock that nobody has set begins to count, to what every reader
 * of certificates understands without the longer form of dates (RFC 5280, section 4.1.2.5).
 */
const VALID_FROM = new Date(0);
const VALID_UNTIL = new Date("2049-12-31T23:59:59Z");

/**
 * The server's own certificate in `folder`, made if there is none. @throws {CertificateError}; what
 * the file system throws.
 */
export async function ownCertificate(folder: string): Promise<Certificate> {
  const [certFile, keyFile] = [join(folder, "certificate.pem"), join(folder, "key.pem")];
  if (!exists(certFile) || !exists(keyFile)) {
    const { cert, key } = await makeCertificate();
    // The certificate comes last: it is there only if its key is.
    replacePrivate(keyFile, key);
    replacePrivate(certFile, cert);
  }
  return readCertificate(certFile, keyFile);
}

function readCertificate(certFile: string, keyFile: string): Certificate {
  const [cert, key] = [readText(certFile), readText(keyFile)];
  const der = derOfPem(cert);
  if (der === undefined) throw new CertificateError(`${certFile} is not a certificate in PEM`);
  return { cert, key, der, fingerprint: fingerprintOf(der), hosts: [] };
}

/**
 * A certificate from files that clients will accept at the time of day `now` in ms, as far as a
 * server can know.
 * @throws {CertificateError}
 */
export async function loadCertificate(
  certFile: string,
  keyFile: string,
  now: number,
): Promise<Certificate> {
  const certificate = readCertificate(certFile, keyFile);
  const { certificateFacts } = await import("./certificate_facts.ts");
  const facts = certificateFacts(certificate.der);
  if (facts === undefined) throw new CertificateError(`${certFile} is not a certificate in PEM`);
  const publicKey = publicKeyOf(certificate.key);
  if (publicKey === undefined) {
    throw new CertificateError(`${keyFile} is not a private key in PEM without a passphrase`);
  }
  const { isAuthority, validFrom, validUntil, hosts } = facts;
  const flaws: readonly (readonly [isSo: boolean, flaw: string])[] = [
    [isAuthority, "is an authority's own (CA:TRUE), which clients do not accept: sign one with it"],
    [+validUntil < now, `has expired: it was good until ${validUntil.toISOString()}`],
    [
      +validFrom > now,
      `is not good before ${validFrom.toISOString()}; is the clock of this machine right?`,
    ],
    [hosts.length === 0, "names no host that it is for (subjectAltName)"],
    [!certificate.der.toHex().includes(publicKey), `does not belong to the key in ${keyFile}`],
  ];
  const [, flaw] = flaws.find(([isSo]) => isSo) ?? [];
  if (flaw !== undefined) throw new CertificateError(`the certificate in ${certFile} ${flaw}`);
  return { ...certificate, hosts };
}

/** Can clients be given the fingerprint, or do they rely on an authority? */
export function hasInvites({ der }: Certificate): boolean {
  return isPinnable(der);
}

/**
 * The public half of the private key `pem` as it stands in its certificate (SubjectPublicKeyInfo),
 * in hexadecimal.
 */
function publicKeyOf(pem: string): string | undefined {
  try {
    if (!pem.includes("PRIVATE KEY-----")) return undefined;
    const der = createPublicKey(pem).export({ type: "spki", format: "der" });
    return new Uint8Array(der).toHex();
  } catch {
    return undefined;
  }
}

async function makeCertificate(): Promise<{ cert: string; key: string }> {
  const { generate } = await import("selfsigned");
  const made = await generate([{ name: "commonName", value: PEER_NAME }], {
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
    notBeforeDate: VALID_FROM,
    notAfterDate: VALID_UNTIL,
    extensions: [
      { name: "basicConstraints", cA: false, critical: true },
      { name: "subjectAltName", altNames: [{ type: 2, value: PEER_NAME }] },
    ],
  });
  return { cert: made.cert, key: made.private };
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function readText(path: string): string {
  try {
    return readTextFile(path);
  } catch (error) {
    if (!(error instanceof TextFileError)) throw error;
    throw new CertificateError(`${path} ${error.message}`);
  }
}
