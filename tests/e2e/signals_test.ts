/** Who starts a program so that it ignores a signal does not want it to end by that one. */
import assert from "node:assert/strict";
import { join } from "../support/client.ts";
import { joinRaw } from "../support/raw_client.ts";
import { startServer } from "../support/server.ts";
import { TempDir } from "../support/temp_dir.ts";

/** `nohup` ignores SIGHUP; a shell that does not control jobs ignores SIGINT for what it starts with `&`. */
const IGNORED = ["SIGHUP", "SIGINT"] as const;

/** In surroundings that some systems have in every shell; the runtime is particular about who inherits them. */
const ignoring = (signal: string) => ({
  env: { LD_LIBRARY_PATH: "/nonexistent" },
  through: ["sh", "-c", `trap "" ${signal.slice(3)}; exec "$@"`, "sh"],
});

for (const signal of IGNORED) {
  const ignore = Deno.build.os === "windows";
  Deno.test({ name: `a server that was started to ignore ${signal} goes on`, ignore }, async () => {
    await using server = await startServer(ignoring(signal));
    server.program.kill(signal);
    server.program.kill(signal);
    await using _ana = await joinRaw(server, "ana");
    server.program.kill("SIGTERM");
    assert.equal((await server.program.ended).code, 0);
  });

  Deno.test({ name: `a client that was started to ignore ${signal} goes on`, ignore }, async () => {
    await using server = await startServer();
    await using ana = await join(server, "ana", ignoring(signal));
    await using ben = await joinRaw(server, "ben");
    ana.program.kill(signal);
    ana.program.kill(signal);
    await ana.say("still here");
    assert.equal((await ben.next("message"))["text"], "still here");
    ana.program.kill("SIGTERM");
    assert.equal((await ana.program.ended).code, 143);
  });
}

Deno.test({
  name: "a server that says that it listens ends well, however slowly the system tells of signals",
  ignore: Deno.build.os !== "linux",
}, async () => {
  await using folder = await TempDir.make();
  const slow = "#!/bin/sh\nsleep 1\nexec /bin/cat /proc/self/status\n";
  await Deno.writeTextFile(folder.join("cat"), slow, { mode: 0o755 });
  const env = { PATH: `${folder.path}:${Deno.env.get("PATH")}` };
  await using server = await startServer({ env });
  server.program.kill("SIGTERM");
  assert.equal((await server.program.ended).code, 0);
});
