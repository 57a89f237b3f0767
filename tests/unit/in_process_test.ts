/** Clients and a server in one process, with nothing between them but memory. */
import assert from "node:assert/strict";
import { MemoryServer } from "../support/memory_server.ts";
import { TempDir } from "../support/temp_dir.ts";
import { TestedClient } from "../support/tested_client.ts";

const address = { host: "memory", port: 5050 };

Deno.test("two clients talk and share a file through a server without a socket", async () => {
  await using server = new MemoryServer();
  const { dialer } = server;
  await using downloads = await TempDir.make();
  await using ana = new TestedClient({ address, dialer, name: "ana" });
  await ana.next("welcome");
  await using ben = new TestedClient({
    address,
    dialer,
    name: "ben",
    mark: "b",
    accept: "all",
    downloads: downloads.path,
  });
  await ben.next("welcome");
  assert.equal((await ana.next("joined")).name, "ben");
  ana.client.say("hello ben");
  assert.equal((await ben.next("message")).text, "hello ben");
  assert.ok((await ana.next("sent")).seq > 0);

  const bytes = new Uint8Array(300_000).map((_, at) => at % 251);
  await using own = await TempDir.make();
  const path = own.join("a.bin");
  Deno.writeFileSync(path, bytes);
  ana.client.sendFile(path);
  const received = await ben.next("transfer", ({ state }) => state === "done");
  assert.deepEqual(Deno.readFileSync(received.path ?? ""), bytes);
  await ana.client.settled();

  await ben.client.leave();
  const left = await ana.next("left");
  assert.deepEqual([left.name, left.reason], ["ben", "quit"]);
});
