/**
 * Reading 100,000 missed messages.
 * @module
 */
import { LoadProcess } from "../load_process.ts";
import { median, type Row } from "../report/row.ts";
import { CHAT, CHAT_TLS, type Contender } from "./contenders.ts";
import { loadNote } from "./load_note.ts";
import { alternate, noteOf, type Series, type Workload } from "./workload.ts";

const WORK = "catch-up of 100,000 messages";
const MESSAGES = 100_000;
/** Members that come back in one run, one after the other. */
const ROUNDS = 3;

/** A server is filled; then members come back who have seen nothing. */
export const catchUp: Workload = {
  limitSeconds: 120,
  async measure(options) {
    const all = await alternate(WORK, [CHAT, CHAT_TLS], options, async (contender) => {
      await using server = await contender.start(options);
      const { port, certificate, pid: serverPid } = server;
      const job = { port, certificate, serverPid, messages: MESSAGES, rounds: ROUNDS };
      return await LoadProcess.run({ kind: "catch_up", ...job });
    });
    return all.map(rowOf);
  },
};

function rowOf({ contender, runs, failure }: Series<Contender>): Row {
  const row = { work: WORK, by: contender.by, unit: "messages/s", goal: "≥ 300,000 messages/s" };
  if (runs.length === 0) return { ...row, note: noteOf(failure) };
  const of = (name: string) => runs.map((figures) => figures[name] ?? NaN);
  const stored = Math.round(median(of("storedPerSecond"))).toLocaleString("en");
  const note = noteOf(`stored before at ${stored}/s`, loadNote(runs), failure);
  const rates = of("messagesPerSecond");
  return { ...row, figure: median(rates), runs: rates, note };
}
