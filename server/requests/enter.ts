/**
 * A request becomes an entry, and its sender hears of it.
 * @module
 */
import type { Traffic } from "../base/mod.ts";
import { errorReply } from "../base/mod.ts";
import type { Change, Outcome, RefusedOutcome } from "../store/mod.ts";
import type { Caller } from "./caller.ts";

/** A request that its sender may send again under the same id. */
interface Repeatable {
  readonly type: string;
  readonly id: string;
}

/** Appends `change` for `request`: it is acknowledged, again if it was stored before, or refused. */
export async function enter(
  caller: Caller,
  traffic: Traffic,
  request: Repeatable,
  change: Change,
): Promise<void> {
  await caller.append({ change, answer: (outcome) => answerTo(request, outcome, traffic) });
}

function answerTo(request: Repeatable, outcome: Outcome, traffic: Traffic): object[] {
  const { id } = request;
  switch (outcome.kind) {
    case "entered":
      return [{ type: "ack", id, seq: outcome.seq }];
    case "duplicate":
      return [{ type: "ack", id, seq: outcome.seq, duplicate: true }];
    case "refused":
      return [refusal(request, outcome, traffic)];
    case "done":
      return [];
  }
}

/** Tells that `request` was refused, and counts it. */
export function refusal(
  request: unknown,
  { code, text }: Pick<RefusedOutcome, "code" | "text">,
  traffic: Traffic,
): object {
  traffic.refused(code);
  return errorReply(code, request, text);
}
