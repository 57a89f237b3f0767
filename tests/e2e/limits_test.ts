/** Every limit of one member or one address: what a peer meets that asks for more, and that it is counted. */
import { QUERY_BURST, RATE_BURST, RENAME_BURST } from "../../server/base/budgets.ts";
import { JOIN_BURST } from "../../server/door/join_rates.ts";
import assert from "node:assert/strict";
import { metricsUrl, timesLimited, untilMetric } from "../support/metrics.ts";
import { runProgram } from "../support/program.ts";
import { connectRaw, joinRaw, type RawClient } from "../support/raw_client.ts";
import { offer, openTransfer } from "../support/raw_transfer.ts";
import { startServer } from "../support/server.ts";

/** A server with metrics. */
async function start(...args: string[]) {
  await using scope = new AsyncDisposableStack();
  const server = scope.use(await startServer({ args: [...args, "--metrics", "127.0.0.1:0"] }));
  const url = await metricsUrl(server);
  const moved = scope.move();
  return { server, url, [Symbol.asyncDispose]: () => moved.disposeAsync() };
}

async function codeOf(client: RawClient): Promise<unknown> {
  return (await client.next("error"))["code"];
}

Deno.test("joins from one address are held to a rate, which coming back does not count against", async () => {
  const more = ["--max-per-address", "1000", "--limit-loopback"];
  await using room = await start("--join-rate", "1/min", ...more);
  const { server, url } = room;
  await using ana = await connectRaw(server);
  const { token } = await ana.hello("ana");
  for (let index = 1; index < JOIN_BURST; index++) {
    await using ben = await joinRaw(server, "ben");
    await ben.send({ type: "leave" });
    await ben.closed;
  }
  await using late = await connectRaw(server);
  await late.send({ type: "hello", protocol: 1, name: "late", token: "0".repeat(32) });
  assert.equal(await codeOf(late), "rate_limited");
  await late.closed;
  await using again = await connectRaw(server);
  assert.equal((await again.hello("ana", { token }))["resumed"], true);
  assert.equal(await timesLimited(url, "join-rate"), 1);
});

Deno.test("requests beyond a rate are read later, and not one is lost", async (t) => {
  await using room = await start("--rate-limit", "500/s", "--query-rate", "500/s");
  const { server, url } = room;
  await using ana = await joinRaw(server, "ana");
  await using ben = await joinRaw(server, "ben");
  await t.step("messages", async () => {
    const messages = Array.from({ length: 3 * RATE_BURST }, (_, index) => `m${index}`);
    await ana.send(...messages.map((id) => ({ type: "say", id, text: id })));
    await ben.next("message", ({ id }) => id === messages.at(-1));
    const got = ben.lines.all.filter(({ type }) => type === "message").map(({ text }) => text);
    assert.deepEqual(got, messages);
    assert.ok(await timesLimited(url, "rate-limit") > 0);
  });
  await t.step("looks into history", async () => {
    assert.equal(await timesLimited(url, "query-rate"), 0);
    const befores = Array.from({ length: 3 * QUERY_BURST }, (_, index) => index + 1);
    await ana.send(...befores.map((before) => ({ type: "history", before })));
    await ana.next("history", ({ before }) => before === befores.at(-1));
    const got = ana.lines.all.filter(({ type }) => type === "history").map(({ before }) => before);
    assert.deepEqual(got, befores);
    assert.ok(await timesLimited(url, "query-rate") > 0);
  });
});

Deno.test("bytes beyond a rate are read later, whatever they say, and not one line is lost", async () => {
  await using room = await start("--byte-rate", "4MiB/s");
  await using ana = await joinRaw(room.server, "ana");
  const LINES = 48;
  const ping = new TextEncoder().encode(
    JSON.stringify({ type: "ping", pad: "x".repeat(60_000) }) + "\n",
  );
  for (let index = 0; index < LINES; index++) await ana.sendBytes(ping);
  await ana.send({ type: "say", id: "last", text: "still here" });
  await ana.next("ack");
  assert.equal(ana.lines.all.filter(({ type }) => type === "pong").length, LINES);
  assert.ok(await timesLimited(room.url, "byte-rate") > 0);
});

