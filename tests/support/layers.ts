/**
 * Lint plugin: who may import whom. The README draws the picture; this file enforces it.
 * @module
 */
import { dirname, normalize, relative } from "node:path/posix";
import { fileURLToPath } from "node:url";

/** The parts at the top of the repository, and what each may import besides itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  main: ["server", "client", "protocol"],
  server: ["protocol"],
  client: ["protocol"],
  protocol: [],
};
const FRONT_ENDS: readonly string[] = ["terminal", "lines", "gui"];

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
  if (part === target) return part === "client" ? whyNotInClient(from, to) : undefined;
  const allowed = MAY_IMPORT[part];
  if (allowed === undefined || target === "" || allowed.includes(target)) return undefined;
  return `${part} must not import from ${target}`;
}

/** A lock is a database without contents: no other lock works in every runtime and on every system. */
function mayUseSqlite(from: string): boolean {
  return from.startsWith("server/store/") || from === "protocol/file_lock.ts";
}

/** Tests of one kind do not lean on those of another: what two kinds need is in tests/support/. */
function whyNotInTests(from: string, specifier: string): string | undefined {
  const to = normalize(`${dirname(from)}/${specifier}`);
  if (!specifier.startsWith(".") || partOf(to) !== "tests") return undefined;
  const [source, target] = [folderOf(from), folderOf(to)];
  if (target === source || target === "support") return undefined;
  return `what tests/${source}/ and tests/${target}/ share belongs to tests/support/`;
}

function whyNotInClient(from: string, to: string): string | undefined {
  const [source, target] = [folderOf(from), folderOf(to)];
  if (source === "core" && target !== "core") return "client/core/ knows no front end";
  if (source === target || !FRONT_ENDS.includes(source)) return undefined;
  return FRONT_ENDS.includes(target) ? "front ends never import each other" : undefined;
}

/** `server` for server/room/log.ts, `main` for main.ts, an empty string for what belongs to no part. */
function partOf(path: string): string {
  if (path === "main.ts") return "main";
  const [first = "", rest] = path.split("/");
  return rest === undefined ? "" : first;
}

/** `core` for client/core/link.ts, an empty string for client/command.ts. */
function folderOf(path: string): string {
  const segments = path.split("/");
  return segments.length > 2 ? segments[1] ?? "" : "";
}

const ROOT = fileURLToPath(new URL("../../", import.meta.url)).replaceAll("\\", "/");

const plugin: Deno.lint.Plugin = {
  name: "layers",
  rules: {
    "import-direction": {
      create(context) {
        const file = context.filename.replaceAll("\\", "/");
        const from = file.startsWith("/") ? relative(ROOT, file) : file;
        const check = (node: Deno.lint.Node, source: Deno.lint.Node | null) => {
          if (source?.type !== "Literal" || typeof source.value !== "string") return;
          const reason = whyNot(from, source.value);
          if (reason !== undefined) context.report({ node, message: reason });
        };
        return {
          ImportDeclaration: (node) => check(node, node.source),
          ImportExpression: (node) => check(node, node.source),
          ExportAllDeclaration: (node) => check(node, node.source),
          ExportNamedDeclaration: (node) => check(node, node.source),
        };
      },
    },
  },
};
export default plugin;
