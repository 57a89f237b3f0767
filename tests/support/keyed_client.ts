/**
 * Hellos with proofs, made by hand as PROTOCOL.md tells.
 * @module
 */
import { derOfPem, sha256 } from "../../protocol/certificate.ts";
import {
  identityText,
  passwordKey,
  passwordProof,
  type ProofContext,
  toBase64url,
} from "../../protocol/proofs.ts";
import { connectRaw, type RawClient, type RawLine, type RawServer } from "./raw_client.ts";

/** A key pair of a test. */
export interface TestKey {
  readonly key: string;
  sign(bytes: Uint8Array<ArrayBuffer>): Promise<string>;
}

export async function makeKey(): Promise<TestKey> {
  const pair = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  const { publicKey, privateKey } = pair as CryptoKeyPair;
  return {
    key: toBase64url(new Uint8Array(await crypto.subtle.exportKey("raw", publicKey))),
    sign: async (bytes) =>
      toBase64url(new Uint8Array(await crypto.subtle.sign("Ed25519", privateKey, bytes))),
  };
}

/** What a client shows, rightly or wrongly. */
export interface Shown {
  readonly key?: TestKey;
  readonly password?: string;
  readonly hello?: object;
  /** Another one than that of the connection. */
  readonly binding?: Uint8Array;
}

/** The proof that answers `challenge`. */
export async function proofFor(challenge: RawLine, binding: Uint8Array, shown: Shown) {
  const clientNonce = "0".repeat(32);
  const context: ProofContext = { serverNonce: String(challenge["nonce"]), clientNonce, binding };
  const { key, password } = shown;
  const secret = password === undefined || challenge["salt"] === undefined
    ? undefined
    : passwordProof(await passwordKey(password, String(challenge["salt"])), context);
  return {
    type: "proof",
    nonce: clientNonce,
    password: secret,
    signature: await key?.sign(identityText(context)),
  };
}

/** SHA-256 of the certificate of `server`. */
export function bindingOf(server: RawServer): Uint8Array {
  if (!server.isEncrypted) return new Uint8Array();
  return sha256(derOfPem(server.certificate as string) as Uint8Array);
}

/** Connects, says hello as `name` and answers the challenge; the next line is the server's word on it. */
export async function apply(server: RawServer, name: string, shown: Shown): Promise<RawClient> {
  const client = await connectRaw(server);
  await client.send({ type: "hello", protocol: 1, name, key: shown.key?.key, ...shown.hello });
  const challenge = await client.next("challenge");
  await client.send(await proofFor(challenge, shown.binding ?? bindingOf(server), shown));
  return client;
}

/** As {@linkcode apply}, and is welcomed. */
export async function joinKeyed(
  server: RawServer,
  name: string,
  shown: Shown,
): Promise<{ client: RawClient; welcome: RawLine }> {
  const client = await apply(server, name, shown);
  return { client, welcome: await client.next("welcome") };
}
