/** Small decisions: rates, tickets, what makes room, where data lies, numbers on a command line. */
import assert from "node:assert/strict";
import {
  parseByteRate,
  parseDuration,
  parseRate,
  parseSize,
  parseWhole,
} from "../../../protocol/quantities.ts";
import { offerLimit } from "../../../server/files/offer_limit.ts";
import { filesToRemove } from "../../../server/files/retention.ts";
import { MAX_TICKETS, TICKET_LIFE_MS, Tickets } from "../../../server/files/tickets.ts";
import { TransferSlots } from "../../../server/files/transfer_slots.ts";
import {
  LIMIT_NAMES,
  LIMIT_TABLE,
  limitLabel,
  limitsFrom,
} from "../../../server/base/limit_table.ts";
import { TokenBucket } from "../../../server/base/rate_limit.ts";

Deno.test("TokenBucket.take() lets a burst pass and then holds requests to the rate", () => {
  const bucket = new TokenBucket(10, 3, 0);
  assert.deepEqual([0, 0, 0, 0, 0].map((now) => bucket.take(now)), [0, 0, 0, 100, 200]);
  assert.equal(bucket.take(1_000), 0);
  assert.equal(bucket.take(1_000, 13), 1_100);
  const none = new TokenBucket(Infinity, 1, 0);
  assert.deepEqual([none.take(0), none.take(0, 1e9), none.tryTake(0)], [0, 0, true]);
});

Deno.test("TokenBucket.tryTake() takes what is there and owes nothing", () => {
  const bucket = new TokenBucket(0.2, 2, 0);
  const taken = [0, 0, 0, 0, 4_999, 5_000, 5_000, 10_000].map((now) => bucket.tryTake(now));
  assert.deepEqual(taken, [true, true, false, false, false, true, false, true]);
});

Deno.test("every limit says its default as people write it", () => {
  const parse = {
    count: Number,
    size: parseSize,
    time: parseDuration,
    rate: parseRate,
    byteRate: parseByteRate,
  };
  const named: string[] = [];
  for (const name of LIMIT_NAMES) {
    const { unit, shown, initial } = LIMIT_TABLE[name];
    if (name !== "maxReserved") assert.equal(parse[unit](shown), initial, name);
    named.push(limitLabel(name));
  }
  assert.ok(named.includes("max-pending-per-address"));
});

Deno.test("limitsFrom() switches no rate off but with the main one, and keeps what was given", () => {
  const { byteRate, joinRate, maxOffers } = limitsFrom({});
  const without = limitsFrom({ rateLimit: Infinity, queryRate: 3 });
  const { rateLimit, queryRate, renameRate } = without;
  assert.deepEqual([rateLimit, queryRate, renameRate], [Infinity, 3, Infinity]);
  assert.deepEqual([without.byteRate, without.joinRate], [Infinity, Infinity]);
  assert.equal(without.maxOffers, maxOffers);
  const slower = limitsFrom({ rateLimit: 1 });
  assert.deepEqual([slower.byteRate, slower.joinRate], [byteRate, joinRate]);
  assert.equal(limitsFrom({ maxFile: 10 }).maxReserved, 40);
  assert.equal(limitsFrom({ maxFile: 10, maxReserved: 5 }).maxReserved, 5);
});

Deno.test("offerLimit() names the limit that another upload would break; a single file always fits", () => {
  const limits = limitsFrom({ maxFile: 100, maxOffers: 3, maxOffersTotal: 5, maxReserved: 50 });
  const open = { own: 1, all: 1, reserved: 40 };
  assert.equal(offerLimit(101, open, limits), "maxFile");
  assert.equal(offerLimit(10, open, limits), undefined);
  assert.equal(offerLimit(11, open, limits), "maxReserved");
  assert.equal(offerLimit(100, { own: 0, all: 4, reserved: 0 }, limits), undefined);
  assert.equal(offerLimit(1, { ...open, own: 3 }, limits), "maxOffers");
  assert.equal(offerLimit(1, { ...open, all: 5 }, limits), "maxOffersTotal");
});

