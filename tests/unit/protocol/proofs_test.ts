import assert from "node:assert/strict";
import fc from "fast-check";
import {
  identityText,
  isSameProof,
  isSignedBy,
  passwordKey,
  passwordProof,
  type ProofContext,
  toBase64url,
} from "../../../protocol/proofs.ts";

const CONTEXT: ProofContext = {
  serverNonce: "ab".repeat(32),
  clientNonce: "cd".repeat(16),
  binding: Uint8Array.of(1, 2, 255),
};
const OTHERS: readonly ProofContext[] = [
  { ...CONTEXT, serverNonce: "ac".repeat(32) },
  { ...CONTEXT, clientNonce: "ce".repeat(16) },
  { ...CONTEXT, binding: new Uint8Array() },
];

Deno.test("passwordKey() and passwordProof() are what the page says, as another program computes it", async () => {
  // python3: hashlib.scrypt("pässword".encode(), salt=bytes(16), n=32768, r=8, p=1, maxmem=2**26, dklen=32), then hmac.
  const key = await passwordKey("pa\u0308ssword", "00".repeat(16));
  assert.equal(key.toHex(), "bc2e0ae4844329339eb3729383c60bff1a1b9a957aef9937fe11a65e0476a2a0");
  assert.equal(
    passwordProof(key, CONTEXT),
    "8ceb64e2aa8f8dd5f99e8a487f3d13bdb8d4f0be26ca819505b03fe303dc8967",
  );
});

Deno.test("passwordProof() differs for every nonce and every certificate", () => {
  const key = new Uint8Array(32);
  const proof = passwordProof(key, CONTEXT);
  for (const other of OTHERS) assert.ok(!isSameProof(proof, passwordProof(key, other)));
  assert.ok(isSameProof(proof, passwordProof(key, { ...CONTEXT })));
  assert.ok(!isSameProof(proof, ""));
});

Deno.test("isSignedBy() takes the signature of the key for this connection alone", async () => {
  const pair = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  const { publicKey, privateKey } = pair as CryptoKeyPair;
  const key = toBase64url(new Uint8Array(await crypto.subtle.exportKey("raw", publicKey)));
  const signed = await crypto.subtle.sign("Ed25519", privateKey, identityText(CONTEXT));
  const signature = toBase64url(new Uint8Array(signed));
  assert.equal(await isSignedBy(key, signature, CONTEXT), true);
  for (const other of OTHERS) assert.equal(await isSignedBy(key, signature, other), false);
  assert.equal(await isSignedBy("A".repeat(43), signature, CONTEXT), false);
});

Deno.test("isSignedBy() refuses whatever else comes, and never throws", async () => {
  const base64url = (length: number) =>
    fc.uint8Array({ minLength: length, maxLength: length }).map(toBase64url);
  await fc.assert(
    fc.asyncProperty(base64url(32), base64url(64), async (key, signature) => {
      assert.equal(await isSignedBy(key, signature, CONTEXT), false);
    }),
  );
});
