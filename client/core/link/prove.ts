/**
 * The answer to a server that asks for proofs (PROTOCOL.md, Proofs).
 * @module
 */
import { MAX_PASSWORD_TRIES } from "../../../protocol/limits.ts";
import type { Challenge, Proof } from "../../../protocol/messages.ts";
import {
  identityText,
  passwordKey,
  passwordProof,
  type ProofContext,
  toBase64url,
} from "../../../protocol/proofs.ts";
import { Failure } from "../base/mod.ts";
import type { Identity } from "./identity.ts";

/** What a client can prove. */
export interface Secrets {
  readonly identity: Identity | undefined;
  readonly password: string | undefined;
}

/**
 * The proof that `challenge` asks for, good for the connection with this `binding` alone.
 * @throws {Failure} `password_missing` without a password, `wrong_password` if the server asks
 * again.
 */
export async function prove(
  challenge: Challenge,
  { identity, password }: Secrets,
  binding: Uint8Array,
): Promise<Proof> {
  const { nonce: serverNonce, salt, tries = MAX_PASSWORD_TRIES } = challenge;
  // There is no other password to try.
  if (tries < MAX_PASSWORD_TRIES) throw new Failure("wrong_password");
  const clientNonce = crypto.getRandomValues(new Uint8Array(16)).toHex();
  const context: ProofContext = { serverNonce, clientNonce, binding };
  let proof: Proof = { type: "proof", nonce: clientNonce };
  if (salt !== undefined) {
    if (password === undefined) throw new Failure("password_missing");
    const key = await passwordKey(password, salt);
    proof = { ...proof, password: passwordProof(key, context) };
  }
  if (identity === undefined) return proof;
  const signature = toBase64url(await identity.sign(identityText(context)));
  return { ...proof, signature };
}
