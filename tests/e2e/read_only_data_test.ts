/** A data folder that cannot be written is named, with the system's reason. */
import assert from "node:assert/strict";
import { runProgram } from "../support/program.ts";
import { startServer } from "../support/server.ts";
import { TempDir } from "../support/temp_dir.ts";

/** The command that runs a program for which `folder` is read-only, or `undefined` where that takes more rights. */
async function readOnly(folder: string): Promise<readonly string[] | undefined> {
  const script =
    `mount --bind '${folder}' '${folder}' && mount -o remount,ro,bind '${folder}' && exec "$@"`;
  const through = ["unshare", "--mount", "sh", "-c", script, "sh"];
  const [program = "", ...args] = [...through, "true"];
  const { success } = await new Deno.Command(program, { args }).output()
    .catch(() => ({ success: false }));
  if (success) return through;
  console.warn("skipped: read-only folders, which need root and unshare");
  return undefined;
}

Deno.test("a server whose data folder is read-only says which, and why", async () => {
  await using folder = await TempDir.make();
  const through = await readOnly(folder.path);
  if (through === undefined) return;
  const serve = async (data: string) => {
    const { code, stderr } = await runProgram(["serve", "--port", "0", "--data", data], {
      through,
    });
    assert.equal(code, 6, stderr);
    assert.match(
      stderr,
      /^chat: the data folder \S+ cannot be (used|written): Read-only file system$/m,
    );
    assert.ok(stderr.includes(data), stderr);
  };
  await serve(folder.join("new"));
  const data = folder.join("used");
  {
    await using _server = await startServer({ data });
  }
  await serve(data);
});

Deno.test("a data folder that is a file, or below one, is named, too", async () => {
  await using folder = await TempDir.make();
  await Deno.writeTextFile(folder.join("file"), "");
  for (const data of [folder.join("file"), folder.join("file/below")]) {
    const { code, stderr } = await runProgram(["serve", "--port", "0", "--data", data]);
    assert.equal(code, 6, stderr);
    assert.ok(stderr.includes(`the data folder ${data} cannot be used: Not a directory`), stderr);
  }
});
