/**
 * Which files of the program import which, and where that goes round in circles.
 * @module
 */
import { dirname, normalize } from "node:path/posix";
import { visitImports } from "./layers.ts";

/** By file: the files that it imports, for their types or later on included. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

const REPOSITORY = new URL("../../", import.meta.url);

/** The imports between the files under `roots`, which are files and folders of the repository. */
export function readImports(roots: readonly string[]): ImportGraph {
  const files = roots.flatMap(sourcesUnder);
  const known = new Set(files);
  return new Map(files.map((file) => [
    file,
    specifiersIn(file, Deno.readTextFileSync(new URL(file, REPOSITORY)))
      .filter((specifier) => specifier.startsWith("."))
      .map((specifier) => normalize(`${dirname(file)}/${specifier}`))
      .filter((target) => known.has(target)),
  ]));
}

/** Groups of files each of which imports every other one of its group, directly or not. */
export function importCycles(graph: ImportGraph): string[][] {
  // Tarjan's strongly connected components (SIAM J. Comput. 1, 1972).
  const order = new Map<string, number>();
  const open: string[] = [];
  const cycles: string[][] = [];
  const visit = (file: string): number => {
    const at = order.size;
    order.set(file, at);
    open.push(file);
    let low = at;
    for (const target of graph.get(file) ?? []) {
      if (!order.has(target)) low = Math.min(low, visit(target));
      else if (open.includes(target)) low = Math.min(low, order.get(target) ?? low);
    }
    if (low !== at) return low;
    const group = open.splice(open.indexOf(file));
    if (group.length > 1 || graph.get(file)?.includes(file)) cycles.push(group.sort());
    return low;
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return cycles.sort();
}

function sourcesUnder(root: string): string[] {
  if (/\.tsx?$/.test(root)) return [root];
  return Array.from(Deno.readDirSync(new URL(`${root}/`, REPOSITORY)), ({ name, isDirectory }) => {
    return isDirectory || /\.tsx?$/.test(name) ? sourcesUnder(`${root}/${name}`) : [];
  }).flat().sort();
}

function specifiersIn(file: string, source: string): string[] {
  const found: string[] = [];
  const collect = () => visitImports((specifier) => found.push(specifier));
  const plugin = { name: "imports", rules: { collect: { create: collect } } };
  Deno.lint.runPlugin(plugin, file, source);
  return found;
}
