/** The password of a room: proved and never sent, and slow to guess. */
import assert from "node:assert/strict";
import { join } from "../support/client.ts";
import { apply, bindingOf, joinKeyed, makeKey, proofFor } from "../support/keyed_client.ts";
import { runProgram } from "../support/program.ts";
import { connectRaw } from "../support/raw_client.ts";
import { RecordingProxy } from "../support/recording_proxy.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { TempDir } from "../support/temp_dir.ts";

const PASSWORD = "korrekt 🐴 battery";
const withPassword = { env: { CHAT_PASSWORD: PASSWORD } } as const;

for (const encrypted of [true, false]) {
  Deno.test(`those who know the password come in, others do not (${encrypted ? "TLS" : "plain"})`, async (t) => {
    await using folder = await TempDir.make();
    const file = folder.join("password");
    await Deno.writeTextFile(file, `${PASSWORD}\n`);
    await using server = await startServer({ encrypted, args: ["--password-file", file] });
    await t.step("from a file or from the environment", async () => {
      await using ana = await join(server, "ana", { args: ["--password-file", file] });
      await using ben = await join(server, "ben", withPassword);
      await ana.say("hi");
      await ben.message("hi");
    });
    const send = async (env: Record<string, string>) => {
      const ending = await runProgram(["send", server.address, "--name", "eve", "hi"], {
        encrypted,
        env: { XDG_CONFIG_HOME: folder.path, ...env },
      });
      assert.equal(ending.code, 4, ending.stderr);
      return ending.stderr;
    };
    await t.step("without one the client says what is missing", async () => {
      assert.match(await send({}), /--password-file or CHAT_PASSWORD/);
    });
    await t.step("with a wrong one the server refuses", async () => {
      assert.match(await send({ CHAT_PASSWORD: "wrong" }), /password is wrong/);
    });
  });
}

async function guess(server: TestServer, wrong: number): Promise<string[]> {
  await using eve = await connectRaw(server);
  await eve.send({ type: "hello", protocol: 1, name: "eve" });
  for (let tries = 0; tries < wrong; tries++) {
    const challenge = await eve.next("challenge");
    await eve.send(await proofFor(challenge, bindingOf(server), { password: "wrong" }));
  }
  await eve.closed;
  return eve.lines.all.map(({ type, code, tries }) => String(code ?? `${type} ${tries}`));
}

Deno.test("three wrong passwords close the connection, one more bans the address", async () => {
  await using server = await startServer(withPassword);
  assert.deepEqual(await guess(server, 3), [
    "challenge 3",
    "challenge 2",
    "challenge 1",
    "wrong_password",
  ]);
  await using ana = await apply(server, "ana", { password: PASSWORD });
  await ana.next("welcome");
  assert.deepEqual(await guess(server, 1), ["challenge 3", "banned"]);
  await using late = await connectRaw(server);
  assert.equal((await late.next("error"))["code"], "banned");
  await ana.send({ type: "ping" });
  await ana.next("pong");
});

Deno.test("after a wrong password the right one comes in on the same connection", async () => {
  await using server = await startServer({ ...withPassword, encrypted: true });
  await using ana = await apply(server, "ana", { password: "wrong" });
  const again = await ana.next("challenge");
  await ana.send(await proofFor(again, bindingOf(server), { password: PASSWORD }));
  await ana.next("welcome");
});

Deno.test("a proof is good for one connection to one server", async (t) => {
  await using server = await startServer({ ...withPassword, encrypted: true });
  await t.step("one for another certificate is wrong", async () => {
    await using eve = await apply(server, "eve", {
      password: PASSWORD,
      binding: new Uint8Array(32),
    });
    assert.equal((await eve.next("challenge"))["tries"], 2);
  });
  await t.step("one of another connection is wrong", async () => {
    await using ana = await connectRaw(server);
    await ana.send({ type: "hello", protocol: 1, name: "ana" });
    const proof = await proofFor(await ana.next("challenge"), bindingOf(server), {
      password: PASSWORD,
    });
    await using eve = await connectRaw(server);
    await eve.send({ type: "hello", protocol: 1, name: "eve" });
    await eve.next("challenge");
    await eve.send(proof);
    assert.equal((await eve.next("challenge"))["tries"], 2);
    await ana.send(proof);
    await ana.next("welcome");
  });
  await t.step("none at all is wrong, and anything else no proof", async () => {
    await using eve = await connectRaw(server);
    await eve.send({ type: "hello", protocol: 1, name: "eve" });
    await eve.next("challenge");
    await eve.send({ type: "say", id: "1", text: "let me in" });
    assert.equal((await eve.next("error"))["code"], "bad_frame");
    await eve.closed;
  });
});

Deno.test("a password is asked for together with the identity", async () => {
  await using server = await startServer({ ...withPassword, encrypted: true });
  const key = await makeKey();
  const { client } = await joinKeyed(server, "ana", { key, password: PASSWORD });
  await client[Symbol.asyncDispose]();
});

Deno.test("the password never travels, not even where nothing is encrypted", async () => {
  await using server = await startServer(withPassword);
  await using proxy = new RecordingProxy(server.port);
  await using ana = await join({ address: proxy.address }, "ana", withPassword);
  await ana.leave();
  const seen = proxy.capture.toString("utf8");
  assert.match(seen, /"type":"proof"/);
  assert.ok(!seen.includes(PASSWORD) && !seen.includes(encodeURIComponent(PASSWORD)));
});

Deno.test("a password that cannot be had stops a server with 6", async () => {
  await using folder = await TempDir.make();
  await Deno.writeTextFile(folder.join("empty"), "\n");
  for (const name of ["empty", "gone"]) {
    const args = ["serve", "--port", "0", "--data", folder.join("data")];
    const ending = await runProgram([...args, "--password-file", folder.join(name)]);
    assert.equal(ending.code, 6, ending.stderr);
    assert.match(ending.stderr, /password/);
  }
});
