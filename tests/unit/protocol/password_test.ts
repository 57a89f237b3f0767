import assert from "node:assert/strict";
import { readPassword } from "../../../protocol/password.ts";
import { TempDir } from "../../support/temp_dir.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string) =>
  new Uint8Array(Uint16Array.from(text, (unit) => unit.charCodeAt(0)).buffer);

Deno.test("a password is the first line of its file, without what editors put around it", async () => {
  await using folder = await TempDir.make();
  const file = folder.join("secret");
  const of = (bytes: Uint8Array) => {
    Deno.writeFileSync(file, bytes);
    return readPassword(file, "from the environment");
  };
  for (const end of ["", "\n", "\r\n", "\r", "\nmore\n", "\r\nmore", "\rmore"]) {
    assert.equal(of(utf8(`schlüssel${end}`)), "schlüssel", JSON.stringify(end));
    assert.equal(of(utf8(`\ufeffschlüssel${end}`)), "schlüssel", `BOM ${JSON.stringify(end)}`);
  }
  assert.equal(of(utf8(" spaces count ")), " spaces count ");
  const refused = (bytes: Uint8Array, says: RegExp) =>
    assert.throws(() => of(bytes), { name: "PasswordError", message: says });
  refused(utf16("\ufeffsecret\n"), /secret is in UTF-16: save it as UTF-8/);
  refused(utf16("secret\n"), /is in UTF-16/);
  refused(utf16("\ufffesecret\n"), /is in UTF-16/);
  refused(Uint8Array.of(0x73, 0xfc, 0x0a), /not text in UTF-8/);
  refused(utf8("\nsecond"), /no password in its first line/);
  refused(utf8("\ufeff\r\n"), /no password in its first line/);
  refused(utf8("x".repeat(1_025)), /more than 1024 bytes/);
  refused(new Uint8Array(2 ** 20 + 1).fill(0x78), /more than 1048576 bytes/);
  assert.throws(() => readPassword(folder.join("none"), undefined), {
    name: "PasswordError",
    message: /none does not exist/,
  });
  assert.throws(() => readPassword(folder.path, undefined), { name: "PasswordError" });
});

Deno.test("a password of the environment has no line break, and an empty one is none", () => {
  assert.equal(readPassword(undefined, "secret"), "secret");
  assert.equal(readPassword(undefined, "secret\r\n"), "secret");
  assert.equal(readPassword(undefined, ""), undefined);
  assert.equal(readPassword(undefined, undefined), undefined);
});
