/** Where a server is told to listen: one notation, understood or refused before anything is started. */
import assert from "node:assert/strict";
import { encrypted, Person } from "../support/person.ts";
import { hasIpv6, NO_HOST } from "../support/hosts.ts";
import { runProgram } from "../support/program.ts";
import { startServer } from "../support/server.ts";
import { TempDir } from "../support/temp_dir.ts";

const ignore = !hasIpv6();
if (ignore) console.log("SKIPPED: addresses of IPv6, which this machine does not have");

for (const host of ["::1", "[::1]"]) {
  Deno.test(`--host ${host} prints an invite that join accepts`, { ignore }, async () => {
    await using server = await startServer({ ...encrypted, host });
    const line = await server.program.stdout.next((text) => text.startsWith("Join with: "));
    const invite = line.split(" ").at(-1) as string;
    assert.match(invite, /^\[::1\]:\d+#[\w-]{43}$/);
    await using person = await Person.make();
    const sent = await person.send(invite);
    assert.equal(sent.code, 0, sent.stderr);
  });
}

for (const host of ["", "127.0.0.1:5", "[::1]:5", "http://localhost", "fe80::1"]) {
  Deno.test(`--host '${host}' is wrong usage`, async () => {
    await using folder = await TempDir.make();
    const where = ["--host", host, "--port", "0", "--data", folder.path];
    const { code, stderr } = await runProgram(["serve", ...where]);
    assert.equal(code, 2, stderr);
    assert.match(stderr, /--host .*(It must be a name or an address|needs its interface)/);
  });
}

Deno.test("a server listens on no name that is not this machine's", async () => {
  await using folder = await TempDir.make();
  const serve = ["serve", "--port", "0", "--data", folder.path, "--host"];
  for (const host of [NO_HOST, "203.0.113.77"]) {
    const { code, stderr } = await runProgram([...serve, host]);
    assert.equal(code, 6, stderr);
    assert.match(stderr, new RegExp(`chat: ${host} is not a`));
  }
});
