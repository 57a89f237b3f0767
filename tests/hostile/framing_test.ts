/**
 * Lines that are cut, joined, too long or none at all.
 *
 * Compression has no case in these suites, since the protocol has none; nor have clusters, end-to-end encryption and inner
 * lengths, whose place JSON takes. A hundred thousand damaged lines are the business of `deno task fuzz`.
 */
import assert from "node:assert/strict";
import { encodeLine } from "../../protocol/lines.ts";
import { MAX_HELLO_LINE_BYTES, MAX_LINE_BYTES } from "../../protocol/limits.ts";
import type { RequestType } from "../../protocol/messages.ts";
import { connectRaw, type RawClient } from "../support/raw_client.ts";
import { offer, openTransfer, sha256 } from "../support/raw_transfer.ts";
import { REQUESTS, SERVER_LINES } from "../support/samples.ts";
import { type Attack, attacks, type Lab } from "./support/lab.ts";
import { breakOff, codesFor } from "./support/tell.ts";
import { until } from "../support/until.ts";

/** What comes without being asked for. */
const ROOM: ReadonlySet<unknown> = new Set(["welcome", "message", "joined", "left"]);
const HELLO = { type: "hello", protocol: 1 };

/** What answers each request of the samples, sent by somebody who is nobody in particular in a room without files. */
const ANSWERS: Readonly<Record<RequestType, string | undefined>> = {
  say: "ack",
  rename: "ack",
  offer: "ticket",
  withdraw: "no_such_file",
  get: "no_such_file",
  decline: "no_such_file",
  files: "files",
  history: "history",
  search: "found",
  info: "info",
  moderate: "not_operator",
  game: "no_such_game",
  whois: "whois",
  leave: undefined,
  ping: "pong",
  pong: undefined,
};

async function slowly(client: Pick<RawClient, "sendBytes">, bytes: Uint8Array): Promise<void> {
  for (const byte of bytes) await client.sendBytes(Uint8Array.of(byte));
}

/** `line`, with a field that makes it `size` bytes long. */
function padded(line: object, size: number): object {
  const bare = encodeLine({ ...line, pad: "" }).length;
  return { ...line, pad: "x".repeat(size - bare) };
}

/** The codes that come back for `sent` after a welcome, until the server closes. */
async function afterWelcome(lab: Lab, ...sent: readonly (object | Uint8Array)[]) {
  const codes = await codesFor(lab.server, { ...HELLO, name: lab.name(), history: 0 }, ...sent);
  return codes.filter((code) => !ROOM.has(code));
}

