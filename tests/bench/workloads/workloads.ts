/**
 * The workloads by name, in the order in which they run.
 * @module
 */
import { ceiling, fanOut } from "./fan_out.ts";
import { inTurn, type Workload } from "./workload.ts";

export const WORKLOADS: Readonly<Record<string, Workload>> = {
  ceiling: inTurn(ceiling(100), ceiling(1_000)),
  "fan-out-100": fanOut(100, 2),
  "fan-out-1000": fanOut(1_000, 1.5),
};
