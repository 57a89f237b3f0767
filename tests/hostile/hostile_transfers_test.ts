/** A server that means harm with files. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { encodeLine } from "../../protocol/lines.ts";
import { SERVER_LINES } from "../support/samples.ts";
import { TempDir } from "../support/temp_dir.ts";
import { type PeerConnection, ScriptedPeer } from "../support/scripted_peer.ts";
import { greet } from "./support/hostile_server.ts";
import { until } from "../support/until.ts";
import { Victim } from "./support/victim.ts";

const MIB = 2 ** 20;
const bytes = new TextEncoder().encode("five!");
const DIGEST = "f".repeat(64);
const HEX = "0".repeat(32);

/** A client that takes every file, in the JSON mode, and its connection. */
async function receiver(peer: ScriptedPeer, more: readonly string[] = []) {
  const victim = await Victim.start("json", peer.address.port, ["--accept", "all", ...more]);
  return { victim, connection: await greet(peer) };
}

/** Offers a file of `size` bytes, gives the ticket, and says `go` on the connection that comes for it. */
async function offer(
  peer: ScriptedPeer,
  connection: PeerConnection,
  { file = "50", size = bytes.length, name = "a.txt" } = {},
): Promise<PeerConnection> {
  await connection.send({ ...SERVER_LINES.file, file, size, name, seq: Number(file) });
  return await serve(peer, connection, { file, size, name });
}

/** Answers the request for the file. */
async function serve(
  peer: ScriptedPeer,
  connection: PeerConnection,
  { file, size, name }: { file: string; size: number; name: string },
): Promise<PeerConnection> {
  await connection.next("get");
  await connection.send({ ...SERVER_LINES.ticket, file, size, name, ticket: HEX });
  const transfer = await peer.accept();
  const { offset } = await transfer.next("hello");
  await transfer.send({ type: "go", file, offset, size });
  return transfer;
}

function namesIn(folder: string): string[] {
  return Array.from(Deno.readDirSync(folder), ({ name }) => name).toSorted();
}

Deno.test("bytes of another digest, too many of them, or lines in their place never become a file", async (t) => {
  const kinds: Readonly<Record<string, readonly [bytes: Uint8Array, code: string]>> = {
    "another digest": [
      Uint8Array.of(...bytes, ...encodeLine({ type: "digest", sha256: DIGEST })),
      "bad_digest",
    ],
    "more bytes": [
      Uint8Array.of(...bytes, ...bytes, ...encodeLine({ type: "digest", sha256: DIGEST })),
      "bad_frame",
    ],
    "a line without end": [new Uint8Array(MIB).fill(0x61), "line_too_long"],
    "a verdict in the place of the digest": [
      Uint8Array.of(...bytes, ...encodeLine({ type: "verdict", ok: true })),
      "server_misbehaved",
    ],
  };
  for (const [what, [sent, code]] of Object.entries(kinds)) {
    await t.step(what, async () => {
      using peer = new ScriptedPeer();
      const { victim, connection } = await receiver(peer);
      await using _victim = victim;
      using _connection = connection;
      using transfer = await offer(peer, connection);
      await transfer.sendRaw(sent).catch(() => {});
      await victim.shows(`"state":"failed"`);
      assert.match(victim.output, new RegExp(`"code":"${code}"`));
      assert.deepEqual(namesIn(victim.downloads), []);
    });
  }
});

Deno.test("a go of another file, size or offset is no go", async (t) => {
  const wrong: readonly object[] = [
    { type: "go", file: "50", offset: 0, size: 2 ** 53 - 1 },
    { type: "go", file: "50", offset: 3, size: bytes.length },
    { type: "go", file: "50", offset: 0, size: -1 },
    { type: "ping" },
  ];
  for (const go of wrong) {
    await t.step(JSON.stringify(go), async () => {
      using peer = new ScriptedPeer();
      const { victim, connection } = await receiver(peer);
      await using _victim = victim;
      using _connection = connection;
      await connection.send({ ...SERVER_LINES.file, file: "50", seq: 50 });
      await connection.next("get");
      await connection.send({ ...SERVER_LINES.ticket, file: "50", ticket: HEX });
      using transfer = await peer.accept();
      await transfer.next("hello");
      await transfer.send(go);
      await victim.shows(`"code":"server_misbehaved"`);
      assert.deepEqual(namesIn(victim.downloads), []);
    });
  }
});

