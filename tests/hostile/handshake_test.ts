/** Peers that are something else, that say nothing, or say it for ever. */
import assert from "node:assert/strict";
import { encodeLine } from "../../protocol/lines.ts";
import { HELLO_TIMEOUT_MS } from "../../protocol/limits.ts";
import { sleep } from "../../protocol/sleep.ts";
import { connectRaw } from "../support/raw_client.ts";
import { type Attack, attacks, type Lab } from "./support/lab.ts";
import { codesFor, type Sayable, textFor } from "./support/tell.ts";
import { until } from "../support/until.ts";

const HELLO = { type: "hello", protocol: 1 };
/** What a loaded machine may add to ten seconds, and what the clocks of two processes may take away. */
const LATE_MS = 5_000;
const EARLY_MS = 500;
const TRICKLE_MS = 2_000;
const RANDOM_BYTES = 64 * 1024;

/** Resolves when the server has closed what `open` gives; it must have taken ten seconds. */
async function closedInTime(open: () => Promise<AsyncDisposable & { closed: Promise<void> }>) {
  const startedAt = performance.now();
  await using connection = await open();
  await connection.closed;
  const tookMs = performance.now() - startedAt;
  assert.ok(tookMs > HELLO_TIMEOUT_MS - EARLY_MS, `closed after ${tookMs} ms`);
  assert.ok(tookMs < HELLO_TIMEOUT_MS + LATE_MS, `closed after ${tookMs} ms`);
}

/** A connection that says `line` for ever, a byte every two seconds, after `first`. */
function trickle(lab: Lab, line: object, ...first: readonly object[]): Attack {
  return () =>
    closedInTime(async () => {
      const eve = await connectRaw(lab.server);
      for (const what of first) await eve.send(what);
      const over = new AbortController();
      eve.closed.then(() => over.abort());
      (async () => {
        for (const byte of encodeLine(line)) {
          if (over.signal.aborted) return;
          await eve.sendBytes(Uint8Array.of(byte)).catch(() => {});
          await sleep(TRICKLE_MS, over.signal);
        }
      })();
      return eve;
    });
}

/** A connection of TCP alone, whatever the server speaks; `closed` when the server has said that it gave it up, and has. */
async function tcp({ server }: Lab, ...bytes: readonly number[]) {
  const conn = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  await conn.write(Uint8Array.from(bytes));
  const { port } = conn.localAddr as Deno.NetAddr;
  const words = `:${port}: No hello came in time`;
  const isTold = () => server.program.stdout.all.some((line) => line.includes(words));
  const told = until(isTold, HELLO_TIMEOUT_MS + LATE_MS, () => "the server never gave it up");
  const ended = conn.read(new Uint8Array(1)).then((bytes) => assert.equal(bytes, null));
  const closed = Promise.all([told, ended]).then(() => {});
  return { closed, [Symbol.asyncDispose]: () => Promise.resolve(conn.close()) };
}

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
      assert.deepEqual(eve.lines.all[0]?.["members"], [
        "bystander ana",
        "bystander ben",
        eve.lines.all[0]?.["you"],
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

attacks("greetings that do not come to an end (plain)", { together: true }, {
  "silence": (lab) => closedInTime(() => connectRaw(lab.server)),
  "a hello with a byte every two seconds": (lab) =>
    trickle(lab, { ...HELLO, name: lab.name() })(lab),
  "a proof with a byte every two seconds": (lab) =>
    trickle(lab, { type: "proof", nonce: "0".repeat(32) }, {
      ...HELLO,
      name: lab.name(),
      key: "A".repeat(43),
    })(lab),
});

attacks("greetings that do not come to an end (TLS)", { together: true, encrypted: true }, {
  "silence before the encryption": (lab) => closedInTime(() => tcp(lab)),
  "half a hello of TLS": (lab) => closedInTime(() => tcp(lab, 0x16, 0x03, 0x01, 0x02, 0x00, 0x01)),
  "silence inside": (lab) => closedInTime(() => connectRaw(lab.server)),
  "a hello with a byte every two seconds": (lab) =>
    trickle(lab, { ...HELLO, name: lab.name() })(lab),
});
