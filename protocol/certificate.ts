/**
 * Certificates as far as both sides look at them: as bytes with a fingerprint (PROTOCOL.md,
 * Encryption).
 * @module
 */
import { createHash } from "node:crypto";

/**
 * The name in every certificate that a server makes for itself. No authority can ever issue it (RFC
 * 2606).
 */
export const PEER_NAME = "peer.chat.invalid";

/** The same as it stands in a certificate: a `dNSName` of 17 bytes (RFC 5280, 4.2.1.6). */
const PEER_NAME_DER = `8211${new TextEncoder().encode(PEER_NAME).toHex()}`;

/** SHA-256 of `bytes`. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash("sha256").update(bytes).digest());
}

/** SHA-256 of `bytes` as people pass it on: 43 characters of base64url. */
export function fingerprintOf(bytes: Uint8Array): string {
  return sha256(bytes).toBase64({ alphabet: "base64url", omitPadding: true });
}

/**
 * The fingerprint that `text` spells, in base64url or in hexadecimal with or without colons;
 * `undefined` if it is none.
 */
export function parseFingerprint(text: string): string | undefined {
  const hex = text.replaceAll(":", "").toLowerCase();
  if (/^[0-9a-f]{64}$/.test(hex)) {
    return Uint8Array.fromHex(hex).toBase64({ alphabet: "base64url", omitPadding: true });
  }
  if (!/^[\w-]{43}$/.test(text)) return undefined;
  // The last character stands for four bits; other spellings of it would be twins of the same
  // fingerprint.
  const bytes = Uint8Array.fromBase64(text, { alphabet: "base64url" });
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

/** Enough of a fingerprint to tell people apart, not to prove who they are. */
export function shortFingerprint(fingerprint: string): string {
  return fingerprint.slice(0, 8);
}

/** The first certificate of `pem`, or `undefined` if there is none. */
export function derOfPem(pem: string): Uint8Array | undefined {
  const [, body] = /-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/.exec(pem) ?? [];
  try {
    return body === undefined ? undefined : Uint8Array.fromBase64(body);
  } catch {
    return undefined;
  }
}

export function pemOfDer(der: Uint8Array): string {
  const body = der.toBase64().replace(/.{64}/g, "$&\n").trimEnd();
  return `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;
}

/**
 * Does the certificate bear {@linkcode PEER_NAME}, so that a client can pin exactly it? Others are
 * an authority's to vouch for.
 */
export function isPinnable(der: Uint8Array): boolean {
  return der.toHex().includes(PEER_NAME_DER);
}