Deno.test("fewer bytes than promised are gone on with", async () => {
  using peer = new ScriptedPeer();
  const { victim, connection } = await receiver(peer);
  await using _victim = victim;
  using _connection = connection;
  {
    using transfer = await offer(peer, connection);
    await transfer.sendRaw(bytes.subarray(0, 2));
  }
  using again = await serve(peer, connection, { file: "50", size: bytes.length, name: "a.txt" });
  await again.sendRaw(await theRest());
  await victim.shows(`"state":"done"`);
  assert.deepEqual(Deno.readFileSync(join(victim.downloads, "a.txt")), bytes);
});

Deno.test("a file of absurd size costs neither memory nor disk before its bytes come", async () => {
  using peer = new ScriptedPeer();
  const { victim, connection } = await receiver(peer);
  await using _victim = victim;
  using _connection = connection;
  using transfer = await offer(peer, connection, { size: 2 ** 53 - 1 });
  await transfer.sendRaw(bytes);
  await victim.shows(`"state":"started"`);
  const info = () => Deno.statSync(join(victim.downloads, namesIn(victim.downloads)[0] ?? ""));
  await until(() => info().size === bytes.length, () => `${info().size} bytes`);
});

/** All of the file but its first two bytes, and its digest. */
async function theRest(): Promise<Uint8Array> {
  const sha256 = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
  return Uint8Array.of(...bytes.subarray(2), ...encodeLine({ type: "digest", sha256 }));
}

/** Plants something when the first bytes are on the disk, and sends the rest. */
async function planting(plant: (victim: Victim, part: string, outside: string) => void) {
  await using folder = await TempDir.make();
  const outside = folder.join("outside");
  await Deno.mkdir(outside);
  await Deno.writeTextFile(join(outside, "a.txt"), "mine");
  using peer = new ScriptedPeer();
  const { victim, connection } = await receiver(peer);
  await using _victim = victim;
  using _connection = connection;
  using transfer = await offer(peer, connection);
  await transfer.sendRaw(bytes.subarray(0, 2));
  const part = () => join(victim.downloads, namesIn(victim.downloads)[0] as string);
  await victim.shows(`"state":"started"`);
  await until(() => Deno.statSync(part()).size === 2, () => "the first bytes never came");
  plant(victim, part(), outside);
  await transfer.sendRaw(await theRest());
  await until(() => /"state":"(done|failed)"/.test(victim.output), () => victim.output);
  assert.deepEqual(namesIn(outside), ["a.txt"]);
  assert.equal(await Deno.readTextFile(join(outside, "a.txt")), "mine");
  return victim.output;
}

Deno.test("links that are planted while a file comes are not followed by the program", async (t) => {
  await t.step("at its final name", async () => {
    const output = await planting(({ downloads }, _part, outside) =>
      Deno.symlinkSync(join(outside, "a.txt"), join(downloads, "a.txt"))
    );
    assert.match(output, /"state":"done"[^\n]*a \(1\)\.txt/);
  });
  await t.step("at the name of its part", async () => {
    const output = await planting((_victim, part, outside) => {
      Deno.removeSync(part);
      Deno.symlinkSync(join(outside, "a.txt"), part);
    });
    assert.match(output, /"code":"not_saved"/);
  });
  await t.step("in the place of the folder", async () => {
    const output = await planting(({ downloads }, _part, outside) => {
      Deno.renameSync(downloads, `${downloads}.moved`);
      Deno.symlinkSync(outside, downloads);
    });
    assert.match(output, /"code":"not_saved"/);
  });
});
