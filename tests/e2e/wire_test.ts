/** What PROTOCOL.md says about lines, hellos and strangers, spoken by hand over a socket. */
import assert from "node:assert/strict";
import { encodeLine } from "../../protocol/lines.ts";
import { MAX_HELLO_LINE_BYTES, MAX_LINE_BYTES } from "../../protocol/limits.ts";
import { connectRaw, joinRaw } from "../support/raw_client.ts";
import { startServer } from "../support/server.ts";

const HELLO = { type: "hello", protocol: 1, name: "eve" };
const encoder = new TextEncoder();
const isOf = (type: string) => (line: { type: string }) => line.type === type;

Deno.test("a server takes lines however the network cuts them", async (t) => {
  await using server = await startServer({ args: ["--rate-limit", "off", "--history", "0"] });
  await using ben = await joinRaw(server, "ben");

  await t.step("a message split at every byte arrives once", async () => {
    await using ana = await joinRaw(server, "ana");
    const size = encodeLine({ type: "say", id: "split-100", text: "é😀" }).length;
    for (let at = 1; at < size; at++) {
      const wire = encodeLine({ type: "say", id: `split-${at + 100}`, text: "é😀" });
      await ana.sendBytes(wire.subarray(0, at));
      await ana.sendBytes(wire.subarray(at));
      await ana.next("ack", ({ id }) => id === `split-${at + 100}`);
    }
    await ben.next("message", ({ id }) => id === `split-${size + 99}`);
    const ids = ben.lines.all.filter(isOf("message")).map(({ id }) => id);
    assert.deepEqual(ids, Array.from({ length: size - 1 }, (_, index) => `split-${index + 101}`));
    await ana.send({ type: "leave" });
    await ana.closed;
  });

  await t.step("a hello and a message sent byte by byte work", async () => {
    await using ana = await connectRaw(server);
    const lines = [{ ...HELLO, name: "ana" }, { type: "say", id: "bytes", text: "slowly" }];
    for (const byte of lines.flatMap((line) => [...encodeLine(line)])) {
      await ana.sendBytes(Uint8Array.of(byte));
    }
    await ana.next("ack");
    await ben.next("message", ({ text }) => text === "slowly");
    await ana.send({ type: "leave" });
    await ana.closed;
  });

  await t.step("1,000 messages in one write arrive in order", async () => {
    await using ana = await joinRaw(server, "ana");
    const says = Array.from({ length: 1_000 }, (_, index) => {
      return { type: "say", id: `burst-${index}`, text: String(index) };
    });
    await ana.send(...says);
    await ana.next("ack", ({ id }) => id === "burst-999");
    await ben.next("message", ({ id }) => id === "burst-999");
    const got = ben.lines.all.filter(({ id }) => String(id).startsWith("burst-"));
    assert.deepEqual(got.map(({ text }) => text), says.map(({ text }) => text));
    const acks = ana.lines.all.filter(isOf("ack")).map(({ id }) => id);
    assert.deepEqual(acks, says.map(({ id }) => id));
    await ana.send({ type: "leave" });
    await ana.closed;
  });

  await t.step("carriage returns, empty lines and unknown fields are ignored", async () => {
    await using ana = await connectRaw(server);
    const hello = JSON.stringify({ ...HELLO, name: "ana", future: [1] });
    await ana.sendBytes(encoder.encode(`${hello}\r\n\r\n\n{"type":"ping","x":1}\r\n`));
    await ana.next("pong");
    await ana.send({ type: "leave" });
    await ana.closed;
  });

  await t.step("what was asked before a half-close is answered after it", async () => {
    await using ana = await joinRaw(server, "ana");
    await ana.send({ type: "say", id: "last", text: "bye" }, { type: "info" }, { type: "leave" });
    await ana.endSending();
    await ana.closed;
    assert.equal(ana.lines.all.filter(isOf("ack")).length, 1);
    assert.equal(ana.lines.all.filter(isOf("info")).length, 1);
    await ben.next("message", ({ text }) => text === "bye");
  });
});

