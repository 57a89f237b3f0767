/**
 * What is proved between hello and welcome, and never sent (PROTOCOL.md, Proofs).
 * @module
 */
import { createHmac, scrypt, timingSafeEqual } from "node:crypto";
import { MIB } from "./limits.ts";

/** Cost of turning a password into a key (scrypt, N): 0.1 s for one guess, 32 MiB of memory. */
const PASSWORD_COST = 32_768;
/** Memory that this may take: scrypt needs 128 · N · r bytes and a little more. */
const PASSWORD_MEMORY_BYTES = 64 * MIB;

const encoder = new TextEncoder();

/** What makes a proof good for one connection alone. */
export interface ProofContext {
  /** Of the server's challenge, as hex. */
  readonly serverNonce: string;
  /** Of the client's proof, as hex. */
  readonly clientNonce: string;
  /** SHA-256 of the certificate, empty without encryption. */
  readonly binding: Uint8Array;
}

/**
 * What stands for `password` on both sides. Takes tens of milliseconds on purpose. `salt` is hex.
 */
export function passwordKey(password: string, salt: string): Promise<Uint8Array> {
  const options = { N: PASSWORD_COST, r: 8, p: 1, maxmem: PASSWORD_MEMORY_BYTES };
  return new Promise((resolve, reject) =>
    scrypt(password.normalize("NFC"), Uint8Array.fromHex(salt), 32, options, (error, key) => {
      if (error === null) resolve(new Uint8Array(key));
      else reject(error);
    })
  );
}

/** HMAC-SHA256 as hex: whoever made it knows the password. */
export function passwordProof(key: Uint8Array, context: ProofContext): string {
  return createHmac("sha256", key).update(textOf("password", context)).digest("hex");
}

/** Compares in constant time. */
export function isSameProof(a: string, b: string): boolean {
  const [left, right] = [encoder.encode(a), encoder.encode(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** What the owner of an identity signs. */
export function identityText(context: ProofContext): Uint8Array<ArrayBuffer> {
  return encoder.encode(textOf("identity", context));
}

/** Did the owner of `key` (Ed25519, base64url) sign `context`? */
export async function isSignedBy(
  key: string,
  signature: string,
  context: ProofContext,
): Promise<boolean> {
  const [rawKey, rawSignature] = [fromBase64url(key), fromBase64url(signature)];
  try {
    const imported = await crypto.subtle.importKey("raw", rawKey, "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", imported, rawSignature, identityText(context));
  } catch {
    return false; // 32 bytes need not be a key.
  }
}

export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.fromBase64(text, { alphabet: "base64url" });
}

export function toBase64url(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

function textOf(what: string, { serverNonce, clientNonce, binding }: ProofContext): string {
  return `chat ${what} 1\n${serverNonce}\n${clientNonce}\n${binding.toHex()}`;
}
