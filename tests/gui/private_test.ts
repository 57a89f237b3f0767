import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { join, type TestClient } from "../support/client.ts";
import { drop, pasteFile } from "./support/hand_over.ts";
import { type Person, TestRoom } from "./support/room.ts";

const picture = fileURLToPath(new URL("fixtures/picture.png", import.meta.url));

async function writeTo(person: Person, name: string): Promise<void> {
  await person.page.getByRole("button", { name: `Private message to ${name}`, exact: true })
    .click();
}

/** What everybody in the room has got up to the message `last`, which is said now. */
async function publicUpTo(last: string, person: Person, other: TestClient): Promise<unknown[]> {
  await person.page.getByRole("button", { name: "Write to the room again" }).click();
  await person.say(last);
  await other.message(last);
  return other.events.all.filter(({ type }) => type === "message" || type === "file")
    .map(({ text, name }) => text ?? name);
}

Deno.test("whatever is written to one member goes to that member alone", async () => {
  await using room = await TestRoom.open();
  const ana = await room.join("ana");
  const ben = await room.join("ben");
  await using cleo = await join(room.server, "cleo");
  await ana.sees("cleo joined");
  await writeTo(ana, "ben");
  await ana.say("/me waves at you");
  await ana.say("//x is a folder");
  await ana.say("/msg ben and this");
  await ana.say("/home/g/build.log says: boom");
  await ana.page.getByRole("button", { name: "Send as text" }).click();
  await ana.page.getByRole("button", { name: "Emoji" }).click();
  await ana.page.getByRole("button", { name: "🎂" }).click();
  await ana.composer.press("Enter");
  for (
    const text of [
      "waves at you",
      "/x is a folder",
      "and this",
      "/home/g/build.log says: boom",
      "🎂",
    ]
  ) await ben.list.getByText(text, { exact: true }).waitFor();
  assert.equal(await ben.list.getByText("privately to ben").count(), 5);
  // Over a reload as well.
  await ana.composer.fill("after the reload");
  await ana.page.reload();
  await ana.composer.press("Enter");
  await ben.sees("after the reload");
  assert.deepEqual(await publicUpTo("for all", ana, cleo), ["for all"]);
});

Deno.test("what cannot be private is refused in words while one member is written to", async () => {
  await using room = await TestRoom.open();
  const ana = await room.join("ana");
  await using _ben = await join(room.server, "ben");
  await using cleo = await join(room.server, "cleo");
  await ana.sees("cleo joined");
  await writeTo(ana, "ben");
  const refusal = ana.page.getByRole("alert").getByText(/not to ben alone: nothing was shared/);
  const again = async () => {
    await refusal.waitFor();
    await ana.composer.fill("x");
    await refusal.waitFor({ state: "detached" });
    await ana.composer.fill("");
  };
  await ana.page.locator("input[type=file]").setInputFiles([picture]);
  await again();
  await ana.page.getByRole("button", { name: "Share files" }).click();
  await again();
  await drop(ana.page, ["a.txt"]);
  await again();
  await pasteFile(ana.page, "image.png");
  await again();
  for (const typed of [`/send ${picture}`, "/topic secret"]) {
    await ana.say(typed);
    await ana.page.getByRole("alert").getByText(/Everybody in the room would get that/).waitFor();
    assert.equal(await ana.composer.inputValue(), typed);
  }
  assert.deepEqual(await publicUpTo("for all", ana, cleo), ["for all"]);
  assert.deepEqual(ana.problems, []);
});

Deno.test("who is written to keeps being so under another name, and is missed when gone", async () => {
  await using room = await TestRoom.open();
  const ana = await room.join("ana");
  // Without keys, names are free again when they are left.
  const guest = { env: { XDG_CONFIG_HOME: "/dev/null/none" } };
  await using ben = await join(room.server, "ben", guest);
  await using cleo = await join(room.server, "cleo", guest);
  await ana.sees("cleo joined");
  await writeTo(ana, "ben");
  await ben.say("/nick bob");
  await ana.page.getByRole("textbox", { name: "Private message to bob" }).waitFor();
  await cleo.say("/nick ben");
  await ana.sees("cleo is now called ben");
  await ana.say("for you");
  await ben.message("for you");
  await ben.leave();
  await ana.sees("bob left");
  await cleo.say("/nick bob");
  await ana.sees("ben is now called bob");
  await ana.say("and this?");
  await ana.page.getByRole("alert").getByText("bob has left").waitFor();
  assert.equal(await ana.composer.inputValue(), "and this?");
  assert.deepEqual(await publicUpTo("for all", ana, cleo), ["for all"]);
});

Deno.test("what the server refused is written again to the same member", async () => {
  await using room = await TestRoom.open();
  const ana = await room.join("ana");
  await using ben = await join(room.server, "ben");
  await ana.sees("ben joined");
  await ana.say("/msg nobody hello");
  await ana.sees(/nobody.*: hello/i);
  await ana.composer.fill("meanwhile");
  await ana.list.getByRole("button", { name: "Write again" }).click();
  await ana.page.getByRole("textbox", { name: "Private message to nobody" }).waitFor();
  assert.equal(await ana.composer.inputValue(), "hello");
  await writeTo(ana, "ben");
  await ana.composer.press("Enter");
  assert.equal((await ben.message("hello"))["to"], "ben");
  await ana.page.getByRole("button", { name: "Write to the room again" }).click();
  assert.equal(await ana.composer.inputValue(), "meanwhile");
});

Deno.test("a reply to somebody else puts what was being written aside, and it comes back", async () => {
  await using room = await TestRoom.open();
  const ana = await room.join("ana");
  await using ben = await join(room.server, "ben");
  await using cleo = await join(room.server, "cleo");
  await ana.sees("cleo joined");
  await ben.say("for everybody");
  await ana.sees("for everybody");
  await writeTo(ana, "cleo");
  await ana.composer.fill("only for cleo");
  await ana.list.getByText("for everybody").hover();
  await ana.list.getByRole("button", { name: "Reply" }).click();
  assert.equal(await ana.composer.inputValue(), "> ben: for everybody\n");
  await ana.page.getByRole("list", { name: "Not sent" }).getByText("only for cleo").waitFor();
  await ana.composer.press("Enter");
  await cleo.message("> ben: for everybody");
  await writeTo(ana, "cleo");
  assert.equal(await ana.composer.inputValue(), "only for cleo");
  await ana.composer.press("Enter");
  const got = await cleo.message("only for cleo");
  assert.equal(got["to"], "cleo");
});
