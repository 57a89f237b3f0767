/** What a monitoring system reads from a server. */
import assert from "node:assert/strict";
import { metricsUrl, readMetrics } from "../support/metrics.ts";
import { runProgram } from "../support/program.ts";
import { connectRaw, joinRaw } from "../support/raw_client.ts";
import { offer, openTransfer, sha256 } from "../support/raw_transfer.ts";
import { startServer } from "../support/server.ts";
import { TempDir } from "../support/temp_dir.ts";

Deno.test("metrics tell what happens on a server, and healthz that it runs", async () => {
  await using server = await startServer({ args: ["--metrics", "127.0.0.1:0"] });
  const url = await metricsUrl(server);
  assert.equal(await (await fetch(`${url}/healthz`)).text(), "ok\n");
  const before = await readMetrics(url);
  assert.equal(before.get("chat_members"), 0);
  await using ana = await joinRaw(server, "ana");
  await using ben = await joinRaw(server, "ben");
  await ana.send({ type: "say", id: "1", text: "hi" });
  await ben.next("message");
  const bytes = new TextEncoder().encode("hello");
  const { ticket } = await offer(ana, { id: "f", name: "x.txt", size: bytes.length });
  {
    using up = await openTransfer(server, ticket);
    await up.readLine();
    await up.sendBytes(bytes);
    await up.send({ type: "digest", sha256: await sha256(bytes) });
    assert.equal((await up.readLine())?.["ok"], true);
  }
  {
    await using eve = await connectRaw(server);
    await eve.send({ type: "hello", protocol: 1, name: "ana" });
    await eve.next("error");
    await eve.closed;
  }
  await ana.send({ type: "say", id: "2", text: "" });
  await ana.next("error");
  await ben.send({ type: "leave" });
  await ben.closed;
  await ana.next("left");
  const after = await readMetrics(url);
  const expected: Readonly<Record<string, number>> = {
    chat_members: 1,
    chat_connections: 1,
    chat_joined_total: 2,
    'chat_left_total{reason="quit"}': 1,
    'chat_refused_total{code="name_taken"}': 1,
    'chat_requests_refused_total{code="bad_text"}': 1,
    'chat_limited_total{limit="max-clients"}': 0,
    chat_transfers: 0,
    chat_files: 1,
    chat_files_bytes: bytes.length,
    chat_files_received_total: 1,
    chat_file_received_bytes_total: bytes.length,
    chat_entries_total: 5,
  };
  for (const [name, value] of Object.entries(expected)) assert.equal(after.get(name), value, name);
  const growing = [
    "chat_sent_bytes_total",
    "chat_deliveries_total",
    "chat_commit_seconds_count",
    'chat_commit_seconds_bucket{le="2.5"}',
    "process_resident_memory_bytes",
    ...(Deno.build.os === "linux" ? ["process_open_fds"] : []),
  ];
  for (const name of growing) assert.ok((after.get(name) ?? 0) > 0, name);
});

Deno.test("there is nothing else to be had from the address of the metrics", async () => {
  await using server = await startServer({ args: ["--metrics", "127.0.0.1:0"] });
  const url = await metricsUrl(server);
  for (const [path, method, status] of [["/", "GET", 404], ["/metrics", "POST", 405]] as const) {
    const response = await fetch(url + path, { method });
    await response.body?.cancel();
    assert.equal(response.status, status, path);
  }
});

Deno.test("metrics that cannot be served stop the server with 6, wrong addresses with 2", async () => {
  await using folder = await TempDir.make();
  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const serve = (address: string) =>
    runProgram(["serve", "--port", "0", "--data", folder.path, "--metrics", address]);
  assert.equal((await serve(`127.0.0.1:${taken.addr.port}`)).code, 6);
  for (const address of ["9050", "127.0.0.1", "127.0.0.1:70000"]) {
    assert.equal((await serve(address)).code, 2, address);
  }
});
