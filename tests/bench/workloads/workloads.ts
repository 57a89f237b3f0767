/**
 * The workloads by name, in the order in which they run.
 * @module
 */
import { catchUp } from "./catch_up.ts";
import { chatBesideFiles } from "./chat_beside_files.ts";
import { ceiling, fanOut } from "./fan_out.ts";
import { idleMemory } from "./idle_memory.ts";
import { relay } from "./relay.ts";
import { startTime } from "./start_time.ts";
import { steady } from "./steady.ts";
import { inTurn, type Workload } from "./workload.ts";

export const WORKLOADS: Readonly<Record<string, Workload>> = {
  ceiling: inTurn(ceiling(100), ceiling(1_000)),
  "fan-out-100": fanOut(100, 2),
  "fan-out-1000": fanOut(1_000, 1.5),
  steady,
  "catch-up": catchUp,
  "idle-memory": idleMemory,
  start: startTime,
  relay,
  "chat-beside-files": chatBesideFiles,
};
