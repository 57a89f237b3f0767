/** The writer of one connection. */
import assert from "node:assert/strict";
import { Feed } from "../../../server/session/feed.ts";
import { Cursor } from "../../../server/log/cursor.ts";
import { RoomLog } from "../../../server/log/room_log.ts";

const NO_HISTORY = {
  page: () => undefined,
  rows: () => [],
  nextSeq: () => undefined,
  contentSeqs: () => [],
};

/** A socket that takes bytes when the test says so. */
class SlowSocket {
  readonly writes: string[] = [];
  #taken = Promise.withResolvers<number>();

  write(bytes: Uint8Array): Promise<number> {
    this.writes.push(new TextDecoder().decode(bytes));
    this.#taken = Promise.withResolvers();
    return this.#taken.promise;
  }

  /** The write under way has taken `bytes` bytes, by default all. */
  async take(bytes = new TextEncoder().encode(this.writes.at(-1)).length): Promise<void> {
    this.#taken.resolve(bytes);
    await this.#taken.promise;
  }

  async break(): Promise<void> {
    this.#taken.reject(new Deno.errors.BrokenPipe());
    await this.#taken.promise.catch(() => {});
    await Promise.resolve();
  }
}

function open() {
  const socket = new SlowSocket();
  const log = new RoomLog(1, 0, NO_HISTORY);
  let now = 0;
  const broken: string[] = [];
  const feed = new Feed(socket, { monotonic: () => now, onBroken: () => broken.push("broken") });
  log.readers.add(feed);
  feed.follow(new Cursor(log, 0));
  const append = (...lines: string[]) => {
    for (const line of lines) log.append(log.lastSeq + 1, "message", line);
    log.wake();
  };
  return { socket, log, feed, append, broken, pass: (ms: number) => now += ms };
}

Deno.test("Feed has one write under way, and sends together what came meanwhile, answers first", async () => {
  const { socket, feed, append } = open();
  append("1\n");
  append("2\n", "3\n");
  feed.reply({ type: "pong" });
  append("4\n");
  assert.deepEqual(socket.writes, ["1\n"]);
  await socket.take();
  assert.deepEqual(socket.writes, ["1\n", '{"type":"pong"}\n']);
  await socket.take();
  assert.deepEqual(socket.writes.slice(2), ["2\n3\n4\n"]);
});

Deno.test("Feed goes on where a socket took a part", async () => {
  const { socket, append } = open();
  append("abcdef\n");
  await socket.take(2);
  assert.deepEqual(socket.writes, ["abcdef\n", "cdef\n"]);
});

Deno.test("Feed.stalledMs() counts from the last byte taken, and only while there is something to write", async () => {
  const { socket, feed, append, pass } = open();
  pass(60_000);
  assert.equal(feed.stalledMs(60_000), 0);
  append("abc\n");
  pass(5_000);
  assert.equal(feed.stalledMs(65_000), 5_000);
  await socket.take(1);
  assert.equal(feed.stalledMs(65_000), 0);
  await socket.take();
  pass(5_000);
  assert.equal(feed.stalledMs(70_000), 0);
});

Deno.test("Feed.idle() resolves when all is written, and when nothing can be written any more", async () => {
  const written = open();
  written.append("1\n");
  let isIdle = false;
  const idle = written.feed.idle().then(() => isIdle = true);
  assert.equal(isIdle, false);
  await written.socket.take();
  await idle;
  const broken = open();
  broken.append("1\n");
  const ended = broken.feed.idle();
  await broken.socket.break();
  await ended;
  assert.deepEqual(broken.broken, ["broken"]);
});

Deno.test("Feed sends several logs as one, in the order of seq", async () => {
  const { socket, log, feed } = open();
  const other = new RoomLog(2, 0, NO_HISTORY);
  other.readers.add(feed);
  feed.follow(new Cursor(other, 0));
  for (const seq of [1, 2, 4, 7]) log.append(seq, "message", `${seq}\n`);
  for (const seq of [3, 5, 6]) other.append(seq, "message", `${seq}\n`);
  feed.wake();
  let sent = 0;
  while (socket.writes.length > sent) {
    sent = socket.writes.length;
    await socket.take();
  }
  assert.equal(socket.writes.join(""), "1\n2\n3\n4\n5\n6\n7\n");
});
