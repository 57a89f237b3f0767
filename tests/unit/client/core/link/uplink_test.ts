/** The link as a whole, over wires without sockets: it comes up, breaks, comes back and is left. */
import { TestClock } from "../../../../support/test_clock.ts";
import assert from "node:assert/strict";
import { type LinkUser, Uplink } from "../../../../../client/core/link/mod.ts";
import { DRAIN_MS } from "../../../../../protocol/limits.ts";
import { MemoryPeer } from "../../../../support/memory_peer.ts";
import { message, welcome } from "../../../../support/scripted_peer.ts";

interface Pause {
  readonly ms: number;
  readonly end: () => void;
}

/** A link whose pauses last until the test ends them, and what its user is told. */
function open(reconnectMs = Infinity) {
  const peer = new MemoryPeer();
  const told: string[] = [];
  const pauses: Pause[] = [];
  let paused = Promise.withResolvers<Pause>();
  const user: LinkUser = {
    hello: () => ({ type: "hello", protocol: 1, name: "ana" }),
    changed: ({ kind }) => void told.push(kind),
    welcomed: ({ welcome }) => void told.push(`welcome ${welcome.you}`),
    received: (line) => void told.push(line.type),
    lost: ({ code }) => void told.push(`lost ${code}`),
  };
  const over = new AbortController();
  const link = new Uplink({
    clock: new TestClock(),
    random: () => 1,
    dialer: peer.dialer,
    secrets: { identity: undefined, password: undefined },
    reconnectMs,
    user,
    over,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        signal.addEventListener("abort", () => resolve());
        pauses.push({ ms, end: resolve });
        paused.resolve({ ms, end: resolve });
        paused = Promise.withResolvers();
      }),
  });
  return { peer, link, told, over, pauses, nextPause: () => paused.promise };
}

Deno.test("Uplink tells its user everything in order, and comes back after a loss", async () => {
  const { peer, link, told, nextPause } = open();
  const first = await peer.accept();
  await first.greet(welcome(), message(11, "hello"));
  const pause = nextPause();
  first[Symbol.dispose]();
  assert.ok((await pause).ms > 0);
  assert.ok(!link.isUp);
  link.retryNow();
  const second = await peer.accept();
  await second.greet(welcome({ you: "Ana" }));
  assert.ok(link.isUp);
  const gone = second.farewell();
  let isTold = false;
  await link.leave(() => isTold = true);
  await gone;
  assert.ok(isTold, "the server was told");
  assert.deepEqual(told, [
    "connecting",
    "up",
    "welcome ana",
    "message",
    "lost connection_lost",
    "waiting",
    "connecting",
    "up",
    "welcome Ana",
    "lost connection_lost",
    "closed",
  ]);
  assert.ok(link.isClosed);
  await link.leave(() => assert.fail("it has said goodbye already"));
});

Deno.test("Uplink.leave() gives up a server that does not take the goodbye", async () => {
  const { peer, link, told, over, nextPause } = open();
  using connection = await peer.accept();
  await connection.greet(welcome());
  const patience = nextPause();
  const left = link.leave(() => told.push("goodbye"));
  const { ms, end } = await patience;
  assert.equal(ms, DRAIN_MS);
  end();
  await left;
  assert.deepEqual(told.slice(-3), ["goodbye", "lost left", "closed"]);
  assert.equal((over.signal.reason as { code?: string }).code, "left");
});

Deno.test("Uplink ends without a goodbye when it is left before there is a welcome", async () => {
  const { peer, link, told } = open();
  using connection = await peer.accept();
  await connection.next("hello");
  await link.leave(() => assert.fail("there was nobody to say it to"));
  assert.deepEqual(told, ["connecting", "closed"]);
});
