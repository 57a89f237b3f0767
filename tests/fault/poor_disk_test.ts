/**
 * File systems that lack what others have: hard links (exFAT, the shared storage of Android), modes, a count of what is
 * free. Everything works on them as anywhere else.
 */
import assert from "node:assert/strict";
import { join } from "../support/client.ts";
import { encrypted, inviteOf } from "../support/person.ts";
import { runProgram } from "../support/program.ts";
import { startServer } from "../support/server.ts";
import { TempDir } from "../support/temp_dir.ts";
import { injecting } from "./lab/tampering.ts";

const LACKS = {
  "hard links": "link,linkat:error=EACCES",
  modes: "chmod,fchmod,fchmodat:error=EPERM",
  "a count of free space": "statfs,fstatfs:error=ENOSYS",
} as const;

/** The command that runs a program without them. */
function lacking(what: string): readonly string[] {
  const [calls = "", effect = ""] = what.split(":");
  return ["strace", "-D", ...injecting(calls, effect)];
}

async function canTamper(): Promise<boolean> {
  const [program = "", ...args] = [...lacking(LACKS["hard links"]), "true"];
  const { success } = await new Deno.Command(program, { args }).output()
    .catch(() => ({ success: false }));
  if (!success) console.log("SKIPPED: system calls cannot be made to fail without strace");
  return success;
}

for (const [lack, what] of Object.entries(LACKS)) {
  Deno.test(`without ${lack} a key is made once, servers are known again, and files arrive`, async () => {
    if (!await canTamper()) return;
    await using folder = await TempDir.make();
    const through = lacking(what);
    const env = { XDG_CONFIG_HOME: folder.join("config") };
    const options = { ...encrypted, env, through };
    const [first, ...others] = await Promise.all(
      Array.from({ length: 3 }, () => runProgram(["identity"], options)),
    );
    assert.equal(first?.code, 0, first?.stderr);
    assert.match(String(first?.stdout), /^[\w-]{43}$/);
    for (const other of others) assert.equal(other.stdout, first?.stdout, other.stderr);
    await using server = await startServer({ ...encrypted, through });
    const invite = await inviteOf(server);
    const send = ["send", invite.split("#")[0] as string, "--name", "ana"];
    const sent = await runProgram([...send, "hi"], options);
    assert.equal(sent.code, 0, sent.stderr);
    assert.match(sent.stderr, /^\* First time at .*$/, "and no other notice");
    await Deno.writeTextFile(folder.join("notes.txt"), "to be kept");
    await using ben = await join({ address: invite, isEncrypted: true }, "ben", { through });
    for (const name of ["notes.txt", "notes (1).txt"]) {
      const again = await runProgram([...send, "--file", folder.join("notes.txt")], options);
      assert.deepEqual([again.code, again.stderr], [0, ""]);
      const done = await ben.next((event) => event["state"] === "done");
      assert.equal(done["path"], `${ben.downloads}/${name}`);
    }
    assert.deepEqual(Array.from(Deno.readDirSync(ben.downloads)).length, 2, "no part is left");
    const kept = Array.from(Deno.readDirSync(folder.join("config/chat")), ({ name }) => name);
    assert.deepEqual(kept.sort(), ["identity", "known_hosts"]);
  });
}
