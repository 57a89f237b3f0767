/** Peers that are something else, or say hello in a way that is none. */
import assert from "node:assert/strict";
import { encodeLine } from "../../protocol/lines.ts";
import { connectRaw } from "../support/raw_client.ts";
import { type Attack, attacks } from "./support/lab.ts";
import { codesFor, type Sayable, textFor } from "./support/tell.ts";

const HELLO = { type: "hello", protocol: 1 };
const RANDOM_BYTES = 64 * 1024;

const TLS_HELLO = Uint8Array.of(0x16, 0x03, 0x01, 0x00, 0x05, 0x01, 0x00, 0x00, 0x01, 0x00);
const SMB = Uint8Array.of(0x00, 0x00, 0x00, 0x2f, 0xff, ...new TextEncoder().encode("SMBr"));

/** What these say first, and what they are answered. */
const STRANGERS: readonly (readonly [who: string, says: () => Sayable, answer: RegExp])[] = [
  ["HTTP", () => "GET / HTTP/1.1\r\nHost: x\r\n\r\n", /^HTTP\/1\.1 400 [^]*chat join/],
  ["HTTP without an end", () => `POST / HTTP/1.1\r\n${"x".repeat(100_000)}`, /^HTTP\/1\.1 400 /],
  ["SSH", () => "SSH-2.0-OpenSSH_9.7\r\n", /^\{"type":"error","code":"bad_frame"[^\n]*\}\n$/],
  ["SMB", () => SMB, /^\{"type":"error","code":"bad_frame"/],
  ["TLS", () => TLS_HELLO, /^\{"type":"error","code":"bad_frame",[^\n]*chat[^\n]*\}\n$/],
  ["zeros", () => new Uint8Array(RANDOM_BYTES), /^\{"type":"error","code":"bad_frame"/],
  ["random bytes", randomBytes, /^(\{"type":"error","code":"(bad_frame|line_too_long)"|HTTP)/],
];

function randomBytes(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(RANDOM_BYTES));
}

/** First lines that are no good hello. */
const REFUSED: readonly (readonly [line: object | string, code: string])[] = [
  [{ type: "say", id: "1", text: "x" }, "bad_frame"],
  [{ type: "welcome", you: "eve" }, "bad_frame"],
  [{ type: "proof", nonce: "00".repeat(16) }, "bad_frame"],
  [{ type: "leave" }, "bad_frame"],
  ["\n", "bad_frame"],
  ["[]\n", "bad_frame"],
  ['{"type":\n', "bad_frame"],
  [`${"[".repeat(4_000)}\n`, "bad_frame"],
  [`{"a":${"[".repeat(4_000)}\n`, "bad_frame"],
  ...[9, 0, -1, 2 ** 53 - 1].map((protocol) =>
    [{ ...HELLO, name: "eve", protocol }, "bad_version"] as const
  ),
  ...["1", 1.5, [1, 1], { min: 3, max: 1 }, null].map((protocol) =>
    [{ ...HELLO, name: "eve", protocol }, "bad_request"] as const
  ),
  [HELLO, "bad_request"],
  [{ ...HELLO, name: 7 }, "bad_request"],
  [{ ...HELLO, name: "eve", role: "server" }, "bad_request"],
  [{ ...HELLO, name: "eve", since: -1 }, "bad_request"],
  [{ ...HELLO, name: "eve", history: 1e9 }, "bad_request"],
  [{ ...HELLO, name: "eve", key: "short" }, "bad_request"],
  [{ ...HELLO, role: "transfer" }, "bad_ticket"],
  [{ ...HELLO, role: "transfer", ticket: "f".repeat(32), offset: 0 }, "bad_ticket"],
  [{ ...HELLO, role: "transfer", ticket: "f".repeat(3_000), offset: 0 }, "bad_request"],
];

const REFUSALS: Readonly<Record<string, Attack>> = {
  "first lines that are no good hello": async ({ server }) => {
    for (const [line, code] of REFUSED) {
      assert.deepEqual(await codesFor(server, line), [code], JSON.stringify(line).slice(0, 80));
    }
  },
  "hellos that end too early": async ({ server }) => {
    const bytes = encodeLine({ ...HELLO, name: "eve" });
    for (let end = 0; end < bytes.length; end++) {
      await using eve = await connectRaw(server);
      await eve.sendBytes(bytes.subarray(0, end));
      await eve.endSending();
      await eve.closed;
      assert.deepEqual(eve.lines.all, []);
    }
  },
  "nobody was told of any of them": (lab) =>
    lab.visit(async (eve) => {
      await eve.send({ type: "history", before: 2 ** 40 }, { type: "info" });
      await eve.next("info");
      const [welcome] = eve.lines.all;
      // The two came at once, in either order.
      const others = ["bystander ana", "bystander ben"];
      assert.deepEqual((welcome?.["members"] as string[]).toSorted(), [
        ...others,
        welcome?.["you"],
      ]);
    }),
};

attacks("greetings of strangers (plain)", {}, {
  ...Object.fromEntries(STRANGERS.map(([who, says, answer]): [string, Attack] => [
    `${who} is answered so that it can read it`,
    async ({ server }) => assert.match(await textFor(server, says()), answer),
  ])),
  ...REFUSALS,
});

attacks("greetings of strangers (TLS)", { encrypted: true }, {
  "who does not encrypt is answered with an alert of TLS": async (lab) => {
    const plain = { port: lab.server.port };
    for (const [, says] of STRANGERS.filter(([who]) => who !== "TLS")) {
      const answer = new TextEncoder().encode(await textFor(plain, says()).catch(() => "\x15"));
      assert.equal(answer[0], 0x15);
    }
  },
  ...REFUSALS,
});
