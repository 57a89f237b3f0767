/**
 * Measures `chat` next to its rivals and prints a table: `deno task bench --help` lists the options.
 * @module
 */
import { parseArgs } from "node:util";
import { chartsOf } from "./report/charts/charts.ts";
import { formatMachine, machineFacts } from "./report/machine.ts";
import { formatReport } from "./report/markdown.ts";
import { type Entry, readResults } from "./report/results.ts";
import { formatTable } from "./report/table.ts";
import { type ChatBuild, hasCompiledChat } from "./servers/servers.ts";
import type { Workload } from "./workloads/workload.ts";
import { namesOf, WORKLOADS } from "./workloads/workloads.ts";

const FULL_RUNS = 5;
/** The quick form shows that everything works; `--runs` makes it a comparison. */
const QUICK_RUNS = 1;
/** After this, a workload in the quick form begins no further run. */
const QUICK_LIMIT_SECONDS = 25;
/** After this, every workload that is left has one run of the first contender only. */
const ALL_LIMIT_SECONDS = 33 * 60;

const USAGE = `Usage: bench [--only NAME] [--quick] [--runs COUNT] [--save] [--compiled]

  --only NAME   a workload, or all that begin with NAME and a hyphen; may be repeated
  --quick       one shorter run of each, smaller files
  --runs COUNT  so many runs of each instead of ${FULL_RUNS}
  --save        put the figures into the report in tests/bench/results/, after each workload
  --compiled    measure dist/chat instead of main.ts

Workloads: ${Object.keys(WORKLOADS).join(", ")}`;

interface Form {
  readonly quick: boolean;
  readonly runs: number;
  readonly build: ChatBuild;
}

/** Measures `workload` for as long as its form allows, `leftSeconds` at most. */
async function measure(
  workload: Workload,
  name: string,
  form: Form,
  leftSeconds: number,
): Promise<Entry> {
  const machine = machineFacts();
  const beganMs = performance.now();
  const elapsed = () => (performance.now() - beganMs) / 1000;
  const ownSeconds = form.quick ? QUICK_LIMIT_SECONDS : workload.limitSeconds;
  const limitSeconds = Math.min(ownSeconds, leftSeconds);
  const options = {
    ...form,
    progress: (text: string) => console.error(`… ${text}`),
    isOver: () => elapsed() > limitSeconds,
  };
  const failed = (error: unknown) => {
    const note = error instanceof Error ? error.message : String(error);
    return [{ work: name, by: "", unit: "", note }];
  };
  const rows = await workload.measure(options).catch(failed);
  return { at: new Date().toISOString(), seconds: elapsed(), ...form, machine, rows };
}

/** Puts `entry` into the kept figures and writes the report anew. */
function save(name: string, entry: Entry): void {
  const folder = new URL("results/", import.meta.url);
  const figures = new URL("figures.json", folder);
  Deno.mkdirSync(folder, { recursive: true });
  const results = { ...readResults(figures), [name]: entry };
  Deno.writeTextFileSync(figures, JSON.stringify(results, undefined, 1) + "\n");
  const names = Object.keys(WORKLOADS);
  const charts = chartsOf(names.flatMap((name) => results[name]?.rows ?? []));
  for (const { file, svg } of charts) Deno.writeTextFileSync(new URL(file, folder), svg);
  Deno.writeTextFileSync(new URL("report.md", folder), formatReport(results, names, charts));
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: "string", multiple: true },
      quick: { type: "boolean", default: false },
      runs: { type: "string" },
      save: { type: "boolean", default: false },
      compiled: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const chosen = (values.only ?? [""]).map((only) => ({ only, names: namesOf(only) }));
  const runs = Number(values.runs ?? (values.quick ? QUICK_RUNS : FULL_RUNS));
  const complaints = [
    ...chosen.filter(({ names }) => names.length === 0).map(({ only }) =>
      `There is no workload "${only}".`
    ),
    ...(values.compiled && !hasCompiledChat() ? ["There is no dist/chat."] : []),
    ...(Number.isInteger(runs) && runs > 0 ? [] : ["--runs wants a number."]),
  ];
  for (const complaint of complaints) console.error(complaint);
  if (values.help || complaints.length > 0) {
    console.log(USAGE);
    return complaints.length > 0 ? 2 : 0;
  }
  const form: Form = { quick: values.quick, runs, build: values.compiled ? "compiled" : "source" };
  const machine = machineFacts();
  console.log(`${formatMachine(machine)}, load before ${machine.loadBefore.toFixed(2)}`);
  const beganMs = performance.now();
  for (const name of new Set(chosen.flatMap(({ names }) => names))) {
    const workload = WORKLOADS[name] as Workload;
    const leftSeconds = ALL_LIMIT_SECONDS - (performance.now() - beganMs) / 1000;
    const entry = await measure(workload, name, form, leftSeconds);
    console.log(`\n${name}, ${Math.round(entry.seconds)} s\n${formatTable(entry.rows)}`);
    if (values.save) save(name, entry);
  }
  return 0;
}

if (import.meta.main) Deno.exit(await main());
