/**
 * `deno task compile`: one executable, dist/chat, that holds the program and nothing else.
 *
 * The program is bundled first: what is compiled unbundled carries every package of the lock file,
 * test tools included. `COMPILE_DENO` names another Deno for the compile step; `DENORT_BIN` (which
 * Deno itself honours) another runtime.
 * @module
 */
import assert from "node:assert/strict";
import config from "../deno.json" with { type: "json" };

const OUTPUT = Deno.build.os === "windows" ? "dist/chat.exe" : "dist/chat";
const BUNDLE = "dist/chat.js";
/** The script of the window, which the program reads from beside itself. */
const PAGE = "dist/page.js";

/**
 * The permissions that `deno task chat` lists are the ones that are baked in, and so are its flags
 * of V8: with a young generation of 8 MiB, where V8 would let it grow to 32, the memory of a client
 * stays level whatever is said. It costs no speed (measured: fan-out and catch-up of the server, a
 * flood at the client).
 */
const baked = config.tasks.chat.split(" ").filter((word) => /^--(allow|v8)-/.test(word));

async function run(program: string, ...args: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(program, { args }).output();
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  if (success) return out ?? "";
  console.error(`${program} ${args.join(" ")}\n${out}${err}`);
  Deno.exit(1);
}

await Deno.mkdir("dist", { recursive: true });
await run(Deno.execPath(), "task", "page");
await Deno.remove(OUTPUT).catch(() => {}); // What stands there after a failure would be the last one's.
await run(
  Deno.execPath(),
  ...["bundle", "--quiet", "--platform", "deno", "--minify", "--output", BUNDLE, "main.ts"],
);
await run(
  Deno.env.get("COMPILE_DENO") ?? Deno.execPath(),
  ...["compile", "--quiet", "--no-config", "--no-lock", "--no-check", "--no-code-cache"],
  ...["--no-prompt", ...baked, "--include", PAGE, "--output", OUTPUT, BUNDLE],
);

// With a runtime of the wrong version `deno compile` succeeds and writes a file that does not work:
// try it.
assert.equal((await run(OUTPUT, "--version")).trim(), config.version);
for (const command of ["serve", "join", "send"]) {
  assert.match(await run(OUTPUT, command, "--help"), new RegExp(`Usage: chat ${command}`));
}
const { size } = await Deno.stat(OUTPUT);
console.log(`${OUTPUT}: ${Math.round(size / 1e6)} MB, version ${config.version}`);
