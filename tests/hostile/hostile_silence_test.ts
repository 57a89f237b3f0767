/** A server that falls silent in the middle of a handshake, or has lost the encryption it had. */
import assert from "node:assert/strict";
import { encodeLine } from "../../protocol/lines.ts";
import { Program } from "../support/program.ts";
import { SERVER_LINES } from "../support/samples.ts";
import { startServer } from "../support/server.ts";
import { TempDir } from "../support/temp_dir.ts";
import { ScriptedPeer } from "../support/scripted_peer.ts";
import { type Mode, Victim } from "./support/victim.ts";

Deno.test("silence in the middle of a handshake ends with 3 and a sentence, in every mode", async () => {
  const silences: readonly object[] = [{ ...SERVER_LINES.welcome, pad: "x" }, {
    type: "challenge",
    nonce: "0".repeat(64),
  }];
  const modes: readonly Mode[] = ["lines", "json", "terminal"];
  await Promise.all(modes.flatMap((mode) =>
    silences.map(async (line, index) => {
      using peer = new ScriptedPeer();
      await using victim = await Victim.start(mode, peer.address.port);
      using connection = await peer.accept();
      await connection.next("hello");
      const whole = encodeLine(line);
      // Half a line, or a whole one that nothing follows.
      await connection.sendRaw(index === 0 ? whole.subarray(0, whole.length / 2) : whole);
      assert.equal(await victim.ended(), 3, victim.output);
      await victim.shows("No answer in time");
    })
  ));
});

Deno.test("a server known to encrypt that does not any more is not told a word", async () => {
  await using folder = await TempDir.make();
  const env = { XDG_CONFIG_HOME: folder.join("config") };
  const options = { env, encrypted: true };
  let port: number;
  const args = () => [
    "join",
    `127.0.0.1:${port}`,
    "--name",
    "ana",
    "--mode",
    "json",
    "--downloads",
    folder.path,
  ];
  {
    await using server = await startServer({ encrypted: true });
    port = server.port;
    await using first = Program.start(args(), options);
    await first.stdout.next((line) => line.includes('"welcome"'));
    await first.endInput();
    assert.equal((await first.ended).code, 0);
  }
  using listener = Deno.listen({ hostname: "127.0.0.1", port });
  const heard: number[] = [];
  const listening = (async () => {
    for await (const conn of listener) {
      const buffer = new Uint8Array(4_096);
      const count = await conn.read(buffer).catch(() => null);
      heard.push(...buffer.subarray(0, count ?? 0));
      await conn.write(encodeLine({ type: "error", code: "bad_frame", text: "chat" })).catch(
        () => {},
      );
      conn.close();
    }
  })().catch(() => {});
  await using again = Program.start(args(), options);
  const { code, stdout, stderr } = await again.ended;
  assert.equal(code, 3, stderr);
  assert.match(stdout + stderr, /does not encrypt connections any more/);
  assert.doesNotMatch(String.fromCharCode(...heard), /"hello"|ana-maria/);
  listener.close();
  await listening;
});