Deno.test("a server refuses lines that break the rules, and stays for the others", async (t) => {
  await using server = await startServer();
  await using ben = await joinRaw(server, "ben");

  const beforeHello: readonly (readonly [what: string, line: string, code: string])[] = [
    ["a message before hello", '{"type":"say","id":"1","text":"x"}', "bad_frame"],
    ["a list", "[]", "bad_frame"],
    ["half an object", '{"type":', "bad_frame"],
    ["another version", '{"type":"hello","protocol":99,"name":"eve"}', "bad_version"],
    ["version 0", '{"type":"hello","protocol":0,"name":"eve"}', "bad_version"],
    ["no version", '{"type":"hello","name":"eve"}', "bad_request"],
    ["no name", '{"type":"hello","protocol":1}', "bad_request"],
    ["a name of escape sequences", '{"type":"hello","protocol":1,"name":"\\u001b[2J"}', "bad_name"],
    ["a name in use", '{"type":"hello","protocol":1,"name":"BEN"}', "name_taken"],
    ["its full-width twin", '{"type":"hello","protocol":1,"name":"ｂｅｎ"}', "name_taken"],
  ];
  for (const [what, line, code] of beforeHello) {
    await t.step(`${what} instead of a good hello is answered with ${code}`, async () => {
      await using eve = await connectRaw(server);
      await eve.sendBytes(encoder.encode(line + "\n"));
      await eve.closed;
      assert.deepEqual(eve.lines.all.map((answer) => answer["code"]), [code]);
      if (code === "bad_version") assert.equal(eve.lines.all[0]?.["protocol"], 1);
    });
  }

  await t.step("a hello as long as the limit is taken, a longer one is not", async () => {
    const base = JSON.stringify({ ...HELLO, pad: "" }).length + 1;
    for (const excess of [0, 1]) {
      await using eve = await connectRaw(server);
      const hello = { ...HELLO, pad: "x".repeat(MAX_HELLO_LINE_BYTES - base + excess) };
      await eve.send(hello);
      if (excess === 0) {
        await eve.next("welcome");
        await eve.send({ type: "leave" });
        await eve.closed;
      } else {
        const { code } = await eve.next("error");
        assert.equal(code, "line_too_long");
        await eve.closed;
      }
    }
  });

  await t.step("a line as long as the limit is taken, a longer one is not", async () => {
    await using eve = await joinRaw(server, "eve");
    const base = JSON.stringify({ type: "ping", pad: "" }).length + 1;
    await eve.send({ type: "ping", pad: "x".repeat(MAX_LINE_BYTES - base) });
    await eve.next("pong");
    await eve.send({ type: "ping", pad: "x".repeat(MAX_LINE_BYTES - base + 1) });
    assert.equal((await eve.next("error"))["code"], "line_too_long");
    await eve.closed;
  });

  await t.step(
    "bytes that are not UTF-8 end the connection, the lines before them count",
    async () => {
      await using ana = await joinRaw(server, "ana");
      const good = encodeLine({ type: "say", id: "good", text: "before the damage" });
      await ana.sendBytes(Uint8Array.of(...good, 0x22, 0xff, 0x22, 0x0a));
      assert.equal((await ana.next("error"))["code"], "bad_frame");
      await ana.closed;
      await ben.next("message", ({ text }) => text === "before the damage");
    },
  );

  const answered: readonly (readonly [request: object, code: string])[] = [
    [{ type: "dance" }, "unknown_type"],
    [{ type: "welcome", you: "ben" }, "unknown_type"],
    [HELLO, "unknown_type"],
    [{ type: "say", id: "1" }, "bad_request"],
    [{ type: "say", id: "1", text: "" }, "bad_text"],
    [{ type: "say", id: "1", text: "x".repeat(16_385) }, "bad_text"],
    [{ type: "say", id: "1", text: "\ud800" }, "bad_text"],
    [{ type: "say", id: "1", text: "\u200b\u2800" }, "bad_text"],
    [{ type: "say", id: "1", text: "x", room: "elsewhere" }, "no_such_room"],
    [{ type: "rename", id: "1", name: "/eve" }, "bad_name"],
    [{ type: "rename", id: "1", name: "ben" }, "name_taken"],
    [{ type: "offer", id: "1", name: "../x", size: 1 }, "bad_file_name"],
    [{ type: "offer", id: "1", name: "x", size: 2 ** 52 }, "file_too_large"],
    [{ type: "get", file: "999999" }, "no_such_file"],
  ];
  await t.step("requests that cannot be carried out are answered and harm nothing", async () => {
    await using dan = await joinRaw(server, "dan");
    for (const [request, code] of answered) {
      await dan.send(request);
      const error = await dan.next("error");
      assert.equal(error["code"], code, JSON.stringify(request).slice(0, 80));
      assert.equal(error["re"], (request as { type: string }).type);
    }
    await dan.send({ type: "say", id: "after", text: "still here" });
    await dan.next("ack", ({ id }) => id === "after");
    await ben.next("message", ({ text }) => text === "still here");
  });

  await t.step("nobody was told of those who were not welcomed", () => {
    const joined = ben.lines.all.filter(isOf("joined")).map(({ name }) => name);
    assert.deepEqual([...new Set(joined)].sort(), ["ana", "dan", "eve"]);
  });
});

Deno.test("peers of other protocols get one answer that they can read", async (t) => {
  await using server = await startServer();
  const tlsHello = Uint8Array.of(0x16, 0x03, 0x01, 0x00, 0x05, 0x01, 0x00, 0x00, 0x01, 0x00);
  const strangers: readonly (readonly [what: string, bytes: Uint8Array, answer: RegExp])[] = [
    ["HTTP", encoder.encode("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), /^HTTP\/1\.1 400 [^]*chat join/],
    ["TLS", tlsHello, /^\{"type":"error","code":"bad_frame",.*chat.*\}\n$/],
    ["SSH", encoder.encode("SSH-2.0-OpenSSH_9.7\r\n"), /^\{"type":"error","code":"bad_frame"/],
    ["garbage", new Uint8Array(65_536).fill(0xa5), /^\{"type":"error","code":"bad_frame"/],
  ];
  for (const [what, bytes, answer] of strangers) {
    await t.step(`${what} is answered`, async () => {
      using conn = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
      await conn.write(bytes);
      assert.match(await new Response(conn.readable).text(), answer);
    });
  }
  await t.step("and the server still takes members", async () => {
    await using ana = await joinRaw(server, "ana");
    assert.deepEqual(ana.lines.all[0]?.["members"], ["ana"]);
  });
});
