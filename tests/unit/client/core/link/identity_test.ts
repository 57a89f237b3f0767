import assert from "node:assert/strict";
import { loadIdentity } from "../../../../../client/core/link/identity.ts";
import { prove } from "../../../../../client/core/link/prove.ts";
import { identityText, isSignedBy, toBase64url } from "../../../../../protocol/proofs.ts";
import { TempDir } from "../../../../support/temp_dir.ts";

const BINDING = new Uint8Array(32);
const CHALLENGE = { type: "challenge", nonce: "ab".repeat(32) } as const;
const WITH_SALT = { ...CHALLENGE, salt: "00".repeat(16), tries: 3 };

Deno.test("loadIdentity() makes one key, the same for all who ask at once and later", async () => {
  await using folder = await TempDir.make();
  const path = folder.join("new/identity");
  const all = await Promise.all(Array.from({ length: 8 }, () => loadIdentity(path)));
  assert.equal(new Set(all.map(({ key }) => key)).size, 1);
  const names = Array.from(Deno.readDirSync(folder.join("new")), ({ name }) => name);
  assert.deepEqual(names, ["identity"]);
  const context = { serverNonce: "a", clientNonce: "b", binding: BINDING };
  const { key, sign } = await loadIdentity(path);
  const signature = toBase64url(await sign(identityText(context)));
  assert.equal(await isSignedBy(key, signature, context), true);
});

Deno.test("loadIdentity() leaves a file alone that is none of its own", async () => {
  await using folder = await TempDir.make();
  const path = folder.join("identity");
  for (
    const text of ["my notes", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"]
  ) {
    await Deno.writeTextFile(path, text);
    await assert.rejects(loadIdentity(path), { name: "SyntaxError" });
    assert.equal(await Deno.readTextFile(path), text);
  }
});

Deno.test("loadIdentity() reads a key that an editor gave a byte order mark, and fills an empty file", async () => {
  await using folder = await TempDir.make();
  const { key } = await loadIdentity(folder.join("identity"));
  const text = await Deno.readTextFile(folder.join("identity"));
  await Deno.writeTextFile(folder.join("marked"), `\ufeff${text}`);
  assert.equal((await loadIdentity(folder.join("marked"))).key, key);
  await Deno.writeTextFile(folder.join("empty"), "");
  const filled = await loadIdentity(folder.join("empty"));
  assert.equal((await loadIdentity(folder.join("empty"))).key, filled.key);
});

Deno.test("prove() shows what is asked for and there, and nothing else", async () => {
  const guest = { identity: undefined, password: undefined };
  const bare = await prove(CHALLENGE, { ...guest, password: "pw" }, BINDING);
  assert.deepEqual(Object.keys(bare), ["type", "nonce"]);
  const known = await prove(WITH_SALT, { ...guest, password: "pw" }, BINDING);
  assert.match(known.password ?? "", /^[0-9a-f]{64}$/);
  await assert.rejects(prove(WITH_SALT, guest, BINDING), { code: "password_missing" });
  const again = { ...WITH_SALT, tries: 2 };
  await assert.rejects(prove(again, { ...guest, password: "pw" }, BINDING), {
    code: "wrong_password",
  });
});
