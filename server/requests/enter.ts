/**
 * A request becomes an entry, and its sender hears of it.
 * @module
 */
import type { Traffic } from "../base/mod.ts";
import { errorReply } from "../base/mod.ts";
import type { Change } from "../store/mod.ts";
import type { Caller } from "./caller.ts";

/** A request that its sender may send again under the same id. */
interface Repeatable {
  readonly type: string;
  readonly id: string;
}

/** Appends `change` for `request`: it is acknowledged in the place of its entry, again if it was stored before, or refused. */
export async function enter(
  caller: Caller,
  traffic: Traffic,
  request: Repeatable,
  change: Change,
): Promise<void> {
  const { id } = request;
  const outcome = await caller.append({
    change,
    answer: (seq) => [{ type: "ack", id, seq }],
  });
  if (outcome.kind === "duplicate") {
    caller.reply({ type: "ack", id, seq: outcome.seq, duplicate: true });
  } else if (outcome.kind === "refused") {
    traffic.refused(outcome.code);
    caller.reply(errorReply(outcome.code, request, outcome.text));
  }
}
