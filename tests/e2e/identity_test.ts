/** Names belong to the keys that used them first. */
import assert from "node:assert/strict";
import { fingerprintOf } from "../../protocol/certificate.ts";
import { fromBase64url } from "../../protocol/proofs.ts";
import { join } from "../support/client.ts";
import { apply, joinKeyed, makeKey } from "../support/keyed_client.ts";
import { runProgram } from "../support/program.ts";
import { connectRaw, joinRaw, type RawClient } from "../support/raw_client.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { TempDir } from "../support/temp_dir.ts";

async function leave(client: RawClient): Promise<void> {
  await client.send({ type: "leave" });
  await client.closed;
  await client[Symbol.asyncDispose]();
}

/** The code of the refusal of a hello without a key. */
async function refusal(server: TestServer, name: string, more: object = {}): Promise<unknown> {
  await using client = await connectRaw(server);
  await client.send({ type: "hello", protocol: 1, name, ...more });
  return (await client.next("error"))["code"];
}

Deno.test("a name belongs to the key that used it first, also after a restart of the server", async () => {
  await using folder = await TempDir.make();
  const data = folder.join("data");
  const [ana, eve] = [await makeKey(), await makeKey()];
  {
    await using server = await startServer({ data });
    await leave((await joinKeyed(server, "Ana", { key: ana })).client);
  }
  await using server = await startServer({ data });
  await using thief = await apply(server, "ana", { key: eve });
  assert.equal((await thief.next("error"))["code"], "name_owned");
  assert.equal(await refusal(server, "ANA"), "name_owned");
  await leave((await joinKeyed(server, "ana", { key: ana })).client);
  await using guest = await joinRaw(server, "nobody's");
  await guest.send({ type: "rename", id: "1", name: "ana" });
  assert.equal((await guest.next("error"))["code"], "name_owned");
});

Deno.test("a key that is not proved is refused", async (t) => {
  await using server = await startServer();
  const [ana, eve] = [await makeKey(), await makeKey()];
  await t.step("with the signature of another key", async () => {
    await using client = await apply(server, "ana", { key: eve, hello: { key: ana.key } });
    assert.equal((await client.next("error"))["code"], "bad_proof");
  });
  await t.step("without a signature", async () => {
    await using client = await apply(server, "ana", { hello: { key: ana.key } });
    assert.equal((await client.next("error"))["code"], "bad_proof");
  });
  await t.step("with a signature for another server", async () => {
    await using client = await apply(server, "ana", { key: ana, binding: new Uint8Array(32) });
    assert.equal((await client.next("error"))["code"], "bad_proof");
  });
  await t.step("as 32 bytes that are no key", async () => {
    const hello = { key: "_".repeat(42) + "8" };
    await using client = await apply(server, "ana", { key: ana, hello });
    assert.equal((await client.next("error"))["code"], "bad_proof");
  });
  await t.step("and the name is still free", async () => {
    await using guest = await joinRaw(server, "ana");
    assert.equal(guest.lines.all[0]?.["you"], "ana");
  });
});

Deno.test("who comes back with the key is the member it was, a token alone is not enough", async () => {
  await using server = await startServer();
  await using ben = await joinRaw(server, "ben");
  const ana = await makeKey();
  const first = await joinKeyed(server, "ana", { key: ana });
  await ben.next("joined", ({ name }) => name === "ana");
  await first.client.send({ type: "ping" });
  await first.client.next("pong");
  const { token } = first.welcome;
  await first.client[Symbol.asyncDispose]();
  assert.equal(await refusal(server, "ana", { token }), "name_owned");
  const second = await joinKeyed(server, "ana", { key: ana });
  assert.equal(second.welcome["resumed"], true);
  await second.client.send({ type: "say", id: "1", text: "again" });
  await ben.next("message", ({ text }) => text === "again");
  const seen = ben.lines.all.filter(({ type }) => type === "left" || type === "joined");
  assert.deepEqual(seen.map(({ type }) => type).filter((type) => type === "left"), []);
  await using other = await apply(server, "ana", { key: ana });
  assert.equal((await other.next("error"))["code"], "name_taken");
  await second.client[Symbol.asyncDispose]();
});

Deno.test("a resume with the token closes the older connection as replaced", async () => {
  await using server = await startServer();
  const key = await makeKey();
  const first = await joinKeyed(server, "ana", { key });
  const { token } = first.welcome;
  const second = await joinKeyed(server, "ana", { key, hello: { token } });
  assert.equal((await first.client.next("closing"))["code"], "replaced");
  await first.client[Symbol.asyncDispose]();
  await second.client[Symbol.asyncDispose]();
});

