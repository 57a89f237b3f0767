/** What passes over the network with encryption and without, and whose certificate it is. */
import assert from "node:assert/strict";
import { ownCertificate } from "../../server/process/certificate.ts";
import { join } from "../support/client.ts";
import { assertRefused, encrypted, inviteOf } from "../support/person.ts";
import { runProgram } from "../support/program.ts";
import { joinRaw } from "../support/raw_client.ts";
import { offer, openTransfer, sha256 } from "../support/raw_transfer.ts";
import { RecordingProxy } from "../support/recording_proxy.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { TempDir } from "../support/temp_dir.ts";

Deno.test("without encryption both sides say so", async () => {
  await using server = await startServer();
  await server.program.stdout.next((line) => /NOT ENCRYPTED/.test(line));
  await using ana = await join(server, "ana", { mode: "lines" });
  await ana.line(/NOT ENCRYPTED/);
});

const MARKER = "the-marker-that-was-sent-and-must-not-be-seen";

/** What a wire tap sees of a message and of a file with the marker. */
async function captured(server: TestServer): Promise<string> {
  await using proxy = new RecordingProxy(server.port);
  await using folder = await TempDir.make();
  const name = `${MARKER}.txt`;
  await Deno.writeTextFile(folder.join(name), MARKER.repeat(100));
  const where = { address: proxy.address, isEncrypted: server.isEncrypted };
  await using ben = await join(where, "ben");
  await using ana = await join(where, "ana");
  await ana.say(MARKER);
  await ben.message(MARKER);
  await ana.say(`/send ${folder.join(name)}`);
  await ben.next((event) => event["state"] === "done");
  return proxy.capture.toString("latin1");
}

Deno.test("a packet capture has every piece of the marker without encryption, and none with it", async () => {
  await using plain = await startServer();
  assert.ok((await captured(plain)).split(MARKER).length > 100);
  await using secure = await startServer(encrypted);
  const seen = await captured(secure);
  assert.ok(seen.length > MARKER.length * 100, "the bytes did pass");
  for (let at = 0; at + 8 <= MARKER.length; at += 8) {
    const piece = MARKER.slice(at, at + 8);
    assert.ok(!seen.includes(piece), piece);
  }
});

Deno.test("the protocol by hand is the same inside the encryption", async () => {
  await using server = await startServer(encrypted);
  await using ben = await joinRaw(server, "ben");
  await using ana = await joinRaw(server, "ana");
  await ana.send({ type: "say", id: "1", text: "hi" });
  await ben.next("message", ({ text }) => text === "hi");
  const bytes = new TextEncoder().encode("hello");
  const { ticket } = await offer(ana, { id: "f", name: "x.txt", size: bytes.length });
  using up = await openTransfer(server, ticket);
  assert.equal((await up.readLine())?.type, "go");
  await up.sendBytes(bytes);
  await up.send({ type: "digest", sha256: await sha256(bytes) });
  assert.deepEqual(await up.readLine(), { type: "verdict", ok: true });
});

Deno.test("a server takes a certificate from files, and says what is wrong with one", async (t) => {
  await using folder = await TempDir.make();
  await ownCertificate(folder.path);
  const files = ["--tls-cert", folder.join("certificate.pem"), "--tls-key", folder.join("key.pem")];
  await t.step("one that can be pinned is invited to", async () => {
    await using server = await startServer({ ...encrypted, args: [...files, "--qr"] });
    await using ana = await join({ address: await inviteOf(server), isEncrypted: true }, "ana");
    await server.program.stdout.next((line) => /^[█▀▄ ]{20,}$/.test(line));
    await ana.leave();
  });
  const serving = (...args: string[]) =>
    runProgram(["serve", "--port", "0", "--data", folder.join("data"), ...args], encrypted);
  await t.step("half of a pair is wrong usage", async () => {
    assertRefused(await serving(...files.slice(0, 2)), 2, /belong together/);
  });
  await t.step("files that are none end with 6", async () => {
    await Deno.writeTextFile(folder.join("no.pem"), "no");
    const no = folder.join("no.pem");
    assertRefused(await serving("--tls-cert", no, "--tls-key", no), 6, /not a certificate/);
    assertRefused(await serving(...files.slice(0, 2), "--tls-key", no), 6, /key/);
    const gone = folder.join("gone.pem");
    assertRefused(await serving("--tls-cert", gone, "--tls-key", gone), 6, /does not exist/);
  });
});
