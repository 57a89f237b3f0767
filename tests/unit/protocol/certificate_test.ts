import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fc from "fast-check";
import {
  derOfPem,
  fingerprintOf,
  isPinnable,
  parseFingerprint,
  pemOfDer,
} from "../../../protocol/certificate.ts";
import { ownCertificate } from "../../../server/process/certificate.ts";
import { TempDir } from "../../support/temp_dir.ts";

Deno.test("fingerprintOf() is the SHA-256 in base64url, as other programs compute it", () => {
  const bytes = new TextEncoder().encode("certificate");
  const expected = createHash("sha256").update(bytes).digest("base64url");
  assert.equal(fingerprintOf(bytes), expected);
});

Deno.test("parseFingerprint() reads base64url and hexadecimal, and has one spelling for each", () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => {
    const fingerprint = fingerprintOf(bytes);
    const hex = createHash("sha256").update(bytes).digest("hex");
    assert.equal(parseFingerprint(fingerprint), fingerprint);
    assert.equal(parseFingerprint(hex), fingerprint);
    assert.equal(parseFingerprint(hex.toUpperCase().match(/../g)?.join(":") ?? ""), fingerprint);
  }));
  assert.equal(parseFingerprint("A".repeat(42) + "B"), "A".repeat(43));
});

Deno.test("parseFingerprint() refuses what is none", () => {
  for (const text of ["", "abc", "A".repeat(42), "A".repeat(44), "A".repeat(42) + "+", "é"]) {
    assert.equal(parseFingerprint(text), undefined, text);
  }
});

Deno.test("pemOfDer() and derOfPem() are each other's inverse", () => {
  fc.assert(fc.property(fc.uint8Array({ minLength: 1 }), (der) => {
    const pem = pemOfDer(der);
    assert.deepEqual(derOfPem(pem), der);
    assert.ok(pem.split("\n").every((line) => line.length <= 64));
  }));
  for (const text of ["", "no", "-----BEGIN CERTIFICATE-----\n*\n-----END CERTIFICATE-----"]) {
    assert.equal(derOfPem(text), undefined);
  }
});

Deno.test("isPinnable() knows a server's own certificate, and no text that only mentions the name", async () => {
  await using folder = await TempDir.make();
  const { der } = await ownCertificate(folder.path);
  assert.equal(isPinnable(der), true);
  assert.equal(isPinnable(new TextEncoder().encode("peer.chat.invalid")), false);
});