Deno.test("guests are marked as such, and whois tells whose a name is", async () => {
  await using server = await startServer();
  await using ben = await joinRaw(server, "ben");
  const key = await makeKey();
  const { client: ana } = await joinKeyed(server, "ana", { key });
  const joined = await ben.next("joined", ({ name }) => name === "ana");
  assert.equal(joined["guest"], undefined);
  await using cleo = await joinRaw(server, "cleo");
  assert.equal((await ana.next("joined"))["guest"], true);
  await leave(cleo);
  const whois = async (name: string) => {
    await ben.send({ type: "whois", name });
    return await ben.next("whois");
  };
  const fingerprint = fingerprintOf(fromBase64url(key.key));
  assert.deepEqual(await whois("ANA"), { type: "whois", name: "ana", present: true, fingerprint });
  assert.deepEqual(await whois("ben"), { type: "whois", name: "ben", present: true });
  await leave(ana);
  await ben.next("left", ({ name }) => name === "ana");
  assert.deepEqual(await whois("ana"), { type: "whois", name: "ana", present: false, fingerprint });
  await ben.send({ type: "whois", name: "nobody" });
  assert.equal((await ben.next("error"))["code"], "no_such_member");
});

Deno.test("a key owns sixteen names, the one used longest ago is free again", async () => {
  await using server = await startServer({ args: ["--rate-limit", "off"] });
  const { client: ana } = await joinKeyed(server, "ana0", { key: await makeKey() });
  for (let index = 1; index <= 16; index++) {
    await ana.send({ type: "rename", id: `r${index}`, name: `ana${index}` });
    await ana.next("ack");
  }
  assert.equal(await refusal(server, "ana1"), "name_owned");
  await using ben = await joinRaw(server, "ana0");
  assert.equal(ben.lines.all[0]?.["you"], "ana0");
  await ana[Symbol.asyncDispose]();
});

Deno.test("with --require-identity there are no guests", async () => {
  await using server = await startServer({ args: ["--require-identity"] });
  assert.equal(await refusal(server, "bot"), "identity_required");
  const { client } = await joinKeyed(server, "ana", { key: await makeKey() });
  await client[Symbol.asyncDispose]();
  await using ben = await join(server, "ben");
  await ben.leave();
});

Deno.test("the program keeps one identity for its owner's eyes, and a stolen name ends with 4", async () => {
  await using server = await startServer({ encrypted: true });
  await using ana = await TempDir.make();
  await using eve = await TempDir.make();
  const send = (folder: TempDir) =>
    runProgram(["send", server.address, "--name", "ana", "hi"], {
      encrypted: true,
      env: { XDG_CONFIG_HOME: folder.path },
    });
  assert.equal((await send(ana)).code, 0);
  const file = ana.join("chat/identity");
  const before = await Deno.readTextFile(file);
  assert.equal(((await Deno.stat(file)).mode ?? 0) & 0o777, 0o600);
  const stolen = await send(eve);
  assert.equal(stolen.code, 4, stolen.stderr);
  assert.match(stolen.stderr, /belongs to somebody else/);
  assert.equal((await send(ana)).code, 0);
  assert.equal(await Deno.readTextFile(file), before);
});

Deno.test("without a place for a key the program joins as a guest, and says so", async () => {
  await using server = await startServer();
  const ending = await runProgram(["send", server.address, "--name", "bot", "hi"]);
  assert.equal(ending.code, 0, ending.stderr);
  assert.match(ending.stderr, /guest/);
});

Deno.test("members without a key are told apart from those with one, also after a restart", async () => {
  await using folder = await TempDir.make();
  const data = folder.join("data");
  const ana = await makeKey();
  {
    await using server = await startServer({ data });
    const keyed = await joinKeyed(server, "ana", { key: ana });
    await using bot = await joinRaw(server, "bot");
    assert.deepEqual(bot.lines.all[0]?.["guests"], ["bot"]);
    const joined = await keyed.client.next("joined", ({ name }) => name === "bot");
    assert.equal(joined["guest"], true);
    assert.equal(keyed.welcome["guests"], undefined);
    await using person = await join(server, "cleo");
    const welcome = person.events.all.find(({ type }) => type === "welcome");
    assert.deepEqual(welcome?.["guests"], ["bot"]);
    await bot.send({ type: "ping" });
    await bot.next("pong");
    server.program.kill("SIGKILL");
    await server.program.ended;
    await keyed.client[Symbol.asyncDispose]();
  }
  await using server = await startServer({ data });
  await using second = await joinRaw(server, "dan");
  assert.deepEqual(second.lines.all[0]?.["members"], ["ana", "bot", "cleo", "dan"]);
  assert.deepEqual(second.lines.all[0]?.["guests"], ["bot", "dan"]);
});
