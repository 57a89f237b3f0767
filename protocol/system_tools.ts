/**
 * What only the system's own tools may tell: the runtime keeps `/proc` from programs that may not
 * do everything.
 * @module
 */

/**
 * What `command` writes; nothing if it is not there or fails. It gets none of our environment: the
 * runtime starts nothing that inherits LD_LIBRARY_PATH and its kin.
 */
export async function toolOutput(command: string, ...args: string[]): Promise<string> {
  try {
    const tool = new Deno.Command(command, { args, clearEnv: true, stdin: "null", stderr: "null" });
    return new TextDecoder().decode((await tool.output()).stdout);
  } catch {
    return "";
  }
}