Deno.test("TransferSlots gives each member and all of them so many places", () => {
  const slots = new TransferSlots(limitsFrom({ maxTransfers: 2, maxTransfersTotal: 3 }));
  assert.deepEqual([slots.enter(1), slots.enter(1), slots.enter(1)], [
    undefined,
    undefined,
    "maxTransfers",
  ]);
  assert.deepEqual([slots.enter(2), slots.enter(2)], [undefined, "maxTransfersTotal"]);
  slots.leave(1);
  assert.equal(slots.enter(2), undefined);
});

Deno.test("Tickets are good once, for a time, and for so many at a time", () => {
  const tickets = new Tickets();
  const permit = { file: 1, direction: "up" as const, author: 7 };
  const ticket = tickets.issue(permit, 0) ?? "";
  assert.match(ticket, /^[0-9a-f]{32}$/);
  assert.equal(tickets.redeem(ticket, 1)?.file, 1);
  assert.equal(tickets.redeem(ticket, 1), undefined);
  const late = tickets.issue(permit, 0) ?? "";
  assert.equal(tickets.redeem(late, TICKET_LIFE_MS), undefined);
  for (let n = 0; n < MAX_TICKETS; n++) assert.ok(tickets.issue(permit, 10));
  assert.equal(tickets.issue(permit, 10), undefined);
  assert.ok(tickets.issue({ ...permit, author: 8 }, 10));
  assert.ok(tickets.issue(permit, 10 + TICKET_LIFE_MS));
});

Deno.test("filesToRemove() removes the oldest files that are enough, and those that are too old", () => {
  const kept = [1, 2, 3, 4].map((file) => ({ file, size: 100, at: file * 1_000 }));
  const remove = (wanted: number, quotaLeft: number, diskLeft: number, keepAfter = 0) =>
    filesToRemove(kept, { wanted, quotaLeft, diskLeft }, keepAfter)?.map(({ file }) => file);
  assert.deepEqual(remove(50, 50, 1_000), []);
  assert.deepEqual(remove(150, 50, 1_000), [1]);
  assert.deepEqual(remove(150, 1_000, -100), [1, 2, 3]);
  assert.equal(remove(500, 50, 1_000), undefined);
  assert.deepEqual(remove(0, 1_000, 1_000, 2_500), [1, 2]);
});

Deno.test("quantities are read as people write them, and nothing else is", () => {
  const sizes = {
    "0": 0,
    "4096": 4096,
    "1k": 1000,
    "1KiB": 1024,
    "1.5GB": 1.5e9,
    "4 gib": 2 ** 32,
  };
  for (const [text, bytes] of Object.entries(sizes)) assert.equal(parseSize(text), bytes, text);
  for (const text of ["", "-1", "1x", "1e3", "GiB", "9999999TB"]) {
    assert.equal(parseSize(text), undefined, text);
  }
  assert.deepEqual(["10/s", "0.5/s", "off", "0/s", "10", ""].map(parseRate), [
    10,
    0.5,
    Infinity,
    undefined,
    undefined,
    undefined,
  ]);
  assert.deepEqual(["12/min", "1.5/min", "0/min", "1/h"].map(parseRate), [
    0.2,
    0.025,
    undefined,
    undefined,
  ]);
  assert.deepEqual(["256KiB/s", "1MB/s", "off", "0/s", "256KiB", "x/s"].map(parseByteRate), [
    262_144,
    1_000_000,
    Infinity,
    undefined,
    undefined,
    undefined,
  ]);
  assert.deepEqual(["90s", "15m", "12h", "30d", "5", "1w"].map(parseDuration), [
    90_000,
    900_000,
    43_200_000,
    2_592_000_000,
    undefined,
    undefined,
  ]);
  assert.deepEqual(
    ["0", "65535", "65536", "1.5", "-1", "0x10"].map((text) => parseWhole(text, 0, 65_535)),
    [0, 65_535, undefined, undefined, undefined, undefined],
  );
});
