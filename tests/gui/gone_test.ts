import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { join } from "../support/client.ts";
import { joinRaw } from "../support/raw_client.ts";
import { offer } from "../support/raw_transfer.ts";
import { TestRoom } from "./support/room.ts";

Deno.test("a file that was withdrawn is shown as gone, to newcomers as well", async () => {
  await using room = await TestRoom.open();
  const ana = await room.join("ana");
  await using ben = await joinRaw(room.server, "ben");
  const { file } = await offer(ben, { id: "1", name: "plan.txt", size: 10 });
  const card = ana.list.locator(".file").filter({ hasText: "plan.txt" });
  await card.getByRole("button", { name: "Get" }).waitFor();
  await ben.send({ type: "withdraw", file });
  await card.getByText("No longer there: The sender withdrew the file").waitFor();
  assert.equal(await card.getByRole("button").count(), 0);
  const panel = ana.page.getByRole("region", { name: "Files" });
  assert.equal(await panel.getByText("plan.txt").count(), 0);

  const dan = await room.join("dan");
  const seen = dan.list.locator(".file").filter({ hasText: "plan.txt" });
  await seen.getByText("No longer there").waitFor();
  assert.equal(await seen.getByRole("button").count(), 0);
});

Deno.test("a file that made room for another one is shown as gone", async () => {
  await using room = await TestRoom.open({ args: ["--spool", "64KiB"] });
  await using _ben = await join(room.server, "ben");
  const ana = await room.join("ana");
  const bytes = (name: string) => ({
    name,
    mimeType: "text/plain",
    buffer: Buffer.from(name.repeat(6_000)),
  });
  const input = ana.page.locator("input[type=file]");
  await input.setInputFiles([bytes("older.txt")]);
  await ana.list.getByText("Received by ben").waitFor();
  await input.setInputFiles([bytes("newer.txt")]);
  await ana.list.getByText("Received by ben").nth(1).waitFor();
  const dan = await room.join("dan");
  const card = (name: string) => dan.list.locator(".file").filter({ hasText: name });
  await card("older.txt").getByText("No longer there").waitFor();
  await card("newer.txt").getByRole("button", { name: "Get" }).waitFor();
  assert.equal(await card("older.txt").getByRole("button").count(), 0);
});
