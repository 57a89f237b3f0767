/** What cannot be sent is told to its sender, by name and with the reason; nobody else hears of it. */
import assert from "node:assert/strict";
import { join } from "../support/client.ts";
import { powerless } from "../support/powerless.ts";
import { runProgram } from "../support/program.ts";
import { joinRaw } from "../support/raw_client.ts";
import { startServer } from "../support/server.ts";
import { TempDir } from "../support/temp_dir.ts";

Deno.test("a folder is sent without what cannot be read, and the sender reads what and why", async () => {
  const through = await powerless();
  if (through === undefined) return;
  await using server = await startServer();
  await using folder = await TempDir.make();
  await using ben = await joinRaw(server, "ben");
  await using ana = await join(server, "ana", { through });
  await Deno.mkdir(folder.join("docs/closed"), { recursive: true });
  await Deno.writeTextFile(folder.join("docs/good.txt"), "good");
  await Deno.writeTextFile(folder.join("docs/secret.txt"), "secret");
  await Deno.symlink("/etc/passwd", folder.join("docs/link"));
  await Deno.chmod(folder.join("docs/secret.txt"), 0);
  await Deno.chmod(folder.join("docs/closed"), 0);
  await ana.say(`/send ${folder.join("docs")}`);
  const done = await ana.next(({ type, state }) => type === "transfer" && state === "done");
  const told = ana.events.all.filter(({ code }) => code === "left_out");
  assert.deepEqual(told.map(({ type, text }) => [type, text]), [
    [
      "notice",
      "Left out of docs.tar: docs/link (a link to /etc/passwd, outside of the folder)",
    ],
    [
      "error",
      "Left out of docs.tar: docs/closed/ (Permission denied), docs/secret.txt (Permission denied)",
    ],
  ]);
  assert.ok(told.every((event) => ana.events.all.indexOf(event) < ana.events.all.indexOf(done)));
  const offered = await ben.next("file");
  assert.equal(offered["name"], "docs.tar");
  const args = ["send", server.address, "--name", "bot", "--file", folder.join("docs")];
  const sent = await runProgram(args, { through });
  assert.equal(sent.code, 6, "not all of it was sent");
  assert.match(sent.stderr, /Left out of docs\.tar: docs\/closed\/ \(Permission denied\)/);
  await Deno.chmod(folder.join("docs/closed"), 0o700);
});

Deno.test("what cannot be read is not announced, and the reason is told", async () => {
  const through = await powerless();
  if (through === undefined) return;
  await using server = await startServer();
  await using folder = await TempDir.make();
  await using ben = await joinRaw(server, "ben");
  await using ana = await join(server, "ana", { through });
  await Deno.writeTextFile(folder.join("secret.txt"), "secret");
  await Deno.chmod(folder.join("secret.txt"), 0);
  await Deno.mkdir(folder.join("closed"), { mode: 0o000 });
  for (const name of ["secret.txt", "closed"]) {
    await ana.say(`/send ${folder.join(name)}`);
    const error = await ana.next("error");
    assert.equal(error["code"], "not_readable");
    assert.equal(
      error["text"],
      `The file cannot be read (Permission denied): ${folder.join(name)}`,
    );
  }
  await ana.say("the end");
  await ben.next("message");
  assert.deepEqual(ben.lines.all.map(({ type }) => type), ["welcome", "joined", "message"]);
});

Deno.test("files of the system are sent with what is in them, or not at all", {
  ignore: Deno.build.os !== "linux",
}, async () => {
  await using server = await startServer();
  await using folder = await TempDir.make();
  await using ben = await join(server, "ben");
  // The runtime itself guards what is called /proc.
  await Deno.mkdir(folder.join("proc"));
  const script = `mount --rbind /proc '${folder.join("proc")}' && exec "$@"`;
  const through = ["unshare", "--mount", "sh", "-c", script, "sh"];
  const [program = "", ...args] = [...through, "true"];
  const { success } = await new Deno.Command(program, { args }).output()
    .catch(() => ({ success: false }));
  await using ana = await join(server, "ana", success ? { through } : {});
  await ana.say("/send /proc/version");
  assert.match(
    String((await ana.next("error"))["text"]),
    /^The file cannot be read \(not permitted/,
  );
  if (!success) {
    return console.warn("skipped: reading /proc elsewhere, which needs root and unshare");
  }
  await ana.say(`/send ${folder.join("proc/version")}`);
  const done = await ben.next(({ state }) => state === "done");
  const text = await Deno.readTextFile(String(done["path"]));
  assert.equal(text, await Deno.readTextFile("/proc/version"));
});
