/** The small decisions of the client. */
import assert from "node:assert/strict";
import { Answers } from "../../../../../client/core/room/answers.ts";
import { isAccepted } from "../../../../../client/core/room/accept.ts";
import { asFailure, Failure, FAILURES } from "../../../../../client/core/base/failures.ts";
import { dial, networkCode, networkFailure } from "../../../../../client/core/transport/dial.ts";
import { EventQueue } from "../../../../../client/core/client/event_queue.ts";
import { heartbeat } from "../../../../../client/core/link/heartbeat.ts";
import { Outbox } from "../../../../../client/core/room/outbox.ts";
import { Progress } from "../../../../../client/core/transfers/progress.ts";
import { SleepWatch } from "../../../../../client/core/link/sleep_watch.ts";
import { Waiters } from "../../../../../client/core/base/waiters.ts";
import type { EventBody } from "../../../../../client/core/base/events.ts";
import { failureExitCode, linkExitCode } from "../../../../../client/exit_codes.ts";
import { acceptPolicy, memberName, seconds } from "../../../../../client/options.ts";
import { NO_HOST } from "../../../../support/hosts.ts";
import { ERRORS } from "../../../../../protocol/errors.ts";

Deno.test("heartbeat() pings once in a silence, and gives up in the end", () => {
  assert.equal(heartbeat(14_999, false), "wait");
  assert.equal(heartbeat(15_000, false), "ping");
  assert.equal(heartbeat(42_999, true), "wait");
  assert.equal(heartbeat(43_000, true), "dead");
});

Deno.test("heartbeat() gives a connection under suspicion less time", () => {
  assert.equal(heartbeat(4_999, true, 5_000), "wait");
  assert.equal(heartbeat(5_000, true, 5_000), "dead");
});

Deno.test("SleepWatch tells a machine that slept from one that ran", () => {
  const time = { running: 0, ofDay: 1_000_000 };
  const watch = new SleepWatch({ monotonic: () => time.running, wall: () => time.ofDay });
  const pass = (running: number, ofDay: number) => {
    time.running += running;
    time.ofDay += ofDay;
    return watch.hasSlept();
  };
  assert.ok(!pass(60_000, 60_000), "both clocks went on");
  assert.ok(pass(1_000, 600_000), "only the time of day went on");
  assert.ok(!pass(1_000, 1_000), "it is told once");
  assert.ok(!pass(1_000, -3_600_000), "somebody set the clock back");
});

Deno.test("Progress tells of a pause once, until bytes move again", () => {
  const told: EventBody[] = [];
  const progress = new Progress({
    emit: (event) => void told.push(event),
    clock: { monotonic: () => 0 },
  }, {
    id: "1",
    name: "a",
    direction: "down",
    size: 10,
  });
  progress.started(2);
  progress.paused("transfer_stalled");
  progress.started(2);
  progress.paused("transfer_stalled");
  progress.moved(3);
  progress.paused("transfer_stalled");
  const states = told.map((event) => event.type === "transfer" ? event.state : event.type);
  assert.deepEqual(states, ["started", "paused", "progress", "paused"]);
});

Deno.test("isAccepted() follows the policy, and never takes own or old files", () => {
  const file = { size: 100, isOwn: false, isNews: true };
  assert.ok(isAccepted("all", file));
  assert.ok(isAccepted(100, file));
  assert.ok(!isAccepted(99, file));
  assert.ok(!isAccepted("ask", file));
  assert.ok(!isAccepted("none", file));
  assert.ok(!isAccepted("all", { ...file, isOwn: true }));
  assert.ok(!isAccepted("all", { ...file, isNews: false }));
});

Deno.test("Outbox keeps the order of first sending, and gives each away once", () => {
  const outbox = new Outbox();
  const say = (id: string) => ({ type: "say", id, text: id }) as const;
  for (const id of ["a", "b", "c"]) outbox.add(say(id));
  assert.deepEqual(outbox.take("b"), say("b"));
  assert.equal(outbox.take("b"), undefined);
  outbox.add(say("a"));
  assert.deepEqual(outbox.waiting().map(({ id }) => id), ["a", "c"]);
  assert.equal(outbox.size, 2);
});

Deno.test("Answers reach who asks before or after they come, once", async () => {
  const answers = new Answers<number>();
  const asked = answers.expect("a");
  answers.give("a", 1);
  assert.equal(await asked, 1);
  answers.give("b", 2);
  assert.equal(await answers.expect("b"), 2);
  answers.refuse("c", new Failure("no_such_file"));
  await assert.rejects(answers.expect("c"), { code: "no_such_file" });
  const lost = answers.expect("b");
  answers.refuseAll(new Failure("connection_lost"));
  await assert.rejects(lost, { code: "connection_lost" });
});

