import assert from "node:assert/strict";
import { MAX_TICKETS, TICKET_LIFE_MS, Tickets } from "../../../server/files/tickets.ts";

const PERMIT = { file: 1, direction: "down", author: 7 } as const;

Deno.test("Tickets permits one connection, for a limited time", () => {
  const tickets = new Tickets();
  const [used, late] = [tickets.issue(PERMIT, 0), tickets.issue({ ...PERMIT, file: 2 }, 0)];
  assert.equal(tickets.redeem(String(used), 1)?.file, 1);
  assert.equal(tickets.redeem(String(used), 1), undefined);
  assert.equal(tickets.redeem(String(late), TICKET_LIFE_MS), undefined);
});

Deno.test("Tickets forgets those that were lost on the way when a later one for the same is used", () => {
  const tickets = new Tickets();
  const other = tickets.issue({ ...PERMIT, direction: "up" }, 0);
  let newest: string | undefined;
  for (let issued = 0; issued < 3 * MAX_TICKETS; issued++) {
    const lost = tickets.issue(PERMIT, 0);
    newest = tickets.issue(PERMIT, 0);
    assert.equal(tickets.redeem(String(newest), 0)?.file, 1);
    assert.equal(tickets.redeem(String(lost), 0), undefined);
  }
  assert.equal(tickets.redeem(String(other), 0)?.direction, "up");
});
