/** Whoever meets a limit reads its number. */
import assert from "node:assert/strict";
import { join } from "../support/client.ts";
import { runProgram } from "../support/program.ts";
import { connectRaw, joinRaw } from "../support/raw_client.ts";
import { startServer } from "../support/server.ts";
import { TempDir } from "../support/temp_dir.ts";

const offer = (id: string, size: number) => ({ type: "offer", id, name: "x", size });

Deno.test("a member reads the numbers of the server's limits in its refusals", async () => {
  await using server = await startServer({
    args: ["--max-file", "500MB", "--max-offers", "2", "--rename-rate", "1/min"],
  });
  await using ana = await joinRaw(server, "ana");
  const refused = async (request: object): Promise<string> => {
    await ana.send(request);
    return String((await ana.next("error"))["text"]);
  };
  assert.match(await refused(offer("1", 500_000_001)), /\(largest file accepted: 500MB\)$/);
  for (const id of ["2", "3"]) await ana.send(offer(id, 1));
  assert.match(await refused(offer("4", 1)), /\(unfinished uploads of one member: 2\)$/);
  const say = (text: string) => refused({ type: "say", id: "5", text });
  assert.match(await say("x".repeat(16_385)), /\(at most 16384 bytes\)$/);
  assert.match(await refused({ type: "rename", id: "6", name: "x".repeat(33) }), /1 to 32 /);
  const topic = { type: "moderate", id: "7", action: "topic", text: "x".repeat(513) };
  assert.match(await refused(topic), /at most 512 bytes/);
});

Deno.test("what people are shown has the numbers, too", async () => {
  await using server = await startServer({ args: ["--max-file", "1KiB", "--max-clients", "1"] });
  await using folder = await TempDir.make();
  await Deno.writeFile(folder.join("large.bin"), new Uint8Array(1_025));
  await using ana = await join(server, "ana");
  const told = async (line: string): Promise<string> => {
    await ana.say(line);
    return String((await ana.next("error"))["text"]);
  };
  assert.match(await told(`/send ${folder.join("large.bin")}`), /accepted: 1KiB\).*large\.bin/);
  assert.match(await told("/history 100000"), /\b100\b/);
  assert.match(await told(`/search ${"x ".repeat(101)}`), /\b200\b/);
  assert.match(await told(`/nick ${"x".repeat(33)}`), /\b32\b/);
  assert.match(await told("x".repeat(16_385)), /16,384/);
  const full = await runProgram(["send", server.address, "--name", "ben", "hi"]);
  assert.equal(full.code, 4, full.stderr);
  assert.match(full.stderr, /The server is full \(members at once: 1\)/);
});

Deno.test("a server whose files may take no more space says how much that is", async () => {
  await using server = await startServer({ args: ["--spool", "1MiB"] });
  await using ana = await joinRaw(server, "ana");
  await ana.send(offer("1", 1_048_577));
  assert.match(String((await ana.next("error"))["text"]), /all files together: 1MiB\)$/);
});

Deno.test("a line that is too long is refused with the number of bytes that it may have", async () => {
  await using server = await startServer();
  await using stranger = await connectRaw(server);
  await stranger.send({ type: "hello", protocol: 1, name: "x".repeat(5_000) });
  assert.match(String((await stranger.next("error"))["text"]), /4096 bytes/);
});
