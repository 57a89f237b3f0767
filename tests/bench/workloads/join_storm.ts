/**
 * Everybody comes back at once.
 * @module
 */
import { LoadProcess } from "../load_process.ts";
import { median, type Row } from "../report/row.ts";
import { absentRows, CHAT, CHAT_TLS, type Contender, presentOf, RIVALS } from "./contenders.ts";
import { loadNote } from "./load_note.ts";
import { alternate, noteOf, type Series, type Workload } from "./workload.ts";

const MEMBERS = 1_000;
const UNIT = "s until all are in";
const WORK = "1,000 members enter at once";

/** From the first connection to the moment in which all are in the room. */
export const joinStorm: Workload = {
  limitSeconds: 180,
  async measure(options) {
    const rivals = presentOf(RIVALS);
    const all = await alternate(WORK, [CHAT, CHAT_TLS, ...rivals], options, async (contender) => {
      await using server = await contender.start(options);
      const { port, certificate, pid: serverPid } = server;
      const job = { peer: contender.peer, port, certificate, serverPid, members: MEMBERS };
      return await LoadProcess.run({ kind: "storm", ...job });
    });
    return [...all.map(rowOf), ...absentRows({ work: WORK, unit: UNIT }, RIVALS)];
  },
};

function rowOf({ contender, runs, failure }: Series<Contender>): Row {
  const row = { work: WORK, by: contender.by, unit: UNIT };
  if (runs.length === 0) return { ...row, note: noteOf(failure) };
  const of = (name: string) => runs.map((figures) => figures[name] ?? NaN);
  const seconds = of("seconds");
  const refused = median(of("refusals"));
  const note = noteOf(
    `half after ${Math.round(median(of("p50Ms")))} ms`,
    refused === 0 ? undefined : `${refused} were turned away and tried again`,
    loadNote(runs),
    failure,
  );
  return { ...row, figure: median(seconds), runs: seconds, note };
}
