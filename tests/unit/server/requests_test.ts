/** What members may ask for, asked by somebody who is no session. */
import assert from "node:assert/strict";
import { Budget } from "../../../server/base/budgets.ts";
import { limitsFrom } from "../../../server/base/limit_table.ts";
import { Traffic } from "../../../server/base/traffic.ts";
import { Files } from "../../../server/files/files.ts";
import { Spool } from "../../../server/files/spool.ts";
import type { Writer } from "../../../server/log/draft.ts";
import type { Caller } from "../../../server/requests/caller.ts";
import { lineHandler } from "../../../server/requests/handle_line.ts";
import { Archive } from "../../../server/rooms/archive.ts";
import { Moderation } from "../../../server/rooms/moderation.ts";
import { serverParts, SETTINGS } from "../../support/server_parts.ts";
import { TempDir } from "../../support/temp_dir.ts";

async function open(limits = SETTINGS.limits) {
  const folder = await TempDir.make();
  const parts = serverParts();
  const { store, log, rooms, roster, presence, clock, observe } = parts;
  const { members } = roster;
  const traffic = new Traffic();
  const settings = { ...SETTINGS, limits };
  const moderation = new Moderation(store.moderation, [], () => clock.wall());
  const spool = new Spool(folder.join("spool"));
  const tell = () => {};
  const nameOf = () => "";
  const filesParts = { settings, clock, observe, log, store, spool, traffic, tell, nameOf };
  const files = new Files(filesParts);
  log.project(files);
  const handleLine = lineHandler({
    settings,
    clock,
    traffic,
    log,
    rooms,
    members,
    archive: new Archive(store),
    moderation,
    files,
    ownerOf: (nameKey) => store.names.owner(nameKey),
    startedAt: 0,
    isEncrypted: false,
  });
  const enter = async (name: string, key?: string) => {
    const hello = { type: "hello", protocol: 1, role: "chat", name, key } as const;
    const { member } = await presence.join(hello, rooms.first, "192.0.2.1");
    const told: Record<string, unknown>[] = [];
    const paused: number[] = [];
    const writer: Writer = {
      own: (_room, _seq, lines) => told.push(...lines as typeof told),
      reply: (line) => told.push(line as typeof told[number]),
    };
    const caller: Caller = {
      member,
      room: rooms.first,
      host: "192.0.2.1",
      budget: new Budget(limits, clock.monotonic()),
      isCongested: false,
      relieved: () => Promise.resolve(),
      reply: (line) => void told.push(line as Record<string, unknown>),
      append: (change, answer) => log.append({ change, answer, writer }),
      enqueue: (change, answer) => log.enqueue({ change, answer, writer }),
      pause: (ms) => Promise.resolve(void paused.push(ms)),
      quit: () => {},
    };
    const ask = async (request: object) => {
      await handleLine(caller, JSON.stringify(request));
      await log.settled();
      return told.at(-1) as Record<string, unknown>;
    };
    return { ask, told, paused, member };
  };
  const close = async () => {
    await log.settled();
    store[Symbol.dispose]();
    await folder[Symbol.asyncDispose]();
  };
  return { ...parts, enter, traffic, files, close };
}

Deno.test("handleLine() acknowledges in the order of the requests, those sent twice included", async () => {
  const { enter, close } = await open();
  const ana = await enter("ana");
  const say = (id: string) => ana.ask({ type: "say", id, text: id });
  await Promise.all([say("a"), say("b"), say("a"), say("c")]);
  assert.deepEqual(ana.told.map(({ id, duplicate }) => [id, duplicate]), [
    ["a", undefined],
    ["b", undefined],
    ["a", true],
    ["c", undefined],
  ]);
  await close();
});

