/**
 * Reading 100,000 missed messages.
 * @module
 */
import { LoadProcess } from "../load_process.ts";
import { startChat } from "../servers/servers.ts";
import { runsOf, type Workload } from "./workload.ts";

const MESSAGES = 100_000;

/** One server; members come back one after the other. */
export const catchUp: Workload = async (options) => {
  options.progress("catch-up");
  await using server = await startChat(options.build);
  const rounds = runsOf(options);
  const figures = await LoadProcess.run({
    kind: "catch_up",
    port: server.port,
    serverPid: server.pid,
    messages: MESSAGES,
    rounds,
  });
  const of = (name: string) => figures[name] ?? NaN;
  const share = of("loadCpuShare").toFixed(2);
  return [{
    work: "catch-up of 100,000 messages",
    by: "chat",
    figure: of("messagesPerSecond"),
    unit: "messages/s",
    runs: [of("slowest"), of("fastest")],
    goal: "≥ 300,000 messages/s",
    note: `stored before at ${Math.round(of("storedPerSecond")).toLocaleString("en")}/s; ` +
      `cores used: server ${of("serverCpuShare").toFixed(2)}, load ${share}`,
  }];
};
