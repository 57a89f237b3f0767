/**
 * Measures `chat` next to its rivals and prints a table: `deno task bench [--only NAME] [--quick] [--save] [--compiled]`.
 * @module
 */
import { parseArgs } from "node:util";
import { formatMachine, machineFacts } from "./report/machine.ts";
import type { Row } from "./report/row.ts";
import { formatTable } from "./report/table.ts";
import { hasCompiledChat } from "./servers/servers.ts";
import { WORKLOADS } from "./workloads/workloads.ts";
import type { BenchOptions } from "./workloads/workload.ts";

const USAGE = `Usage: bench [--only NAME] [--quick] [--save] [--compiled]

  --only NAME  one of ${Object.keys(WORKLOADS).join(", ")}; may be repeated
  --quick      fewer and shorter runs, smaller files
  --save       write the table as JSON to tests/bench/results/ as well
  --compiled   measure dist/chat instead of main.ts`;

async function measure(names: readonly string[], options: BenchOptions): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const name of names) {
    try {
      rows.push(...await WORKLOADS[name]?.(options) ?? []);
    } catch (error) {
      const note = error instanceof Error ? error.message : String(error);
      rows.push({ work: name, by: "", unit: "", note });
    }
  }
  return rows;
}

async function save(result: object, now: Date): Promise<string> {
  const folder = new URL("results/", import.meta.url);
  await Deno.mkdir(folder, { recursive: true });
  const name = `${now.toISOString().slice(0, 19).replaceAll(":", "-")}.json`;
  await Deno.writeTextFile(new URL(name, folder), JSON.stringify(result, undefined, 2) + "\n");
  return name;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: "string", multiple: true },
      quick: { type: "boolean", default: false },
      save: { type: "boolean", default: false },
      compiled: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const names = values.only ?? Object.keys(WORKLOADS);
  const unknown = names.filter((name) => !(name in WORKLOADS));
  if (values.help || unknown.length > 0 || (values.compiled && !hasCompiledChat())) {
    for (const name of unknown) console.error(`There is no workload "${name}".`);
    if (values.compiled && !hasCompiledChat()) console.error("There is no dist/chat.");
    console.log(USAGE);
    return values.help ? 0 : 2;
  }
  const machine = machineFacts();
  console.log(formatMachine(machine));
  const rows = await measure(names, {
    quick: values.quick,
    build: values.compiled ? "compiled" : "source",
    progress: (text) => console.error(`… ${text}`),
  });
  console.log(formatTable(rows));
  const build = values.compiled ? "compiled" : "source";
  const result = { at: new Date().toISOString(), quick: values.quick, build, machine, rows };
  if (values.save) console.error(`Saved as ${await save(result, new Date())}`);
  return 0;
}

if (import.meta.main) Deno.exit(await main());
