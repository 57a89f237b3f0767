/**
 * Lint plugin: who may import whom. The README draws the picture, `layer_tables.ts` has it as tables,
 * and this file enforces it.
 * @module
 */
import { dirname, normalize, relative } from "node:path/posix";
import { fileURLToPath } from "node:url";
import { LAYERS, type Layers, PARTS } from "./layer_tables.ts";

/**
 * Why the file `from` must not import `specifier`, or `undefined` if it may.
 * `from` is a path relative to the repository, with `/` between its segments.
 */
export function whyNot(from: string, specifier: string): string | undefined {
  const part = partOf(from);
  if (part === "tests") return whyNotInTests(from, specifier);
  if (/^(node:)?sqlite$/.test(specifier) && !mayUseSqlite(from)) {
    return "only server/store/ talks to the database";
  }
  if (!specifier.startsWith(".")) return undefined;
  const to = normalize(`${dirname(from)}/${specifier}`);
  const target = partOf(to);
  if (target === "tests") return "nothing but tests imports tests";
  const allowed = PARTS[part];
  if (part !== target && target !== "" && allowed !== undefined && !allowed.includes(target)) {
    return `${part} must not import from ${target}`;
  }
  for (const layers of LAYERS) {
    const reason = whyNotIn(layers, from, to);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** A lock is a database without contents: no other lock works in every runtime and on every system. */
function mayUseSqlite(from: string): boolean {
  return from.startsWith("server/store/") || from === "protocol/file_lock.ts";
}

/** Tests of one kind do not lean on those of another: what two kinds need is in tests/support/. */
function whyNotInTests(from: string, specifier: string): string | undefined {
  const to = normalize(`${dirname(from)}/${specifier}`);
  if (!specifier.startsWith(".") || partOf(to) !== "tests") return undefined;
  const [source, target] = [firstFolder(below("tests", from)), firstFolder(below("tests", to))];
  if (target === source || target === "support") return undefined;
  return `what tests/${source}/ and tests/${target}/ share belongs to tests/support/`;
}

function whyNotIn(
  { root, doors, folders, above = [] }: Layers,
  from: string,
  to: string,
): string | undefined {
  const target = below(root, to);
  if (target === undefined) return undefined;
  const source = below(root, from);
  if (source === undefined) {
    return doors.includes(target) ? undefined : `${root}/ is entered by ${doors.join(" or ")}`;
  }
  const [there, here] = [firstFolder(target), firstFolder(source)];
  if (there === here) return undefined;
  const allowed = folders[here];
  if (there === "") {
    const isBelow = allowed !== undefined && !above.includes(here);
    return isBelow ? `${root}/${here}/ knows nothing of what is made of it` : undefined;
  }
  if (allowed !== undefined && !allowed.includes(there)) {
    return `${root}/${here}/ must not import from ${there}/`;
  }
  const hasOwnDoors = LAYERS.some((layers) => layers.root === `${root}/${there}`);
  const isPrivate = !hasOwnDoors && folders[there] !== undefined && target !== `${there}/mod.ts`;
  return isPrivate ? `${root}/${there}/ is entered by its mod.ts` : undefined;
}

/** `server` for server/rooms/room.ts, `main` for main.ts, an empty string for what belongs to no part. */
function partOf(path: string): string {
  return path === "main.ts" ? "main" : firstFolder(path);
}

/** `rooms/room.ts` for server/rooms/room.ts below `server`; `undefined` for what is elsewhere. */
function below(root: string, path: string): string | undefined {
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : undefined;
}

/** `rooms` for rooms/room.ts, an empty string for a file without a folder. */
function firstFolder(path: string | undefined): string {
  return path?.includes("/") ? path.split("/")[0] ?? "" : "";
}

const ROOT = fileURLToPath(new URL("../../", import.meta.url)).replaceAll("\\", "/");

/**
 * Visitors that tell `found` of everything a file imports, types and what is loaded later included.
 * `node` is the whole import.
 */
export function visitImports(
  found: (specifier: string, node: Deno.lint.Node) => void,
): Deno.lint.LintVisitor {
  const look = (node: Deno.lint.Node, source: Deno.lint.Node | null) => {
    if (source?.type === "Literal" && typeof source.value === "string") found(source.value, node);
  };
  return {
    ImportDeclaration: (node) => look(node, node.source),
    ImportExpression: (node) => look(node, node.source),
    ExportAllDeclaration: (node) => look(node, node.source),
    ExportNamedDeclaration: (node) => look(node, node.source),
    TSImportType: (node) => {
      if (node.argument.type === "TSLiteralType") look(node, node.argument.literal);
    },
  };
}

const plugin: Deno.lint.Plugin = {
  name: "layers",
  rules: {
    "import-direction": {
      create(context) {
        const file = context.filename.replaceAll("\\", "/");
        const from = file.startsWith("/") ? relative(ROOT, file) : file;
        return visitImports((specifier, node) => {
          const reason = whyNot(from, specifier);
          if (reason !== undefined) context.report({ node, message: reason });
        });
      },
    },
  },
};
export default plugin;
