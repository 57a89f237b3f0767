import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { join } from "../support/client.ts";
import { joinRaw } from "../support/raw_client.ts";
import { offer, openTransfer, sha256 } from "../support/raw_transfer.ts";
import { residentBytes } from "../support/process_facts.ts";
import { TempDir } from "../support/temp_dir.ts";
import { rawRequest } from "./support/raw_http.ts";
import type { PageImage, PageLink, PageMedia } from "./support/page_elements.ts";
import { type Person, TestRoom } from "./support/room.ts";

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

async function share(person: Person, ...paths: string[]): Promise<void> {
  await person.page.locator("input[type=file]").setInputFiles(paths);
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  using file = await Deno.open(path);
  const buffer = new Uint8Array(1 << 20);
  for (let n = await file.read(buffer); n !== null; n = await file.read(buffer)) {
    hash.update(buffer.subarray(0, n));
  }
  return hash.digest("hex");
}

Deno.test("a picture, a sound and a film are shown, and one can seek in them", async () => {
  await using room = await TestRoom.open();
  const ana = await room.join("ana");
  const ben = await room.join("ben");
  await share(ana, fixture("picture.png"), fixture("tone.mp3"), fixture("film.webm"));
  for (const person of [ana, ben]) {
    const picture = person.list.locator(".picture img");
    await picture.waitFor();
    const width = await picture.evaluate(async (node) => {
      const element = node as unknown as PageImage;
      await element.decode();
      return element.naturalWidth;
    });
    assert.equal(width, 320);
    for (const kind of ["audio", "video"]) {
      const player = person.list.locator(kind);
      await player.waitFor();
      const [moved, sought] = await player.evaluate(async (node) => {
        const element = node as unknown as PageMedia;
        const event = (name: string) =>
          new Promise((resolve) => element.addEventListener(name, resolve, { once: true }));
        element.muted = true;
        await element.play();
        while (element.currentTime === 0) await event("timeupdate");
        const played = element.currentTime;
        element.pause();
        const done = event("seeked");
        element.currentTime = 3;
        await done;
        return [played, element.currentTime];
      });
      assert.ok((moved ?? 0) > 0);
      assert.equal(sought, 3);
    }
  }
  await ben.list.getByText(/Saved to .*picture\.png, verified/).waitFor();
  assert.deepEqual([ana.problems, ben.problems], [[], []]);

  await ben.list.getByRole("button", { name: /Open the picture/ }).click();
  const full = ben.page.getByRole("dialog");
  await full.locator("img").waitFor();
  await ben.page.keyboard.press("Escape");
  await full.waitFor({ state: "detached" });
});

Deno.test("what only claims to be a picture, and what could run, is saved and nothing else", async () => {
  await using room = await TestRoom.open();
  await using folder = await TempDir.make();
  const ana = await room.join("ana");
  const ben = await room.join("ben");
  const evil = "<html><script>document.title='taken'</script><img src=x onerror=alert(1)></html>";
  const names = [
    "x.svg",
    "x.html",
    "x.xml",
    "x.pdf",
    "x.png",
    `"onmouseover="alert(1).txt`,
    "<img src=x onerror=alert(1)>.txt",
    "exe.\u202egpj.bin",
  ];
  for (const name of names) await Deno.writeTextFile(folder.join(name), evil);
  await share(ana, ...names.map((name) => folder.join(name)));
  await ben.list.locator(".file").nth(names.length - 1).waitFor();
  for (let at = 0; at < names.length; at++) {
    await ben.list.locator(".file").nth(at).getByText(/Saved to/).waitFor();
  }
  assert.equal(
    await ben.list.locator(".file :is(img, audio, video, iframe, object, embed)").count(),
    0,
  );
  assert.match(await ben.list.innerText(), /⟦U\+202E⟧/);
  assert.match(await ben.page.title(), /main/);
  const saved = [...Deno.readDirSync(ben.client.downloads)].map(({ name }) => name).sort();
  assert.equal(saved.length, names.length);
  assert.deepEqual(ben.problems, []);
});

Deno.test("the bytes of a shown file can do nothing but be played", async () => {
  await using room = await TestRoom.open();
  const ana = await room.join("ana");
  await share(ana, fixture("picture.png"), fixture("film.webm"));
  const film = ana.list.locator("video");
  await film.waitFor();
  await ana.list.locator(".picture img").waitFor();
  const { host } = new URL(ana.client.url);
  const ask = (path: string | null, ...more: string[]) =>
    rawRequest(ana.client.url, [`GET ${path} HTTP/1.1`, `Host: ${host}`, ...more]);
  const path = await film.getAttribute("src");
  const part = await ask(path, "Range: bytes=10-19");
  assert.equal(part.status, 206);
  assert.match(part.head, /content-range: bytes 10-19\/30770/i);
  assert.match(part.head, /content-security-policy: sandbox; default-src 'none'/i);
  assert.match(part.head, /cross-origin-resource-policy: same-origin/i);
  assert.equal((await ask(path, "Range: bytes=99999-")).status, 416);
  const forged = `${path?.slice(0, -1)}${path?.endsWith("0") ? "1" : "0"}`;
  assert.equal((await ask(forged)).status, 404);
  const found = await ana.page.evaluate(() =>
    performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname)
  );
  const picture = found.find((name) => name.startsWith("/files/") && name !== path);
  const { head } = await ask(picture ?? "");
  assert.match(head, /content-type: application\/octet-stream/i);
  assert.match(head, /content-disposition: attachment/i);
});

