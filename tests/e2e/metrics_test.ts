/** What a monitoring system reads from a server. */
import {
  MAX_METRICS_CONNECTIONS,
  METRICS_HEAD_BYTES,
} from "../../server/monitoring/metrics_server.ts";
import assert from "node:assert/strict";
import { writeAll } from "../../protocol/lines.ts";
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
    chat_sockets: 1,
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
  ];
  for (const name of growing) assert.ok((after.get(name) ?? 0) > 0, name);
  const again = await readMetrics(url);
  for (const [name, value] of Object.entries(expected)) assert.equal(again.get(name), value, name);
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

/** Sends `text` by hand and reads the whole answer. */
async function ask(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  using conn = await Deno.connect({ hostname, port: Number(port) });
  await writeAll(conn, new TextEncoder().encode(text));
  return await new Response(conn.readable).text();
}

Deno.test("the address of the metrics answers nobody who was led there by another name", async () => {
  await using server = await startServer({ args: ["--metrics", "127.0.0.1:0"] });
  const url = await metricsUrl(server);
  const cases: readonly (readonly [head: string, status: number])[] = [
    ["GET /healthz HTTP/1.1\r\nHost: evil.example\r\n\r\n", 403],
    ["GET /metrics HTTP/1.1\r\nHost: evil.example:9050\r\n\r\n", 403],
    ["GET /healthz HTTP/1.1\r\nHost: 127.0.0.1.evil.example\r\n\r\n", 403],
    ["GET http://evil.example/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", 404],
    ["GET /healthz HTTP/1.1\r\nHost: localhost:1\r\n\r\n", 200],
    ["GET /healthz?x=1 HTTP/1.1\r\nhOST: [::1]:1\r\n\r\n", 200],
    ["GET /healthz HTTP/1.0\r\n\r\n", 200],
    ["HEAD /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 200],
    ["DELETE /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 405],
    ["GET /../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 404],
    ["hello\r\n\r\n", 400],
    [`GET /healthz HTTP/1.1\r\nX: ${"x".repeat(METRICS_HEAD_BYTES)}`, 400],
  ];
  for (const [head, status] of cases) {
    const text = await ask(url, head);
    assert.match(text, new RegExp(`^HTTP/1.1 ${status} `), head.slice(0, 80));
    if (head.startsWith("HEAD")) assert.ok(text.endsWith("\r\n\r\n"));
  }
});

Deno.test("of too many connections to the address of the metrics the oldest makes room", async () => {
  await using server = await startServer({ args: ["--metrics", "127.0.0.1:0"] });
  const { hostname, port } = new URL(await metricsUrl(server));
  using scope = new DisposableStack();
  const conns: Deno.Conn[] = [];
  for (let index = 0; index <= MAX_METRICS_CONNECTIONS; index++) {
    conns.push(scope.use(await Deno.connect({ hostname, port: Number(port) })));
  }
  const [oldest, next] = conns as [Deno.Conn, Deno.Conn];
  assert.equal(await oldest.read(new Uint8Array(1)), null);
  await next.write(new TextEncoder().encode("GET /healthz HTTP/1.1\r\n\r\n"));
  const answer = new Uint8Array(64);
  await next.read(answer);
  assert.match(new TextDecoder().decode(answer), /^HTTP\/1.1 200 /);
});

Deno.test("those who hold the address of the metrics keep nobody out, of it or of the chat", async () => {
  await using server = await startServer({ args: ["--metrics", "127.0.0.1:0"], maxOpenFiles: 128 });
  const url = await metricsUrl(server);
  const { hostname, port } = new URL(url);
  await using ana = await joinRaw(server, "ana");
  using scope = new DisposableStack();
  for (let index = 0; index < 200; index++) {
    const conn = scope.use(await Deno.connect({ hostname, port: Number(port) }));
    await conn.write(new TextEncoder().encode("GET /metrics HTTP/1.1\r\nHost:")).catch(() => {});
  }
  assert.equal(await (await fetch(`${url}/healthz`)).text(), "ok\n");
  await using ben = await joinRaw(server, "ben");
  await ben.send({ type: "say", id: "1", text: "hi" });
  await ana.next("message");
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