Deno.test("--rate-limit off holds nobody to any rate", async () => {
  await using room = await start("--rate-limit", "off", "--limit-loopback");
  await using ana = await joinRaw(room.server, "ana");
  for (let index = 0; index < 2 * RENAME_BURST; index++) {
    await ana.send({ type: "rename", id: `r${index}`, name: `ana${index}` });
    await ana.next("ack");
  }
  for (const label of ["rate-limit", "byte-rate", "query-rate", "rename-rate", "join-rate"]) {
    assert.equal(await timesLimited(room.url, label), 0, label);
  }
});

Deno.test("new names beyond a few are refused, also after coming back; the name is free for others", async () => {
  await using room = await start("--rename-rate", "1/min");
  await using ana = await connectRaw(room.server);
  const { token } = await ana.hello("ana");
  for (let index = 0; index < RENAME_BURST; index++) {
    await ana.send({ type: "rename", id: `r${index}`, name: `ana${index}` });
    await ana.next("ack");
  }
  await using again = await connectRaw(room.server);
  await again.hello("ana", { token });
  await again.send({ type: "rename", id: "more", name: "more" });
  const refused = await again.next("error");
  assert.deepEqual([refused["code"], refused["re"], refused["id"]], [
    "rate_limited",
    "rename",
    "more",
  ]);
  await again.send({ type: "say", id: "1", text: "hi" });
  await again.next("ack");
  assert.equal(await timesLimited(room.url, "rename-rate"), 1);
  await using ben = await joinRaw(room.server, "more");
  for (let index = 0; index <= RENAME_BURST; index++) {
    await ben.send({ type: "rename", id: `r${index}`, name: `ana${RENAME_BURST - 1}` });
    assert.equal(await codeOf(ben), "name_taken");
  }
  await ben.send({ type: "rename", id: "free", name: "ben" });
  await ben.next("ack");
});

Deno.test("unfinished uploads are bounded, of one member and in all, however fast they are offered", async () => {
  await using room = await start("--max-offers", "2", "--max-offers-total", "3");
  const { server, url } = room;
  await using ana = await joinRaw(server, "ana");
  const offers = ["1", "2", "3"].map((id) => ({ type: "offer", id, name: "x", size: 1 }));
  await ana.send(...offers);
  assert.equal(await codeOf(ana), "too_many_files");
  assert.equal(ana.lines.all.filter(({ type }) => type === "ticket").length, 2);
  assert.equal(await timesLimited(url, "max-offers"), 1);
  await using ben = await joinRaw(server, "ben");
  await offer(ben, { id: "1", name: "x", size: 1 });
  await ben.send({ type: "offer", id: "2", name: "x", size: 1 });
  assert.equal(await codeOf(ben), "too_many_files");
  assert.equal(await timesLimited(url, "max-offers-total"), 1);
});

Deno.test("one member's unfinished uploads claim so much space, and give it back", async () => {
  await using room = await start("--max-file", "100", "--max-reserved", "150");
  await using ana = await joinRaw(room.server, "ana");
  const first = await offer(ana, { id: "1", name: "x", size: 100 });
  await ana.send({ type: "offer", id: "2", name: "x", size: 51 });
  assert.equal(await codeOf(ana), "too_many_files");
  assert.equal(await timesLimited(room.url, "max-reserved"), 1);
  await offer(ana, { id: "3", name: "x", size: 50 });
  await ana.send({ type: "withdraw", file: first.file });
  await ana.next("withdrawn");
  await offer(ana, { id: "4", name: "x", size: 100 });
  await ana.send({ type: "offer", id: "5", name: "x", size: 101 });
  assert.equal(await codeOf(ana), "file_too_large");
  assert.equal(await timesLimited(room.url, "max-file"), 1);
});

