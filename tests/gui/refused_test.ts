import assert from "node:assert/strict";
import { join } from "../support/client.ts";
import { type Person, TestRoom } from "./support/room.ts";

/** What a browser does that refuses: before anything of the page runs. */
const REFUSALS = {
  "a clipboard that rejects": `
    Object.defineProperty(Clipboard.prototype, "writeText", {
      value: () => Promise.reject(new DOMException("Write permission denied", "NotAllowedError")),
    });`,
  "no clipboard": `Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined });`,
  "no notifications": `delete globalThis.Notification;`,
  "notifications whose question is refused": `
    Notification.requestPermission = () => Promise.reject(new TypeError("Not here"));`,
  "notifications that only apps may show": `
    globalThis.Notification = class {
      static permission = "granted";
      static requestPermission = () => Promise.resolve("granted");
      constructor() { throw new TypeError("Illegal constructor"); }
    };`,
  "no sound": `
    globalThis.AudioContext = class { constructor() { throw new Error("No sound card"); } };`,
  "no storage": `
    for (const name of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(globalThis, name, {
        get() { throw new DOMException("The operation is insecure", "SecurityError"); },
      });
    }`,
} as const;

async function joinWith(room: TestRoom, refusal: keyof typeof REFUSALS): Promise<Person> {
  return await room.join("ana", { script: REFUSALS[refusal] });
}

for (const refusal of ["a clipboard that rejects", "no clipboard"] as const) {
  Deno.test(`what cannot be copied with ${refusal} is told so`, async () => {
    await using room = await TestRoom.open();
    const ana = await joinWith(room, refusal);
    await ana.say("```\ncode\n```");
    const copy = ana.list.locator(".code-block").getByRole("button", { name: "Copy" });
    await copy.click();
    const reason = ana.page.getByText(/does not let the page copy/);
    await reason.waitFor();
    assert.equal(await copy.innerText(), "Copy");
    await ana.page.getByRole("button", { name: "Dismiss" }).click();
    await ana.list.getByText("code").hover();
    await ana.list.locator(".message-tools").getByRole("button", { name: "Copy" }).click();
    await reason.waitFor();
    assert.deepEqual(ana.problems, []);
  });
}

for (
  const refusal of ["no notifications", "notifications whose question is refused"] as const
) {
  Deno.test(`with ${refusal} the box is not ticked, and the reason is told`, async () => {
    await using room = await TestRoom.open();
    const ana = await joinWith(room, refusal);
    await ana.page.getByText("Settings").click();
    const box = ana.page.getByLabel("Notify me");
    await box.click();
    await ana.page.getByText(/does not allow the page to notify you/).waitFor();
    assert.equal(await box.isChecked(), false);
    assert.deepEqual(ana.problems, []);
  });
}

Deno.test("notifications that turn out not to be shown are turned off, and the reason is told", async () => {
  await using room = await TestRoom.open();
  const ana = await joinWith(room, "notifications that only apps may show");
  await using ben = await join(room.server, "ben");
  await ana.page.getByText("Settings").click();
  const box = ana.page.getByLabel("Notify me");
  await box.check();
  await ana.page.evaluate(() => {
    Object.defineProperty((globalThis as unknown as { document: object }).document, "hasFocus", {
      value: () => false,
    });
    dispatchEvent(new Event("blur"));
  });
  await ben.say("anybody there?");
  await ana.sees("anybody there?");
  await ana.page.getByText(/does not allow the page to notify you/).waitFor();
  assert.equal(await box.isChecked(), false);
  assert.deepEqual(ana.problems, []);
});

Deno.test("with no sound the box is not ticked, and the reason is told", async () => {
  await using room = await TestRoom.open();
  const ana = await joinWith(room, "no sound");
  await ana.page.getByText("Settings").click();
  const box = ana.page.getByLabel("Play a sound");
  await box.click();
  await ana.page.getByText(/does not let the page play a sound/).waitFor();
  assert.equal(await box.isChecked(), false);
  assert.deepEqual(ana.problems, []);
});

Deno.test("with no storage the window works until it is reloaded", async () => {
  await using room = await TestRoom.open();
  const ana = await joinWith(room, "no storage");
  await ana.say("hello");
  await ana.sees("hello");
  await ana.page.getByText("Settings").click();
  await ana.page.getByLabel("Theme").selectOption("dark");
  assert.deepEqual(ana.problems, []);
});
