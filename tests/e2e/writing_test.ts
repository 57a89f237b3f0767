/** Names, texts, files and searches in whatever script and composition, through the program. */
import assert from "node:assert/strict";
import { join } from "../support/client.ts";
import { connectRaw } from "../support/raw_client.ts";
import { startServer } from "../support/server.ts";
import { TempDir } from "../support/temp_dir.ts";

const NAMES = ["ကျော်", "ញ៉ាំ", "චන්ද්\u200dරිකා", "می\u200cنا", "สมเกียรติ วงศ์ประเสริฐ"];

Deno.test("people of every script talk under their names, in the lines mode as well", async () => {
  await using server = await startServer();
  await using ana = await join(server, "ana", { mode: "lines" });
  for (const name of NAMES) {
    await using person = await join(server, name);
    await ana.line(`* ${name} joined the chat!`);
    await person.say(`I am ${name}`);
    await ana.line(`[${name}] I am ${name}`);
  }
});

Deno.test("nobody takes a name that differs by what nobody sees", async () => {
  await using server = await startServer();
  await using _mina = await join(server, "می\u200cنا");
  await using other = await connectRaw(server);
  await other.send({ type: "hello", protocol: 1, name: "مینا" });
  assert.equal((await other.next("error")).code, "name_taken");
});

Deno.test("received files keep their names in every script, with every kind of blank", async () => {
  await using server = await startServer();
  await using folder = await TempDir.make();
  await using ana = await join(server, "ana");
  await using ben = await join(server, "ben");
  const names = [
    "نامه\u200cها.txt",
    "議事録\u3000第一回.txt",
    "two  blanks.txt",
    "ශ්\u200dරී.txt",
    "ញ៉ាំ.txt",
  ];
  for (const name of names) {
    await Deno.writeTextFile(folder.join(name), name);
    await ana.say(`/send ${folder.join(name)}`);
    const done = await ben.next((event) =>
      event.type === "transfer" && event["state"] === "done" && event["name"] === name
    );
    assert.equal(done["path"], `${await Deno.realPath(ben.downloads)}/${name}`);
    assert.equal(await Deno.readTextFile(String(done["path"])), name);
  }
});

Deno.test("/search finds phrases, and words however they are written", async () => {
  await using server = await startServer();
  await using ana = await join(server, "ana");
  await using ben = await join(server, "ben");
  const texts = ["the wide world", "a world so wide", "Straße", "İstanbul", "café"];
  await ana.say(texts.join("\n"));
  await ben.message("café");
  const searches: readonly (readonly [typed: string, found: string])[] = [
    ['"wide world"', "the wide world"],
    ["STRASSE", "Straße"],
    ["istanbul", "İstanbul"],
    ["cafe\u0301", "café"],
  ];
  for (const [typed, text] of searches) {
    await ben.say(`/search ${typed}`);
    const found = await ben.next("found");
    const entries = found["entries"] as { text: string }[];
    assert.deepEqual(entries.map((entry) => entry.text), [text], typed);
  }
});