Deno.test("so many transfers run at once, of one member and in all, and who has gone takes no place", async () => {
  await using room = await start("--max-transfers", "1", "--max-transfers-total", "2");
  const { server, url } = room;
  await using ana = await joinRaw(server, "ana");
  await using ben = await joinRaw(server, "ben");
  await using cleo = await joinRaw(server, "cleo");
  const { file, ticket } = await offer(ana, { id: "1", name: "x", size: 5 });
  const fetchBy = async (client: RawClient) => {
    await client.send({ type: "get", file });
    return await openTransfer(server, (await client.next("ticket"))["ticket"]);
  };
  using up = await openTransfer(server, ticket);
  assert.equal((await up.readLine())?.type, "go");
  {
    using down = await fetchBy(ben);
    assert.equal((await down.readLine())?.type, "go");
    using second = await fetchBy(ben);
    assert.equal((await second.readLine())?.["code"], "too_many_files");
    using third = await fetchBy(cleo);
    assert.equal((await third.readLine())?.["code"], "too_many_files");
  }
  assert.equal(await timesLimited(url, "max-transfers"), 1);
  assert.equal(await timesLimited(url, "max-transfers-total"), 1);
  await untilMetric(url, "chat_transfers", 1);
  using again = await fetchBy(cleo);
  assert.equal((await again.readLine())?.type, "go");
});

Deno.test("strangers have so long to say hello, and so many of one address may wait", async () => {
  const more = ["--max-pending-per-address", "2", "--limit-loopback"];
  await using patient = await start("--hello-timeout", "600s");
  await using silent = await connectRaw(patient.server);
  await using room = await start("--hello-timeout", "4s", ...more);
  const { server, url } = room;
  await using oldest = await connectRaw(server);
  await using other = await connectRaw(server);
  await using ana = await joinRaw(server, "ana");
  await oldest.closed;
  assert.deepEqual(oldest.lines.all, []);
  assert.equal(await codeOf(other), "hello_timeout");
  assert.deepEqual(silent.lines.all, [], "the other server waits longer");
  await ana.send({ type: "ping" });
  await ana.next("pong");
  assert.equal(await timesLimited(url, "max-pending-per-address"), 1);
  assert.equal(await timesLimited(url, "hello-timeout"), 1);
});

Deno.test("connections from one address are bounded, and members in all", async () => {
  await using room = await start(
    "--max-per-address",
    "3",
    "--max-clients",
    "2",
    "--limit-loopback",
  );
  const { server, url } = room;
  await using _ana = await joinRaw(server, "ana");
  await using _ben = await joinRaw(server, "ben");
  await using third = await connectRaw(server);
  await using fourth = await connectRaw(server);
  assert.equal(await codeOf(fourth), "server_full");
  await third.send({ type: "hello", protocol: 1, name: "cleo" });
  assert.equal(await codeOf(third), "server_full");
  assert.equal(await timesLimited(url, "max-per-address"), 1);
  assert.equal(await timesLimited(url, "max-clients"), 1);
});

Deno.test("a limit that cannot be one is wrong usage", async () => {
  const wrong: readonly (readonly [string, string])[] = [
    ["--join-rate", "fast"],
    ["--max-offers", "0"],
    ["--byte-rate", "10"],
    ["--hello-timeout", "0s"],
    ["--max-reserved", "much"],
  ];
  for (const [flag, value] of wrong) {
    const { code, stderr } = await runProgram(["serve", flag, value]);
    assert.equal(code, 2, flag);
    assert.match(stderr, new RegExp(`'${flag} <`), stderr);
  }
  const { code } = await runProgram(["serve"], { env: { CHAT_QUERY_RATE: "none" } });
  assert.equal(code, 2);
});
