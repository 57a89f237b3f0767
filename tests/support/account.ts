/**
 * An account of the system with a home of our choice, or with none.
 * @module
 */
import { TempDir } from "./temp_dir.ts";

/**
 * A list of accounts in which this process's user lives elsewhere, for programs that are run
 * {@linkcode through} it.
 */
export class Account implements AsyncDisposable {
  private constructor(
    /** The command that runs a program so. */
    readonly through: readonly string[],
    private readonly folder: TempDir,
  ) {}

  /**
   * Its home is `home`; `undefined`: there is no such account. Says why not where the system does
   * not allow it.
   */
  static async make(home: string | undefined): Promise<Account | undefined> {
    const folder = await TempDir.make();
    const list = folder.join("passwd");
    const line = home === undefined
      ? ""
      : `someone:x:${Deno.uid()}:${Deno.gid()}::${home}:/bin/sh\n`;
    await Deno.writeTextFile(list, line);
    // Some systems know root even without a list.
    const sources = folder.join("nsswitch.conf");
    await Deno.writeTextFile(sources, "passwd: files\ngroup: files\nhosts: files dns\n");
    const mounts = [[list, "/etc/passwd"], [sources, "/etc/nsswitch.conf"]]
      .map(([from, to]) => `mount --bind '${from}' ${to}`);
    const script = `${mounts.join(" && ")} && exec "$@"`;
    const through = ["unshare", "--mount", "sh", "-c", script, "sh"];
    const [program = "", ...args] = [...through, "true"];
    const { success } = await new Deno.Command(program, { args }).output()
      .catch(() => ({ success: false }));
    if (success) return new Account(through, folder);
    console.warn("skipped: accounts without a home, which need root and unshare");
    await folder[Symbol.asyncDispose]();
    return undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.folder[Symbol.asyncDispose]();
  }
}
