/**
 * Programs that may read only what the modes of files allow, also where the tests run as root.
 * @module
 */

const DROPPED = "--bounding-set=-dac_override,-dac_read_search";

/** The command that runs a program so; empty where nobody else could. Says why not where the system does not allow it. */
export async function powerless(): Promise<readonly string[] | undefined> {
  if (Deno.build.os !== "linux" || Deno.uid() !== 0) return [];
  const { success } = await new Deno.Command("setpriv", { args: [DROPPED, "true"] }).output()
    .catch(() => ({ success: false }));
  if (success) return ["setpriv", DROPPED];
  console.warn("skipped: files that cannot be read, which root cannot have without setpriv");
  return undefined;
}
