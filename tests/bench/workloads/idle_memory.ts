/**
 * Memory of a room in which nobody says anything.
 * @module
 */
import { residentBytes } from "../load/usage.ts";
import type { JobOf } from "../load/job.ts";
import { LoadProcess } from "../load_process.ts";
import type { Row } from "../report/row.ts";
import type { ServerProcess } from "../servers/server_process.ts";
import { isInstalled, startChat, startNats, startNgircd } from "../servers/servers.ts";
import type { BenchOptions, Workload } from "./workload.ts";

const MIB = 2 ** 20;
const MEMBERS = 1_000;
/** Time for the news of who joined to reach everybody. */
const SETTLE_MS = 3_000;

/** Resident memory with 1,000 members, as a whole and over the empty server. */
export const idleMemory: Workload = async (options) => {
  const goal = "≤ 150 MiB";
  const rows = [await measure("chat", "chat", () => startChat(options.build), options, goal)];
  if (isInstalled("nats-server")) {
    rows.push(await measure("nats-server", "nats", startNats, options));
  }
  if (isInstalled("ngircd")) rows.push(await measure("ngircd", "irc", startNgircd, options));
  return rows;
};

async function measure(
  by: string,
  peer: JobOf<"idle">["peer"],
  start: () => Promise<ServerProcess>,
  options: BenchOptions,
  goal?: string,
): Promise<Row> {
  options.progress(`idle memory: ${by}`);
  await using server = await start();
  const emptyMib = (residentBytes(server.pid) ?? NaN) / MIB;
  await using load = await LoadProcess.prepare({
    kind: "idle",
    peer,
    port: server.port,
    members: MEMBERS,
  });
  await load.begin();
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const figure = (residentBytes(server.pid) ?? NaN) / MIB;
  await load.stop();
  const note = `${emptyMib.toFixed(0)} MiB when empty`;
  const row = { work: "1,000 idle members", by, figure, unit: "MiB resident", note };
  return goal === undefined ? row : { ...row, goal };
}