Deno.test("handleLine() answers what cannot be done with a code, and counts it", async () => {
  const { enter, traffic, close } = await open();
  const ana = await enter("ana");
  const requests: readonly (readonly [object, string])[] = [
    [{ type: "say", id: "1", text: "" }, "bad_text"],
    [{ type: "say", id: "2", text: "x", to: "nobody" }, "no_such_member"],
    [{ type: "say", id: "3", text: "x", room: "elsewhere" }, "no_such_room"],
    [{ type: "rename", id: "4", name: "[]" }, "bad_name"],
    [{ type: "moderate", id: "5", action: "kick", name: "ana" }, "not_operator"],
    [{ type: "offer", id: "6", name: "../x", size: 1 }, "bad_file_name"],
    [{ type: "get", file: "99" }, "no_such_file"],
    [{ type: "whois", name: "nobody" }, "no_such_member"],
    [{ type: "search", words: " " }, "bad_search"],
    [{ type: "dance" }, "unknown_type"],
  ];
  for (const [request, code] of requests) {
    assert.partialDeepStrictEqual(await ana.ask(request), { type: "error", code }, code);
  }
  const counted = Array.from(traffic.refusedRequests.values());
  assert.equal(counted.reduce((sum, count) => sum + count, 0), requests.length);
  await close();
});

Deno.test("handleLine() holds a flooder to its rate, and drops nothing", async () => {
  const { enter, close } = await open(limitsFrom({ rateLimit: 10 }));
  const ana = await enter("ana");
  for (let index = 0; index < 40; index++) {
    await ana.ask({ type: "say", id: `${index}`, text: "x" });
  }
  assert.equal(ana.told.length, 40);
  assert.deepEqual(ana.paused.length, 10);
  await close();
});

Deno.test("handleLine() lets whoever renames first have the name, and the rest of the same turn know it", async () => {
  const { enter, close } = await open();
  const [ana, ben] = [await enter("ana"), await enter("ben")];
  const answers = await Promise.all([
    ana.ask({ type: "rename", id: "1", name: "cleo" }),
    ben.ask({ type: "rename", id: "1", name: "Cleo" }),
  ]);
  assert.deepEqual(answers.map(({ type, code }) => code ?? type), ["ack", "name_taken"]);
  assert.equal(ana.member.name, "cleo");
  await close();
});

Deno.test("handleLine() lets the first operator mute, and the muted say nothing from then on", async () => {
  const { enter, log, close } = await open();
  await log.append({ change: { type: "operator_token", token: "secret" } });
  const [ana, ben] = [await enter("ana", "A".repeat(43)), await enter("ben")];
  const moderate = (id: string, more: object) => ana.ask({ type: "moderate", id, ...more });
  assert.equal((await moderate("1", { action: "op", text: "secre" })).code, "not_operator");
  assert.equal((await moderate("2", { action: "op", text: "secret" })).type, "ack");
  assert.equal((await moderate("3", { action: "op", text: "secret" })).code, "no_such_member");
  // In one turn: what is judged later is judged by it.
  const [muted, said] = await Promise.all([
    moderate("4", { action: "mute", name: "ben" }),
    ben.ask({ type: "say", id: "1", text: "la la la" }),
  ]);
  assert.deepEqual([muted.type, said.code], ["ack", "muted"]);
  assert.equal((await moderate("5", { action: "unmute", name: "Ben" })).type, "ack");
  assert.equal((await ben.ask({ type: "say", id: "2", text: "la" })).type, "ack");
  await close();
});

Deno.test("handleLine() offers files within the limits, those on their way counted", async () => {
  const limits = { ...SETTINGS.limits, maxOffers: 2 };
  const { enter, close } = await open(limits);
  const ana = await enter("ana");
  const offer = (id: string) => ana.ask({ type: "offer", id, name: `${id}.txt`, size: 5 });
  await Promise.all([offer("a"), offer("b"), offer("c")]);
  const kinds = ana.told.map(({ type, code }) => code ?? type);
  assert.deepEqual(kinds.toSorted(), ["ack", "ack", "ticket", "ticket", "too_many_files"]);
  ana.told.length = 0;
  await offer("a");
  assert.partialDeepStrictEqual(ana.told, [{ type: "ack", duplicate: true }, { type: "ticket" }]);
  await close();
});
