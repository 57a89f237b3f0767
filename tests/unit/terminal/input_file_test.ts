import assert from "node:assert/strict";
import { InputFile } from "../../../client/terminal/input_file.ts";
import { MAX_INPUT_HISTORY } from "../../../client/terminal/input_history.ts";
import { TempDir } from "../../support/temp_dir.ts";

Deno.test("InputFile gives back what was added, line breaks included, and keeps it to its owner", async () => {
  await using folder = await TempDir.make();
  const path = folder.join("new/inputs");
  const file = new InputFile(path);
  assert.deepEqual(await file.read(), []);
  await file.add("one");
  await file.add('two\nlines "quoted"');
  assert.deepEqual(await new InputFile(path).read(), ["one", 'two\nlines "quoted"']);
  assert.equal(((await Deno.stat(path)).mode ?? 0) & 0o777, 0o600);
});

Deno.test("InputFile.read() passes over damage and makes a long file short", async () => {
  await using folder = await TempDir.make();
  const path = folder.join("inputs");
  const lines = Array.from(
    { length: 2 * MAX_INPUT_HISTORY + 1 },
    (_, at) => JSON.stringify(`${at}`),
  );
  await Deno.writeTextFile(path, [...lines, "not json", "7", '"last"', ""].join("\n"));
  const inputs = await new InputFile(path).read();
  assert.equal(inputs.length, MAX_INPUT_HISTORY - 2);
  assert.equal(inputs.at(-1), "last");
  assert.equal((await Deno.readTextFile(path)).split("\n").length, MAX_INPUT_HISTORY + 1);
});

Deno.test("InputFile.add() fails for nobody when the file cannot be written", async () => {
  await using folder = await TempDir.make();
  await Deno.writeTextFile(folder.join("file"), "");
  await new InputFile(folder.join("file/below")).add("x");
});