Deno.test("EventQueue gives everything in order, ends, and says when it is full", async () => {
  const queue = new EventQueue<number>();
  for (let n = 0; n < 5_000; n++) queue.push(n);
  assert.ok(queue.isFull);
  const hasRoom = queue.hasRoom();
  const all: number[] = [];
  const reading = (async () => {
    for await (const n of queue) all.push(n);
  })();
  await hasRoom;
  queue.push(5_000);
  queue.end();
  await reading;
  assert.deepEqual(all, Array.from({ length: 5_001 }, (_, n) => n));
});

Deno.test("Waiters.until() resolves when it is true, or no longer wanted", async () => {
  const waiters = new Waiters();
  let isTrue = false;
  const seen: string[] = [];
  const waiting = waiters.until(() => isTrue).then(() => seen.push("true"));
  const stop = new AbortController();
  const unwanted = waiters.until(() => isTrue, stop.signal).then(() => seen.push("stopped"));
  waiters.check();
  stop.abort();
  await unwanted;
  isTrue = true;
  waiters.check();
  await waiting;
  await waiters.until(() => true);
  assert.deepEqual(seen, ["stopped", "true"]);
});

Deno.test("Progress tells no more than four times a second", () => {
  let nowMs = 0;
  const events: EventBody[] = [];
  const facts = { id: "1", name: "a", direction: "up", size: 1_000 } as const;
  const progress = new Progress({
    emit: (event) => events.push(event),
    clock: { monotonic: () => nowMs },
  }, facts);
  progress.started(0);
  for (nowMs = 1; nowMs <= 1_000; nowMs++) progress.moved(nowMs);
  progress.started(500);
  progress.done();
  const states = events.map((event) => event.type === "transfer" && event.state);
  assert.deepEqual(states, [
    "started",
    "progress",
    "progress",
    "progress",
    "progress",
    "progress",
    "done",
  ]);
});

Deno.test("networkCode() and dial() name what went wrong", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  listener.close();
  const { signal } = new AbortController();
  await assert.rejects(dial({ host: "127.0.0.1", port }, signal), { code: "connection_refused" });
  const unknown = dial({ host: NO_HOST, port }, signal);
  await assert.rejects(unknown, { code: "unknown_host" });
  const left = dial({ host: "127.0.0.1", port }, AbortSignal.abort());
  await assert.rejects(left, { code: "left" });
  assert.equal(networkCode({ code: "EHOSTUNREACH" }), "no_route");
  assert.equal(networkCode({ code: "ENETUNREACH" }), "no_route");
  assert.equal(networkCode({ code: "ETIMEDOUT" }), "timeout");
  assert.equal(networkCode({ code: "ECONNRESET" }), "closed_at_once");
  assert.equal(networkCode(new Error("?")), "unreachable");
  const strange = networkFailure(new Error("Too many open files (os error 24)"), { host: "chat" });
  assert.equal(strange.code, "unreachable");
  assert.match(strange.message, /cannot be reached \(Too many open files/, "the system's words");
});

Deno.test("asFailure() knows a full disk", {
  ignore: Deno.build.os !== "linux",
}, async () => {
  using full = await Deno.open("/dev/full", { write: true });
  const error = await full.write(new Uint8Array(1)).catch((error) => error);
  assert.equal(asFailure(error, "not_saved").code, "storage_full");
  assert.equal(asFailure(new Error("x"), "not_saved").code, "not_saved");
});

Deno.test("exit codes follow the contract", () => {
  for (const code of ["connection_refused", "no_route", "unknown_host", "timeout"]) {
    assert.equal(linkExitCode(code, false), 3, code);
    assert.equal(linkExitCode(code, true), 1, code);
  }
  for (const code of ["not_a_chat_server", "closed_at_once", "unreachable"]) {
    assert.equal(linkExitCode(code, false), 3, code);
  }
  for (const code of ["name_taken", "bad_version", "server_full", "banned_by_tomorrow"]) {
    assert.equal(linkExitCode(code, false), 4, code);
  }
  assert.equal(linkExitCode("name_taken", true), 4);
  assert.equal(linkExitCode("replaced", true), 1);
  assert.equal(linkExitCode("left", true), 0);
  assert.equal(failureExitCode("file_missing"), 6);
  assert.equal(failureExitCode("file_too_large"), 4);
  assert.equal(failureExitCode("storage_full"), 4);
});

Deno.test("no code of the client means something else in the protocol", () => {
  assert.deepEqual(Object.keys(FAILURES).filter((code) => Object.hasOwn(ERRORS, code)), []);
});

Deno.test("values of options are read strictly", () => {
  assert.equal(acceptPolicy("all"), "all");
  assert.equal(acceptPolicy("100MiB"), 104_857_600);
  assert.equal(acceptPolicy("1GB"), 1e9);
  assert.equal(seconds("1.5"), 1_500);
  assert.equal(memberName("  ana  maria "), "ana maria");
  for (const text of ["", "ALL", "-1", "5 apples"]) assert.throws(() => acceptPolicy(text), text);
  for (const text of ["", "-1", "1e3", "9999999", "x"]) assert.throws(() => seconds(text), text);
  for (const text of ["", "/x", "a\nb", "x".repeat(33)]) assert.throws(() => memberName(text));
});
