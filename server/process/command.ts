/**
 * `chat serve`: what it does is loaded when it is done.
 * @module
 */
import { chosenLimits, limitOptions } from "./limit_options.ts";
import { serveOptions } from "./options.ts";

/** The subcommand, ready to parse. */
export function serveCommand() {
  const command = serveOptions().action(async (options, parsed) => {
    const { serve } = await import("./serve.ts");
    const limits = chosenLimits(parsed);
    const limitLoopback = parsed.getOptionValue("limitLoopback") === true;
    Deno.exit(await serve({ ...options, limits, limitLoopback }));
  });
  for (const option of limitOptions()) command.addOption(option);
  return command;
}
