import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { KERNEL_TELLS } from "../support/process_facts.ts";
import { joinRaw } from "../support/raw_client.ts";
import { offer, openTransfer, sha256 } from "../support/raw_transfer.ts";
import type { PageMedia } from "./support/page_elements.ts";
import { TestRoom } from "./support/room.ts";

const film = await Deno.readFile(
  fileURLToPath(new URL("fixtures/long_film.webm", import.meta.url)),
);
/** Of its 24 s, so much holds the first nine or ten. */
const FIRST_BYTES = 220_000;

/** Seeks, and resolves to the time that is shown then. */
function seek(node: unknown, seconds: number): Promise<number> {
  const element = node as PageMedia;
  return new Promise((resolve) => {
    element.addEventListener("seeked", () => resolve(element.currentTime), { once: true });
    element.currentTime = seconds;
  });
}

/** Plays until time has passed, and resolves to how much. */
async function play(node: unknown): Promise<number> {
  const element = node as PageMedia;
  element.muted = true;
  await element.play();
  while (element.currentTime === 0) {
    await new Promise((resolve) => element.addEventListener("timeupdate", resolve, { once: true }));
  }
  element.pause();
  return element.currentTime;
}

/** Ana has a player for a film of which ben has sent `bytes`. */
async function arrive(bytes: number) {
  await using scope = new AsyncDisposableStack();
  const room = scope.use(await TestRoom.open());
  const ana = await room.join("ana", { args: ["--accept", "all"] });
  const ben = scope.use(await joinRaw(room.server, "ben"));
  const { ticket } = await offer(ben, { id: "1", name: "film.webm", size: film.length });
  const upload = scope.use(await openTransfer(room.server, ticket));
  await upload.readLine();
  await upload.sendBytes(film.subarray(0, bytes));
  const player = ana.list.locator("video");
  await player.waitFor();
  const url = `${new URL(ana.client.url).origin}${await player.getAttribute("src")}`;
  const moved = scope.move();
  return { ana, upload, player, url, [Symbol.asyncDispose]: () => moved.disposeAsync() };
}

Deno.test("a film plays and seeks while it arrives, and is verified only when it is complete", async () => {
  await using arriving = await arrive(FIRST_BYTES);
  const { ana, upload, player, url } = arriving;
  assert.ok(await player.evaluate(play) > 0);
  assert.equal(await player.evaluate(seek, 4), 4);
  assert.equal(await ana.list.getByText("verified").count(), 0);

  const ask = (range: string) => fetch(url, { headers: { range } });
  const begin = await ask("bytes=0-99");
  assert.equal(begin.headers.get("content-range"), `bytes 0-99/${film.length}`);
  assert.deepEqual(await begin.bytes(), film.slice(0, 100));

  // Where nothing has arrived yet, the player and others wait.
  const sought = player.evaluate(seek, 20);
  const later = ask("bytes=400000-400099").then((answer) => answer.bytes());
  const whole = fetch(url).then((answer) => answer.bytes());
  let isWhole = false;
  void whole.then(() => isWhole = true);
  await upload.sendBytes(film.subarray(FIRST_BYTES));
  assert.equal(await sought, 20);
  assert.deepEqual(await later, film.slice(400_000, 400_100));
  assert.equal(await ana.list.getByText("verified").count(), 0);
  // Nobody gets all of it before its digest has come.
  assert.equal(isWhole, false);
  await upload.send({ type: "digest", sha256: await sha256(film) });
  await ana.list.getByText(/Saved to .*film\.webm, verified/).waitFor();
  assert.deepEqual(await whole, film);
  assert.equal(await player.getAttribute("src"), new URL(url).pathname);
  assert.equal(await player.evaluate(seek, 2), 2);
  assert.deepEqual(ana.problems, []);
});

Deno.test("a film whose digest is wrong is not shown any more, and nobody got all of it", async () => {
  await using arriving = await arrive(film.length);
  const { ana, upload, player, url } = arriving;
  const whole = await fetch(url);
  assert.equal(whole.headers.get("content-length"), String(film.length));
  const cut = assert.rejects(whole.bytes());
  await upload.send({ type: "digest", sha256: "0".repeat(64) });
  await player.waitFor({ state: "detached" });
  await cut;
  const gone = await fetch(url);
  assert.equal(gone.status, 404);
  await gone.body?.cancel();
  assert.equal(await ana.list.getByText("verified").count(), 0);
});

Deno.test("a player that goes away while it waits leaves nothing open", {
  ignore: !KERNEL_TELLS,
}, async () => {
  await using arriving = await arrive(FIRST_BYTES);
  const { ana, player, url } = arriving;
  const { pid } = ana.client.program;
  const openParts = () =>
    [...Deno.readDirSync(`/proc/${pid}/fd`)].filter(({ name }) => {
      try {
        return Deno.readLinkSync(`/proc/${pid}/fd/${name}`).endsWith(".part");
      } catch {
        return false; // Closed meanwhile.
      }
    }).length;
  await player.evaluate((node) => (node as unknown as { src: string }).src = "");
  const stop = new AbortController();
  const waiting = await fetch(url, { headers: { range: "bytes=400000-" }, signal: stop.signal });
  assert.equal(waiting.status, 206);
  assert.ok(openParts() >= 2);
  stop.abort();
  await assert.rejects(waiting.bytes());
  // The download itself goes on with its own. Each answer is a turn of the process.
  while (openParts() > 1) await (await fetch(new URL("/icon.svg", url))).bytes();
});