const ATTACKS: Readonly<Record<string, Attack>> = {
  "every request byte by byte is answered like any other": async (lab) => {
    await using eve = await connectRaw(lab.server);
    await slowly(eve, encodeLine({ ...HELLO, name: lab.name() }));
    await eve.next("welcome");
    for (const [type, request] of Object.entries(REQUESTS)) {
      if (type === "leave") continue;
      await slowly(eve, encodeLine(type === "rename" ? { ...request, name: lab.name() } : request));
      const answer = ANSWERS[type as RequestType];
      if (answer === undefined) continue;
      const isIt = (line: object) => Object.values(line).includes(answer);
      await eve.lines.next((line) => line.type === answer || isIt(line));
    }
    await slowly(eve, encodeLine(REQUESTS.leave));
    await eve.closed;
  },
  "a transfer byte by byte": (lab) =>
    lab.visit(async (eve) => {
      const bytes = new TextEncoder().encode("five!");
      const { ticket } = await offer(eve, { id: "slow", name: "five", size: bytes.length });
      using up = await openTransfer(lab.server, ticket);
      await up.readLine();
      const digest = encodeLine({ type: "digest", sha256: await sha256(bytes) });
      await slowly(up, Uint8Array.of(...bytes, ...digest));
      assert.equal((await up.readLine())?.["ok"], true);
    }),
  "1,000 lines in one write are 1,000 messages in their order": (lab) =>
    lab.visit(async (eve) => {
      const ids = Array.from({ length: 1_000 }, (_, index) => `burst-${index}`);
      await eve.send(...ids.map((id) => ({ type: "say", id, text: id })));
      await eve.next("ack", ({ id }) => id === ids.at(-1));
      const acks = eve.lines.all.filter(({ type }) => type === "ack").map(({ id }) => id);
      assert.deepEqual(acks, ids);
    }),
  "a hello as long as the limit is taken, one byte more is not": async (lab) => {
    await using eve = await connectRaw(lab.server);
    await eve.send(padded({ ...HELLO, name: lab.name() }, MAX_HELLO_LINE_BYTES));
    await eve.next("welcome");
    await eve.send({ type: "leave" });
    await eve.closed;
    const tooLong = padded({ ...HELLO, name: lab.name() }, MAX_HELLO_LINE_BYTES + 1);
    assert.deepEqual(await codesFor(lab.server, tooLong), ["line_too_long"]);
  },
  "a line as long as the limit is taken, one byte more ends it": async (lab) => {
    await lab.visit(async (eve) => {
      await eve.send(padded(REQUESTS.ping, MAX_LINE_BYTES));
      await eve.next("pong");
    });
    const codes = await afterWelcome(lab, padded(REQUESTS.ping, MAX_LINE_BYTES + 1));
    assert.deepEqual(codes, ["line_too_long", "line_too_long"]);
  },
  "lines that never end": async (lab) => {
    const endless = new Uint8Array(4 * 2 ** 20).fill(0x61);
    const first = Uint8Array.of(0x7b, ...endless.subarray(0, 100_000));
    assert.deepEqual(await codesFor(lab.server, first), ["line_too_long"]);
    assert.equal((await afterWelcome(lab, endless))[0], "line_too_long");
  },
  "empty lines are no lines, however many": (lab) =>
    lab.visit(async (eve) => {
      await eve.sendBytes(new Uint8Array(1_000_000).fill(0x0a));
      await eve.send(REQUESTS.ping);
      await eve.next("pong");
    }),
  "bytes that are not UTF-8 end it": async (lab) => {
    const invalid = [[0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [
      0xf0,
      0x9f,
      0x98,
    ]];
    for (const bytes of invalid) {
      const line = Uint8Array.of(...encodeLine(REQUESTS.say).subarray(0, 30), ...bytes, 0x22, 0x0a);
      assert.equal((await afterWelcome(lab, line))[0], "bad_frame");
    }
  },
  "what is no object with a type ends it": async (lab) => {
    const deep = "[".repeat(30_000) + "]".repeat(30_000);
    for (
      const text of [
        "[]",
        "null",
        "1e999",
        '"say"',
        '{"type":',
        "{}",
        '{"type":7}',
        "\ufeff{}",
        deep,
      ]
    ) {
      const line = new TextEncoder().encode(`${text}\n`);
      assert.equal((await afterWelcome(lab, line))[0], "bad_frame", text.slice(0, 20));
    }
  },
  "a second hello, types of servers, of transfers and of nobody are answered, and change nothing": (
    lab,
  ) =>
    lab.visit(async (eve) => {
      const forged = { ...HELLO, name: "bystander ana", text: "forged", from: "bystander ana" };
      const known = ["ping", "pong"];
      const types = Object.keys(SERVER_LINES).filter((type) =>
        !known.includes(type) && !(type in REQUESTS)
      );
      const strange = [
        "hello",
        "challenge",
        "proof",
        "go",
        "digest",
        "verdict",
        "dance",
        "__proto__",
      ];
      for (const type of [...types, ...strange]) {
        await eve.send({ ...forged, type, seq: 1, id: "forged" });
        const error = await eve.next("error");
        assert.deepEqual([error["code"], error["re"]], ["unknown_type", type]);
      }
      await eve.send({ type: "search", words: "forged" });
      assert.deepEqual((await eve.next("found"))["entries"], []);
    }),
  "fields of the wrong type are answered, whatever they are": (lab) =>
    lab.visit(async (eve) => {
      for (const [type, request] of Object.entries(REQUESTS)) {
        for (const field of Object.keys(request).filter((name) => name !== "type")) {
          for (const value of [{}, [1], { toString: 1 }, -1.5, "\u0000".repeat(200)]) {
            await eve.send({ ...request, id: "wrong", [field]: value });
            const answer = await eve.lines.next((line) =>
              line.type !== "joined" && line.type !== "message"
            );
            const isAnswered = answer.type in ANSWERS || ["error", "ack"].includes(answer.type);
            assert.ok(isAnswered, `${type}.${field}: ${answer.type}`);
          }
        }
      }
    }),
  "a connection that is reset in a line leaves nothing behind": async (lab) => {
    for (let index = 0; index < 50; index++) {
      await breakOff(lab.server, lab.name(), '{"type":"say","id":"1","text":"half a li');
    }
    const { stdout } = lab.server.program;
    const lost = () => stdout.all.filter((line) => /lost the connection/.test(line)).length;
    await until(() => lost() >= 50, () => `${lost()} of 50 were noticed`);
  },
  "what was asked before a half-close is answered after it": async (lab) => {
    await using eve = await lab.join();
    await eve.send(...Array.from({ length: 100 }, () => REQUESTS.info), REQUESTS.leave);
    await eve.endSending();
    await eve.closed;
    assert.equal(eve.lines.all.filter(({ type }) => type === "info").length, 100);
  },
};

for (const encrypted of [false, true]) {
  const how = encrypted ? "TLS" : "plain";
  attacks(`lines against a server (${how})`, { encrypted, args: ["--rate-limit", "off"] }, ATTACKS);
}
