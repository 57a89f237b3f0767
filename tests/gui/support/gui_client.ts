/**
 * `chat join --mode gui` as a process.
 * @module
 */
import { Program, type ProgramOptions } from "../../support/program.ts";
import type { TestServer } from "../../support/server.ts";
import { TempDir } from "../../support/temp_dir.ts";

export interface GuiClient extends AsyncDisposable {
  readonly program: Program;
  /** The address of the page, with its token. */
  readonly url: string;
  readonly downloads: string;
}

/** Starts a client and waits for the address of its window. Without `name`, the page asks for one. */
export async function joinGui(
  server: Pick<TestServer, "address"> & { readonly isEncrypted?: boolean },
  name: string | undefined,
  options: ProgramOptions & { readonly args?: readonly string[] } = {},
): Promise<GuiClient> {
  await using scope = new AsyncDisposableStack();
  const folder = scope.use(await TempDir.make());
  const downloads = folder.join("downloads");
  const named = name === undefined ? [] : ["--name", name];
  const args = ["join", server.address, ...named, "--mode", "gui", "--downloads", downloads];
  const env = { BROWSER: "none", XDG_CONFIG_HOME: folder.join("config"), ...options.env };
  const program = scope.use(
    Program.start([...args, ...(options.args ?? [])], {
      encrypted: server.isEncrypted ?? false,
      ...options,
      env,
    }),
  );
  const line = await program.stdout.next((text) => text.includes("http://127.0.0.1:"));
  const url = /http:\S+/.exec(line)?.[0] ?? "";
  const done = scope.move();
  return { program, url, downloads, [Symbol.asyncDispose]: () => done.disposeAsync() };
}
