/** How the program ends when something is wrong: one sentence, the documented code, no stack trace. */
import assert from "node:assert/strict";
import { NO_HOST } from "../support/hosts.ts";
import { type Ending, runProgram } from "../support/program.ts";
import { joinRaw } from "../support/raw_client.ts";
import { startServer } from "../support/server.ts";
import { TempDir } from "../support/temp_dir.ts";

/** A port on which nobody listens. */
function unusedPort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

function assertEnding({ code, stdout, stderr }: Ending, expected: number): void {
  const output = `${stdout}\n${stderr}`;
  assert.equal(code, expected, output);
  assert.doesNotMatch(output, /^\s+at /m, "no stack trace");
  assert.doesNotMatch(output, /unexpected error/);
}

const joining = (address: string) => ["join", address, "--name", "ana", "--mode", "lines"];

Deno.test("joining where no server can be reached ends with 3", async (t) => {
  await t.step("nobody listens", async () => {
    const ending = await runProgram(joining(`127.0.0.1:${unusedPort()}`));
    assertEnding(ending, 3);
    assert.notEqual(ending.stderr, "");
  });
  await t.step("the host is unknown", async () => {
    assertEnding(await runProgram(joining(NO_HOST)), 3);
  });
  await t.step("it is not a chat server", async () => {
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const answering = (async () => {
      using conn = await listener.accept();
      await conn.write(new TextEncoder().encode("SSH-2.0-OpenSSH_9.7\r\n"));
      await conn.read(new Uint8Array(4_096));
    })();
    assertEnding(await runProgram(joining(`127.0.0.1:${listener.addr.port}`)), 3);
    await answering;
  });
});

Deno.test("sending where no server can be reached ends with 3", async () => {
  assertEnding(
    await runProgram(["send", `127.0.0.1:${unusedPort()}`, "--name", "bot", "hi"]),
    3,
  );
});

Deno.test("a server that cannot start ends with 6", async (t) => {
  await using server = await startServer();
  await using folder = await TempDir.make();
  const serving = (port: number, data: string) => {
    return ["serve", "--host", "127.0.0.1", "--port", String(port), "--data", data];
  };
  await t.step("its port is in use", async () => {
    assertEnding(await runProgram(serving(server.port, folder.path)), 6);
  });
  await t.step("its data folder is in use", async () => {
    assertEnding(await runProgram(serving(0, server.data)), 6);
  });
  await t.step("its data folder cannot be made", async () => {
    await Deno.writeTextFile(folder.join("file"), "");
    assertEnding(await runProgram(serving(0, folder.join("file"))), 6);
  });
  await t.step("the one that runs is not disturbed", async () => {
    await using ana = await joinRaw(server, "ana");
    assert.equal(ana.lines.all[0]?.["you"], "ana");
  });
});

const WRONG_USAGE: readonly (readonly [args: readonly string[], says: RegExp])[] = [
  [[], /Usage: chat/],
  [["srve"], /Did you mean serve\?/],
  [["serve", "--prot", "1"], /Did you mean --port\?/],
  [["serve", "--port", "abc"], /--port/],
  [["serve", "--port", "70000"], /--port/],
  [["serve", "--max-file", "many"], /--max-file/],
  [["serve", "here"], /argument/],
  [["join", "--name", "ana", "--mode", "lines"], /HOST/i],
  [["join", "localhost", "--mode", "lines"], /--name/],
  [["join", "localhost:99999", "--name", "ana", "--mode", "lines"], /99999/],
  [["join", "localhost", "--name", "ana", "--mode", "opera"], /--mode/],
  [["send", "localhost", "hi"], /--name/],
  [["completions", "tcsh"], /tcsh/],
];

for (const [args, says] of WRONG_USAGE) {
  Deno.test(`chat ${args.join(" ")} is wrong usage and ends with 2`, async () => {
    const ending = await runProgram(args);
    assertEnding(ending, 2);
    assert.match(ending.stderr, says);
  });
}

Deno.test("help and version go to the standard output and end with 0", async (t) => {
  const asked: readonly (readonly [args: readonly string[], says: RegExp])[] = [
    [["--help"], /serve.*\n.*join.*\n.*send/],
    [["serve", "--help"], /--port/],
    [["join", "--help"], /--downloads/],
    [["--version"], /^\d+\.\d+\.\d+$/],
    [["completions", "bash"], /complete -F/],
    [["complete", "--", "ser"], /^serve\t/],
    [["complete", "--", "serve", "--po"], /^--port\t/],
  ];
  for (const [args, says] of asked) {
    await t.step(`chat ${args.join(" ")}`, async () => {
      const { code, stdout, stderr } = await runProgram(args);
      assert.deepEqual([code, stderr], [0, ""]);
      assert.match(stdout, says);
    });
  }
});
