import assert from "node:assert/strict";
import { Budget, OFFER_CREDIT, RATE_BURST } from "../../../server/base/budgets.ts";
import { limitsFrom } from "../../../server/base/limit_table.ts";

/** How many of `count` at the time `now` need not wait. */
function free(bucket: { take(now: number): number }, count: number, now: number): number {
  return Array.from({ length: count }, () => bucket.take(now)).filter((waitMs) => waitMs === 0)
    .length;
}

Deno.test("many files may be offered at once, beside everything else, but not for ever", () => {
  const budget = new Budget(limitsFrom({}), 0);
  assert.equal(free(budget.offers, OFFER_CREDIT, 0), OFFER_CREDIT);
  assert.equal(free(budget.requests, RATE_BURST, 0), RATE_BURST, "the others have their own");
  assert.ok(budget.offers.take(0) > 0);
  const minute = free(budget.offers, 1_000, 60_000);
  assert.ok(minute <= 60 + RATE_BURST, `${minute} after a minute of rest`);
});

Deno.test("whoever offers without an end gains a tenth by the credit", () => {
  const budget = new Budget(limitsFrom({ rateLimit: 10 }), 0);
  free(budget.offers, OFFER_CREDIT + RATE_BURST, 0);
  let offered = 0;
  for (let now = 0; now <= 100_000; now += 100) offered += free(budget.offers, 2, now);
  assert.ok(offered <= 1_100 + 2, `${offered} in 100 s at 10/s`);
});

Deno.test("without a rate offers are not limited either", () => {
  const budget = new Budget(limitsFrom({ rateLimit: Infinity }), 0);
  assert.equal(free(budget.offers, 2 * OFFER_CREDIT, 0), 2 * OFFER_CREDIT);
});
