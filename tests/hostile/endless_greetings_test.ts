/** Peers that say nothing, or say it for ever. */
import assert from "node:assert/strict";
import { encodeLine } from "../../protocol/lines.ts";
import { sleep } from "../../protocol/sleep.ts";
import { connectRaw, type RawClient } from "../support/raw_client.ts";
import { until } from "../support/until.ts";
import { attacks, type Lab } from "./support/lab.ts";

const HELLO = { type: "hello", protocol: 1 };
/** So a whole hello takes several times as long as the server waits for one. */
const TRICKLE_MS = 500;

/** Resolves when the server has told `eve` that her time is over, and has closed. */
async function isGivenUp(eve: RawClient): Promise<void> {
  await eve.closed;
  assert.equal(eve.lines.all.at(-1)?.["code"], "hello_timeout");
}

/** A connection that says `line` byte by byte, after `first`. */
async function trickle(lab: Lab, line: object, ...first: readonly object[]): Promise<void> {
  await using eve = await connectRaw(lab.server);
  await eve.send(...first);
  const over = new AbortController();
  const given = isGivenUp(eve).finally(() => over.abort());
  for (const byte of encodeLine(line)) {
    if (over.signal.aborted) break;
    await eve.sendBytes(Uint8Array.of(byte)).catch(() => {});
    await sleep(TRICKLE_MS, over.signal);
  }
  assert.ok(over.signal.aborted, "the server waited for the whole line");
  await given;
}

/** A connection of TCP alone, whatever the server speaks, until the server has said that it gave it up, and has. */
async function tcp({ server }: Lab, ...bytes: readonly number[]): Promise<void> {
  using conn = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  await conn.write(Uint8Array.from(bytes));
  const { port } = conn.localAddr as Deno.NetAddr;
  const words = `:${port}: No hello came in time`;
  const isTold = () => server.program.stdout.all.some((line) => line.includes(words));
  await until(isTold, () => "the server never gave it up");
  assert.equal(await conn.read(new Uint8Array(1)), null);
}

/** A connection of the kind the server speaks, on which nothing is said. */
async function silence({ server }: Lab): Promise<void> {
  await using eve = await connectRaw(server);
  await isGivenUp(eve);
}

attacks("greetings that do not come to an end (plain)", { together: true }, {
  "silence": silence,
  "a hello byte by byte": (lab) => trickle(lab, { ...HELLO, name: lab.name() }),
  "a proof byte by byte": (lab) =>
    trickle(lab, { type: "proof", nonce: "0".repeat(32) }, {
      ...HELLO,
      name: lab.name(),
      key: "A".repeat(43),
    }),
});

attacks("greetings that do not come to an end (TLS)", { together: true, encrypted: true }, {
  "silence before the encryption": (lab) => tcp(lab),
  "half a hello of TLS": (lab) => tcp(lab, 0x16, 0x03, 0x01, 0x02, 0x00, 0x01),
  "silence inside": silence,
  "a hello byte by byte": (lab) => trickle(lab, { ...HELLO, name: lab.name() }),
});
