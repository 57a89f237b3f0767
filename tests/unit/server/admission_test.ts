/** Who may connect. */
import assert from "node:assert/strict";
import { MAX_ACTIVE_TRANSFERS } from "../../../protocol/limits.ts";
import { isLoopback } from "../../../server/base/address_key.ts";
import {
  type Admission,
  Admissions,
  AFFORDABLE_SHARE,
  type FullLimit,
  MAX_PENDING_BURST,
  PENDING_GRACE_MS,
} from "../../../server/door/admission.ts";
import { JOIN_BURST, JoinRates, MAX_JOINING_ADDRESSES } from "../../../server/door/join_rates.ts";
import {
  type LimitName,
  limitsFrom,
  MAX_CONNECTIONS_PER_ADDRESS,
  MAX_PENDING,
  MAX_PENDING_PER_ADDRESS,
} from "../../../server/base/limit_table.ts";

const never = () => assert.fail("evicted");

/** Admissions, and the limits that were met. */
function make(given: Partial<Record<LimitName, number>> = {}, limitLoopback = false) {
  const met: LimitName[] = [];
  const limits = limitsFrom(given);
  const onLimited = (name: LimitName) => void met.push(name);
  return { admissions: new Admissions({ limits, limitLoopback, onLimited }), met };
}

function admitted(result: Admission | FullLimit): Admission {
  assert.notEqual(typeof result, "string");
  return result as Admission;
}

Deno.test("Admissions.admit() refuses more connections than there may be, until one ends", () => {
  const { admissions, met } = make({ maxClients: 1 });
  const first = admitted(admissions.admit("10.0.0.1", 0, never));
  for (let n = 0; n < 2 * MAX_ACTIVE_TRANSFERS; n++) {
    admitted(admissions.admit("10.0.0.2", 0, () => {}));
  }
  assert.equal(admissions.admit("10.0.0.3", 0, never), "maxClients");
  assert.deepEqual(met.splice(0), ["maxClients"]);
  first.release();
  first.release();
  admitted(admissions.admit("10.0.0.3", 0, () => {}));
  assert.equal(admissions.admit("10.0.0.4", 0, never), "maxClients");
});

Deno.test("Admissions.admit() bounds the connections of one address, loopback apart", () => {
  const cases = [
    ["10.0.0.1", false, true],
    ["127.0.0.1", false, false],
    ["127.0.0.1", true, true],
  ] as const;
  for (const [address, limitLoopback, isBounded] of cases) {
    const { admissions, met } = make({}, limitLoopback);
    for (let n = 0; n < MAX_CONNECTIONS_PER_ADDRESS; n++) {
      admitted(admissions.admit(address, 0, never)).settle();
    }
    assert.equal(typeof admissions.admit(address, 0, never) === "string", isBounded);
    assert.deepEqual(met, isBounded ? ["maxPerAddress"] : []);
  }
});

Deno.test("Admissions.admit() evicts the connection that has waited longest for its hello", () => {
  const { admissions, met } = make();
  const evicted: number[] = [];
  for (let n = 0; n < MAX_PENDING; n++) {
    const admission = admitted(admissions.admit("127.0.0.1", n, () => evicted.push(n)));
    if (n === 0) admission.settle();
  }
  admitted(admissions.admit("127.0.0.1", PENDING_GRACE_MS + 1, never));
  assert.deepEqual(evicted, []);
  admitted(admissions.admit("127.0.0.1", PENDING_GRACE_MS + 1, never));
  assert.deepEqual(evicted, [1]);
  assert.deepEqual(met, ["maxPending"]);
});

Deno.test("Admissions.admit() evicts nobody while many come at once, up to a limit", () => {
  const { admissions } = make();
  const evicted: number[] = [];
  for (let n = 0; n <= MAX_PENDING_BURST; n++) {
    admitted(admissions.admit("127.0.0.1", 0, () => evicted.push(n)));
  }
  assert.deepEqual(evicted, [0]);
});

