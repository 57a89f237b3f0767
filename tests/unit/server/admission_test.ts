/** Who may connect. */
import assert from "node:assert/strict";
import {
  AFFORDABLE_SHARE,
  MAX_CONNECTIONS_PER_ADDRESS,
  MAX_PENDING,
  MAX_PENDING_BURST,
  MAX_PENDING_PER_ADDRESS,
  PENDING_GRACE_MS,
} from "../../../protocol/limits.ts";
import { type Admission, Admissions, isLoopback } from "../../../server/admission.ts";

const never = () => assert.fail("evicted");

function admitted(result: Admission | "server_full"): Admission {
  assert.notEqual(result, "server_full");
  return result as Admission;
}

Deno.test("Admissions.admit() refuses more connections than there may be, until one ends", () => {
  const admissions = new Admissions(2);
  const first = admitted(admissions.admit("10.0.0.1", 0, never));
  admitted(admissions.admit("10.0.0.2", 0, never));
  assert.equal(admissions.admit("10.0.0.3", 0, never), "server_full");
  first.release();
  first.release();
  admitted(admissions.admit("10.0.0.3", 0, never));
  assert.equal(admissions.admit("10.0.0.4", 0, never), "server_full");
});

Deno.test("Admissions.admit() bounds the connections of one address, loopback apart", () => {
  for (const [address, isBounded] of [["10.0.0.1", true], ["127.0.0.1", false]] as const) {
    const admissions = new Admissions(10_000);
    for (let n = 0; n < MAX_CONNECTIONS_PER_ADDRESS; n++) {
      admitted(admissions.admit(address, 0, never)).settle();
    }
    assert.equal(admissions.admit(address, 0, never) === "server_full", isBounded);
  }
});

Deno.test("Admissions.admit() evicts the connection that has waited longest for its hello", () => {
  const admissions = new Admissions(10_000);
  const evicted: number[] = [];
  for (let n = 0; n < MAX_PENDING; n++) {
    const admission = admitted(admissions.admit("127.0.0.1", n, () => evicted.push(n)));
    if (n === 0) admission.settle();
  }
  admitted(admissions.admit("127.0.0.1", PENDING_GRACE_MS + 1, never));
  assert.deepEqual(evicted, []);
  admitted(admissions.admit("127.0.0.1", PENDING_GRACE_MS + 1, never));
  assert.deepEqual(evicted, [1]);
});

Deno.test("Admissions.admit() evicts nobody while many come at once, up to a limit", () => {
  const admissions = new Admissions(10_000);
  const evicted: number[] = [];
  for (let n = 0; n <= MAX_PENDING_BURST; n++) {
    admitted(admissions.admit("127.0.0.1", 0, () => evicted.push(n)));
  }
  assert.deepEqual(evicted, [0]);
});

Deno.test("Admissions.tighten() leaves descriptors for other things than connections", () => {
  const admissions = new Admissions(10_000);
  const all = Array.from(
    { length: 100 },
    () => admitted(admissions.admit("127.0.0.1", 0, never)),
  );
  admissions.tighten();
  assert.equal(admissions.admit("127.0.0.1", 0, never), "server_full");
  for (const admission of all.slice(AFFORDABLE_SHARE * all.length)) admission.release();
  assert.equal(admissions.admit("127.0.0.1", 0, never), "server_full");
  all.at(0)?.release();
  admitted(admissions.admit("127.0.0.1", 0, never));
});

Deno.test("Admissions.admit() evicts within an address before it lets that address crowd out others", () => {
  const admissions = new Admissions(10_000);
  const evicted: string[] = [];
  admitted(admissions.admit("10.0.0.9", 0, () => evicted.push("other")));
  for (let n = 0; n <= MAX_PENDING_PER_ADDRESS; n++) {
    admitted(admissions.admit("10.0.0.1", 0, () => evicted.push(`${n}`)));
  }
  assert.deepEqual(evicted, ["0"]);
});

Deno.test("isLoopback() knows this machine in both families", () => {
  const cases = ["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"];
  assert.deepEqual(cases.map(isLoopback), cases.map(() => true));
  const others = ["10.0.0.1", "128.0.0.1", "fe80::1", "::ffff:10.0.0.1", "1127.0.0.1"];
  assert.deepEqual(others.map(isLoopback), others.map(() => false));
});
