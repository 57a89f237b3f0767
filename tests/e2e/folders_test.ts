/**
 * Where things are kept: never in the folder that the program was started in, unless somebody says
 * so.
 */
import assert from "node:assert/strict";
import { join as joinRoom } from "../support/client.ts";
import { joinRaw } from "../support/raw_client.ts";
import { share } from "../support/raw_transfer.ts";
import { Account } from "../support/account.ts";
import { encrypted } from "../support/person.ts";
import { Program, runProgram } from "../support/program.ts";
import { startServer } from "../support/server.ts";
import { TempDir } from "../support/temp_dir.ts";

/** Without a word about any folder. Deno's own are needed to run from source. */
const BARE = { HOME: "", XDG_CONFIG_HOME: "", XDG_STATE_HOME: "relative", DENO_DIR: denoDir() };

const NOT_ENCRYPTED = "* This connection is NOT ENCRYPTED: everybody on the network can read it";

function denoDir(): string {
  const { stdout } = new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).outputSync();
  return JSON.parse(new TextDecoder().decode(stdout)).denoDir;
}

const inside = (folder: TempDir) => Array.from(Deno.readDirSync(folder.path), ({ name }) => name);

Deno.test("without HOME a client and a server use the account's home, and leave nothing where they are started", async () => {
  await using folder = await TempDir.make();
  await using home = await TempDir.make();
  const account = await Account.make(home.path);
  if (account === undefined) return;
  await using _ = account;
  const options = { cwd: folder.path, env: BARE, through: account.through };
  const identity = await runProgram(["identity"], options);
  assert.equal(identity.code, 0, identity.stderr);
  assert.ok(Deno.statSync(home.join(".config/chat/identity")).isFile);
  await using server = Program.start(["serve", "--port", "0"], options);
  const line = await server.stdout.next((text) => text.startsWith("[SERVER LISTENING]"));
  const address = line.replace(/.*:/, "127.0.0.1:");
  const sent = await runProgram(["send", address, "--name", "ana", "hi"], options);
  assert.deepEqual([sent.code, sent.stderr], [0, NOT_ENCRYPTED]);
  assert.ok(Deno.statSync(home.join(".local/state/chat/0/chat.db")).isFile);
  assert.deepEqual(inside(folder), []);
});

Deno.test("where there is no home at all a client is a guest who can talk, and a server says what to do", async () => {
  await using folder = await TempDir.make();
  const account = await Account.make(undefined);
  if (account === undefined) return;
  await using _ = account;
  const options = { cwd: folder.path, env: BARE, through: account.through };
  await using server = await startServer();
  await using ben = await joinRaw(server, "ben");
  await using ana = await joinRoom(server, "ana", { ...options, downloads: "" });
  assert.match(ana.program.stderr.all.join("\n"), /guest without an identity: there is no home/);
  await share(server, ben, "x.txt", new Uint8Array(3));
  const failed = await ana.next(({ state }) => state === "failed");
  assert.equal(failed["code"], "not_saved");
  await ana.say("still here");
  await ben.next("message");
  await ana.say("/get 1 as ~/x");
  assert.match(String((await ana.next("error"))["text"]), /no home folder/);
  const serve = await runProgram(["serve", "--port", "0"], options);
  assert.equal(serve.code, 6, serve.stderr);
  assert.match(serve.stderr, /no home folder.*--data FOLDER.*--ephemeral/);
  const tilde = await runProgram(["serve", "--data=~/srv"], options);
  assert.equal(tilde.code, 2, tilde.stderr);
  await using encrypting = await startServer(encrypted);
  const trust = await runProgram(["trust", encrypting.address], options);
  assert.equal(trust.code, 6, trust.stderr);
  assert.match(trust.stderr, /cannot be kept: There is no home folder/);
  assert.deepEqual(inside(folder), []);
});

Deno.test("~ is the home folder in options and in variables, and an empty variable is none", async () => {
  await using home = await TempDir.make();
  await using folder = await TempDir.make();
  const options = { cwd: folder.path, env: { HOME: home.path, DENO_DIR: denoDir() } };
  await Deno.writeTextFile(home.join("secret"), "open sesame\n");
  const env = { ...options.env, CHAT_PASSWORD_FILE: "~/secret", CHAT_TLS_CERT: "" };
  await using server = await startServer({ ...options, env, data: "~/srv" });
  assert.ok(Deno.statSync(home.join("srv/chat.db")).isFile);
  await using ben = await joinRoom(server, "ben", {
    ...options,
    downloads: "~/in",
    args: ["--password-file=~/secret"],
  });
  await Deno.writeTextFile(home.join("notes.txt"), "to be kept");
  const sent = await runProgram(
    ["send", server.address, "--name", "ana", "--file=~/notes.txt"],
    { ...options, env },
  );
  assert.equal(sent.code, 0, sent.stderr);
  const done = await ben.next(({ state }) => state === "done");
  assert.equal(done["path"], home.join("in/notes.txt"));
  await ben.say(`/get ${done["id"]} as ~/copy.txt`);
  const again = await ben.next(({ state, path }) => state === "done" && path !== done["path"]);
  assert.equal(again["path"], home.join("copy.txt"));
  assert.deepEqual(inside(folder), []);
});

Deno.test("an empty path is wrong usage", async () => {
  await using folder = await TempDir.make();
  for (const args of [["serve", "--data", ""], ["join", "host", "--name", "ana", "--downloads="]]) {
    await using program = Program.start(args, { cwd: folder.path });
    const { code, stderr } = await program.ended;
    assert.equal(code, 2, stderr);
    assert.match(stderr, /It must be a path/);
  }
});
