/** Requests and their answers, across connections that come and go. */
import assert from "node:assert/strict";
import { Exchange } from "../../../../../client/core/room/mod.ts";
import { Failure } from "../../../../../client/core/base/mod.ts";
import type { Reply, Request } from "../../../../../protocol/messages.ts";

/** A connection that keeps what is sent on it, as `say a`, `info`. */
class Sent {
  readonly all: string[] = [];

  send(request: Request): void {
    this.all.push("id" in request ? `${request.type} ${request.id}` : request.type);
  }
}

const say = (id: string) => ({ type: "say", id, text: id }) as const;
const offer = (id: string) => ({ type: "offer", id, name: "a", size: 1, mime: "a/b" }) as const;
const ticket = (file: string, direction: "up" | "down") =>
  ({ type: "ticket", ticket: "t", file, direction, offset: 0, size: 1, name: "a" }) as const;
const refusal = (fields: Omit<Extract<Reply, { type: "error" }>, "type" | "text">) =>
  ({ type: "error", text: "no", ...fields }) as const;

Deno.test("Exchange sends what is not acknowledged or answered once more on every connection, in order", () => {
  const exchange = new Exchange();
  exchange.deliver(say("a"));
  exchange.ask({ type: "info" });
  const [first, second] = [new Sent(), new Sent()];
  exchange.attach(first, false);
  for (const id of ["b", "c"]) exchange.deliver(say(id));
  assert.deepEqual(first.all, ["say a", "info", "say b", "say c"]);
  assert.deepEqual(exchange.acknowledged({ id: "b" }), say("b"));
  assert.equal(exchange.acknowledged({ id: "b" }), undefined, "once");
  exchange.detach();
  exchange.request({ type: "decline", file: "1" });
  exchange.attach(second, false);
  assert.deepEqual(second.all, ["say a", "say c", "info"]);
  assert.equal(exchange.unacknowledged, 2);
  exchange.answered("info");
  assert.ok(!exchange.isSettled);
  for (const id of ["a", "c"]) exchange.acknowledged({ id });
  assert.ok(exchange.isSettled);
});

Deno.test("Exchange holds everything back until it is released, by the same connection alone", () => {
  const exchange = new Exchange();
  exchange.deliver(say("a"));
  const [lost, held] = [new Sent(), new Sent()];
  exchange.attach(lost, true);
  exchange.detach();
  exchange.attach(held, true);
  exchange.deliver(say("b"));
  exchange.release(lost);
  assert.deepEqual(held.all, []);
  exchange.release(held);
  exchange.deliver(say("c"));
  assert.deepEqual(held.all, ["say a", "say b", "say c"]);
  assert.deepEqual(lost.all, []);
});

Deno.test("Exchange.offer() resolves to the file of the ack, or rejects as the server refuses", async () => {
  const exchange = new Exchange();
  const offered = exchange.offer(offer("a"));
  exchange.acknowledged({ id: "a", file: "7" });
  assert.equal(await offered, "7");
  const refused = exchange.offer(offer("b"));
  const line = refusal({ code: "too_many_files", re: "offer", id: "b" });
  assert.ok(!exchange.refused(line), "the transfer tells of it");
  await assert.rejects(refused, { code: "too_many_files" });
});

Deno.test("Exchange.ticket() takes tickets that come early or late, and none of an earlier connection", async () => {
  const exchange = new Exchange();
  await assert.rejects(exchange.ticket("down", "7"), { code: "connection_lost" });
  exchange.attach(new Sent(), false);
  exchange.ticketCame(ticket("7", "down"));
  assert.equal((await exchange.ticket("down", "7")).file, "7");
  const late = exchange.ticket("up", "8");
  exchange.ticketCame(ticket("8", "up"));
  assert.equal((await late).direction, "up");
  const refused = exchange.ticket("down", "9");
  assert.ok(!exchange.refused(refusal({ code: "no_such_file", re: "get", file: "9" })));
  await assert.rejects(refused, { code: "no_such_file" });
  const lost = exchange.ticket("down", "7");
  exchange.ticketCame(ticket("8", "down"));
  exchange.detach();
  await assert.rejects(lost, { code: "connection_lost" });
  exchange.attach(new Sent(), false);
  const anew = exchange.ticket("down", "8");
  exchange.ticketCame({ ...ticket("8", "down"), ticket: "new" });
  assert.equal((await anew).ticket, "new");
});

Deno.test("Exchange.refused() says whether anybody but the transfers has to be told", async () => {
  const exchange = new Exchange();
  exchange.attach(new Sent(), false);
  exchange.deliver(say("a"));
  assert.ok(exchange.refused(refusal({ code: "muted", re: "say", id: "a" })));
  assert.equal(exchange.unacknowledged, 0);
  exchange.ask({ type: "search", words: "x" });
  assert.ok(exchange.refused(refusal({ code: "bad_search", re: "search" })));
  assert.ok(exchange.isSettled);
  assert.ok(!exchange.refused(refusal({ code: "no_such_file", re: "withdraw" })));
  const offered = exchange.offer(offer("b"));
  exchange.close(new Failure("left"));
  await assert.rejects(offered, { code: "left" });
});
