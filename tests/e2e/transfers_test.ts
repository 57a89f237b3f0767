/** What PROTOCOL.md says about transfers, spoken by hand over sockets. */
import assert from "node:assert/strict";
import { joinRaw, type RawClient } from "../support/raw_client.ts";
import { offer, openTransfer, sha256, share } from "../support/raw_transfer.ts";
import { startServer, type TestServer } from "../support/server.ts";

const HELLO = new TextEncoder().encode("hello");

async function ticketFor(client: RawClient, file: string): Promise<unknown> {
  await client.send({ type: "get", file });
  return (await client.next("ticket", ({ direction }) => direction === "down"))["ticket"];
}

async function isComplete(client: RawClient, file: string): Promise<boolean | undefined> {
  await client.send({ type: "files" });
  const { files } = await client.next("files");
  const listed = files as { readonly file: string; readonly complete: boolean }[];
  return listed.find((row) => row.file === file)?.complete;
}

async function download(server: TestServer, client: RawClient, file: string, offset = 0) {
  using transfer = await openTransfer(server, await ticketFor(client, file), offset);
  const go = await transfer.readLine();
  const bytes = await transfer.readBytes(Number(go?.["size"]) - offset);
  const digest = await transfer.readLine();
  await transfer.send({ type: "verdict", ok: true });
  return { go, text: new TextDecoder().decode(bytes), sha256: digest?.["sha256"] };
}

Deno.test("a file goes up and comes down as the page shows it", async () => {
  await using server = await startServer();
  await using ana = await joinRaw(server, "ana");
  await using ben = await joinRaw(server, "ben");
  const file = await share(server, ana, "hello.txt", HELLO);
  const entry = await ben.next("file");
  assert.deepEqual([entry["file"], entry["from"], entry["size"]], [file, "ana", 5]);
  const whole = await download(server, ben, file);
  assert.deepEqual(whole.go, { type: "go", file, offset: 0, size: 5 });
  assert.deepEqual([whole.text, whole.sha256], ["hello", await sha256(HELLO)]);
  assert.equal((await download(server, ben, file, 3)).text, "lo");
  const receipt = await ana.next("receipt");
  assert.deepEqual([receipt["file"], receipt["by"], receipt["state"]], [file, "ben", "done"]);
});

Deno.test("who fetches during an upload follows it live", async () => {
  await using server = await startServer();
  await using ana = await joinRaw(server, "ana");
  await using ben = await joinRaw(server, "ben");
  const { file, ticket } = await offer(ana, { id: "1", name: "hello.txt", size: 5 });
  using up = await openTransfer(server, ticket);
  await up.readLine();
  using down = await openTransfer(server, await ticketFor(ben, file));
  assert.equal((await down.readLine())?.type, "go");
  for (const part of ["he", "ll", "o"]) {
    await up.sendBytes(new TextEncoder().encode(part));
    assert.equal(new TextDecoder().decode(await down.readBytes(part.length)), part);
  }
  await up.send({ type: "digest", sha256: await sha256(HELLO) });
  assert.equal((await up.readLine())?.["ok"], true);
  assert.equal((await down.readLine())?.["sha256"], await sha256(HELLO));
});

Deno.test("a file has exactly the bytes that were declared, or is never complete", async (t) => {
  await using server = await startServer();
  await using ana = await joinRaw(server, "ana");

  await t.step("more bytes are refused", async () => {
    const { file, ticket } = await offer(ana, { id: "more", name: "more", size: 5 });
    using up = await openTransfer(server, ticket);
    await up.readLine();
    await up.sendBytes(new TextEncoder().encode("hello!\n"));
    assert.equal((await up.readLine())?.["code"], "bad_frame");
    assert.equal(await up.readLine(), undefined);
    assert.equal(await isComplete(ana, file), false);
  });

  await t.step("fewer bytes are continued where they ended", async () => {
    const asked = { id: "fewer", name: "fewer", size: 5 };
    const { file, ticket } = await offer(ana, asked);
    {
      using up = await openTransfer(server, ticket);
      await up.readLine();
      await up.sendBytes(HELLO.subarray(0, 3));
      await up.endSending();
      assert.notEqual((await up.readLine())?.["ok"], true);
    }
    assert.equal(await isComplete(ana, file), false);
    const again = await offer(ana, asked);
    assert.deepEqual([again.file, again.offset], [file, 3]);
    using up = await openTransfer(server, again.ticket, again.offset);
    assert.equal((await up.readLine())?.["offset"], 3);
    await up.sendBytes(HELLO.subarray(3));
    await up.send({ type: "digest", sha256: await sha256(HELLO) });
    assert.equal((await up.readLine())?.["ok"], true);
    assert.equal((await download(server, ana, file)).text, "hello");
  });

  await t.step("a receiver whose bytes do not match the digest tells the sender", async () => {
    await using ben = await joinRaw(server, "ben");
    const { file, ticket } = await offer(ana, { id: "wrong", name: "wrong", size: 5 });
    using up = await openTransfer(server, ticket);
    await up.readLine();
    await up.sendBytes(HELLO);
    await up.send({ type: "digest", sha256: "0".repeat(64) });
    await up.readLine();
    using down = await openTransfer(server, await ticketFor(ben, file));
    await down.readLine();
    await down.readBytes(5);
    assert.equal((await down.readLine())?.["sha256"], "0".repeat(64));
    await down.send({ type: "verdict", ok: false, code: "bad_digest" });
    const receipt = await ana.next("receipt");
    assert.deepEqual([receipt["file"], receipt["by"], receipt["state"]], [file, "ben", "failed"]);
    await ben.send({ type: "leave" });
    await ben.closed;
  });

  await t.step("only the sender withdraws a file", async () => {
    await using ben = await joinRaw(server, "ben");
    const { file } = await offer(ana, { id: "mine", name: "mine", size: 5 });
    await ben.send({ type: "withdraw", file });
    assert.equal((await ben.next("error"))["code"], "not_yours");
    await ana.send({ type: "withdraw", file });
    assert.equal((await ben.next("withdrawn"))["reason"], "cancelled");
  });
});

Deno.test("a ticket is good for one connection", async () => {
  await using server = await startServer();
  await using ana = await joinRaw(server, "ana");
  const { ticket } = await offer(ana, { id: "1", name: "hello.txt", size: 5 });
  using first = await openTransfer(server, ticket);
  assert.equal((await first.readLine())?.type, "go");
  for (const bad of [ticket, "0".repeat(32), undefined]) {
    using second = await openTransfer(server, bad);
    assert.equal((await second.readLine())?.["code"], "bad_ticket");
    assert.equal(await second.readLine(), undefined);
  }
});

Deno.test("an offset beyond the end is refused", async () => {
  await using server = await startServer();
  await using ana = await joinRaw(server, "ana");
  const file = await share(server, ana, "hello.txt", HELLO);
  using down = await openTransfer(server, await ticketFor(ana, file), 6);
  assert.equal((await down.readLine())?.["code"], "bad_offset");
});
