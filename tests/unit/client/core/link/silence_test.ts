/** When silence means something: a quiet server, and a machine that was asleep. */
import { TestClock } from "../../../../support/test_clock.ts";
import assert from "node:assert/strict";
import { heartbeat } from "../../../../../client/core/link/heartbeat.ts";
import { Pulse } from "../../../../../client/core/link/pulse.ts";
import { SleepWatch } from "../../../../../client/core/link/sleep_watch.ts";
import { DEAD_AFTER_MS, PING_AFTER_MS } from "../../../../../protocol/limits.ts";

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

Deno.test("Pulse asks once in a silence, gives up, and starts anew with every byte", () => {
  const clock = new TestClock();
  const pulse = new Pulse(clock);
  const after = (ms: number) => {
    clock.pass(ms);
    return pulse.next(false);
  };
  assert.equal(after(PING_AFTER_MS), "ping");
  assert.equal(after(1_000), "wait", "asked already");
  pulse.heard();
  assert.equal(after(PING_AFTER_MS), "ping");
  assert.equal(after(DEAD_AFTER_MS - PING_AFTER_MS), "dead");
});

Deno.test("Pulse does not blame the server while it is we who do not read", () => {
  const clock = new TestClock();
  const pulse = new Pulse(clock);
  clock.pass(10 * DEAD_AFTER_MS);
  assert.equal(pulse.next(true), "wait");
  assert.equal(pulse.next(false), "wait");
});

Deno.test("Pulse asks at once after a sleep, and waits a few seconds for the answer", () => {
  const time = { running: 0, ofDay: 0 };
  const pulse = new Pulse({ monotonic: () => time.running, wall: () => time.ofDay });
  const after = (running: number, ofDay: number) => {
    time.running += running;
    time.ofDay += ofDay;
    return pulse.next(false);
  };
  assert.equal(after(1_000, 3_600_000), "ping");
  assert.equal(after(4_000, 4_000), "wait");
  assert.equal(after(1_000, 1_000), "dead");
});