Deno.test("hostile names and texts are text", async () => {
  await using room = await TestRoom.open();
  const ana = await room.join("ana");
  await using ben = await join(room.server, "b onmouseover=alert(1)");
  await ana.sees(/onmouseover/);
  const hostile = [
    "<script>document.title='taken'</script>",
    "<img src=x onerror=document.title='taken'>",
    "javascript:alert(1) data:text/html,<b>x</b>",
    "[click](javascript:alert(1))",
    'https://ok.example/"onmouseover="alert(1)',
    "\u202Egnol\u2066 \u200b\u0007 end",
  ];
  for (const text of hostile) await ben.say(text);
  await ana.sees(/⟦U\+202E⟧/);
  const links = await ana.list.getByRole("link").evaluateAll((elements) =>
    elements.map((element) => (element as unknown as PageLink).href)
  );
  assert.deepEqual(links, ["https://ok.example/"]);
  assert.equal(await ana.list.locator(":is(script, img, iframe)").count(), 0);
  assert.match(await ana.page.title(), /main/);
  assert.deepEqual(ana.problems, []);
});

Deno.test("a file of 200 MiB that is dropped arrives whole, with little memory", async () => {
  await using room = await TestRoom.open();
  await using folder = await TempDir.make();
  const path = folder.join("big.bin");
  const bytes = new Uint8Array(1 << 20);
  {
    using file = await Deno.open(path, { write: true, create: true });
    for (let at = 0; at < 200; at++) {
      crypto.getRandomValues(bytes.subarray(0, 65_536));
      await file.write(bytes);
    }
  }
  const ana = await room.join("ana");
  const ben = await room.join("ben", { args: ["--accept", "all"] });
  const before = await residentBytes(ana.client.program.pid);
  let most = 0;
  const watch = setInterval(async () => {
    most = Math.max(most, await residentBytes(ana.client.program.pid));
  }, 100);
  await share(ana, path);
  await ben.list.getByText(/Saved to/).waitFor({ timeout: 60_000 });
  clearInterval(watch);
  assert.equal(await digestOf(`${ben.client.downloads}/big.bin`), await digestOf(path));
  await ana.list.getByText("Received by ben").waitFor();
  const grown = Math.max(most, await residentBytes(ana.client.program.pid)) - before;
  console.log(`200 MiB handed over: the client grew by ${Math.round(grown / 1e6)} MB`);
  assert.ok(grown < 48 * (1 << 20), `memory grew by ${Math.round(grown / 1e6)} MB`);
});

Deno.test("a download is asked for, paused, resumed and completed", async () => {
  await using room = await TestRoom.open();
  const ana = await room.join("ana", { args: ["--accept", "none"] });
  await using ben = await joinRaw(room.server, "ben");
  const bytes = crypto.getRandomValues(new Uint8Array(60_000));
  const { ticket } = await offer(ben, { id: "1", name: "slow.bin", size: bytes.length });
  using upload = await openTransfer(room.server, ticket);
  await upload.readLine();
  await upload.sendBytes(bytes.subarray(0, 20_000));
  const button = (name: string) => ana.list.getByRole("button", { name });
  await button("Get").click();
  await button("Pause").click();
  await ana.list.getByText("Paused", { exact: true }).waitFor();
  await button("Resume").click();
  await button("Pause").waitFor();
  await upload.sendBytes(bytes.subarray(20_000));
  await upload.send({ type: "digest", sha256: await sha256(bytes) });
  await ana.list.getByText(/Saved to/).waitFor();
  assert.deepEqual(await Deno.readFile(`${ana.client.downloads}/slow.bin`), bytes);
});

Deno.test("a download that is cancelled can be had again", async () => {
  await using room = await TestRoom.open();
  const ana = await room.join("ana", { args: ["--accept", "none"] });
  await using ben = await joinRaw(room.server, "ben");
  const { ticket } = await offer(ben, { id: "1", name: "slow.bin", size: 60_000 });
  using upload = await openTransfer(room.server, ticket);
  await upload.readLine();
  await upload.sendBytes(new Uint8Array(20_000));
  const button = (name: string) => ana.list.getByRole("button", { name });
  await button("Get").click();
  await button("Cancel").click();
  await ana.list.getByText("Failed: Cancelled").waitFor();
  await button("Retry").click();
  await button("Cancel").waitFor();
});

Deno.test("a tab that is closed while it hands over a file leaves nothing behind", async () => {
  await using room = await TestRoom.open();
  await using folder = await TempDir.make();
  const path = folder.join("half.bin");
  await Deno.writeFile(path, new Uint8Array(400 << 20));
  const ana = await room.join("ana");
  const other = await room.show(ana.client);
  await share(other, path);
  await ana.list.getByText("Reading").waitFor();
  await other.page.close();
  await ana.list.getByText("Reading").waitFor({ state: "detached" });
  await ana.say("still here");
  await ana.sees("still here");
  const left = [...Deno.readDirSync(ana.client.downloads)].flatMap(({ name }) => [
    ...Deno.readDirSync(`${ana.client.downloads}/${name}`),
  ]);
  assert.deepEqual(left, []);
});