Deno.test("Admissions.tighten() leaves descriptors for other things than connections", () => {
  const { admissions } = make();
  const all = Array.from(
    { length: 100 },
    () => admitted(admissions.admit("127.0.0.1", 0, never)),
  );
  admissions.tighten();
  assert.equal(admissions.admit("127.0.0.1", 0, never), "maxClients");
  for (const admission of all.slice(AFFORDABLE_SHARE * all.length)) admission.release();
  assert.equal(admissions.admit("127.0.0.1", 0, never), "maxClients");
  all.at(0)?.release();
  admitted(admissions.admit("127.0.0.1", 0, never));
});

Deno.test("Admissions.admit() evicts within an address before it lets that address crowd out others", () => {
  const { admissions, met } = make();
  const evicted: string[] = [];
  admitted(admissions.admit("10.0.0.9", 0, () => evicted.push("other")));
  for (let n = 0; n <= MAX_PENDING_PER_ADDRESS; n++) {
    admitted(admissions.admit("10.0.0.1", 0, () => evicted.push(`${n}`)));
  }
  assert.deepEqual(evicted, ["0"]);
  assert.deepEqual(met, ["maxPendingPerAddress"]);
});

Deno.test("isLoopback() knows this machine in both families", () => {
  const cases = ["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"];
  assert.deepEqual(cases.map(isLoopback), cases.map(() => true));
  const others = ["10.0.0.1", "128.0.0.1", "fe80::1", "::ffff:10.0.0.1", "1127.0.0.1"];
  assert.deepEqual(others.map(isLoopback), others.map(() => false));
});

Deno.test("Admissions.admit() takes all addresses of an IPv6 network for one", () => {
  const { admissions } = make();
  for (let n = 0; n < MAX_CONNECTIONS_PER_ADDRESS; n++) {
    admitted(admissions.admit(`2001:db8::${n.toString(16)}`, 0, never)).settle();
  }
  assert.equal(admissions.admit("2001:db8::ffff:1", 0, never), "maxPerAddress");
  admitted(admissions.admit("2001:db8:0:1::1", 0, never)).release();
});

Deno.test("Admissions.mayJoin() lets a crowd of one address in at once and then holds it to the rate", () => {
  const { admissions, met } = make({ joinRate: 0.5 });
  for (let n = 0; n < JOIN_BURST; n++) assert.ok(admissions.mayJoin(`2001:db8::${n}`, 0));
  assert.ok(!admissions.mayJoin("2001:db8::1", 0));
  assert.ok(!admissions.mayJoin("2001:db8::1", 1_999));
  assert.ok(admissions.mayJoin("2001:db8::1", 2_000));
  assert.ok(admissions.mayJoin("2001:db8:0:1::1", 0), "another network");
  assert.deepEqual(met, ["joinRate", "joinRate"]);
});

Deno.test("Admissions.mayJoin() counts this machine only if it is told to", () => {
  for (const limitLoopback of [false, true]) {
    const { admissions } = make({ joinRate: 0.5 }, limitLoopback);
    for (let n = 0; n < JOIN_BURST; n++) admissions.mayJoin("127.0.0.1", 0);
    assert.equal(admissions.mayJoin("127.0.0.1", 0), !limitLoopback);
  }
  const { admissions } = make({ joinRate: Infinity }, true);
  for (let n = 0; n < 2 * JOIN_BURST; n++) assert.ok(admissions.mayJoin("127.0.0.1", 0));
});

Deno.test("JoinRates remembers so many addresses and forgets the one that joined longest ago", () => {
  const rates = new JoinRates(1);
  const spend = (address: string) => {
    for (let n = 0; n < JOIN_BURST; n++) rates.mayJoin(address, 0);
  };
  spend("10.0.0.1");
  spend("10.0.0.2");
  for (let n = 0; n < MAX_JOINING_ADDRESSES - 1; n++) rates.mayJoin(`host-${n}`, 0);
  assert.ok(!rates.mayJoin("10.0.0.2", 0));
  assert.ok(rates.mayJoin("10.0.0.1", 0));
});
