/**
 * The terminal front end on the terminal of this process.
 * @module
 */
import { join } from "node:path";
import type { EndSignals } from "../../protocol/end_signals.ts";
import { configFolder } from "../../protocol/user_folders.ts";
import type { ClientOptions } from "../core/mod.ts";
import { paletteOf, wantsColour } from "./colour.ts";
import { OwnTerminal } from "./device.ts";
import { InputFile } from "./input_file.ts";
import { type ImageMode, PictureDisplay } from "./pictures/picture_display.ts";
import { ownPictureFacts, pictureWay } from "./pictures/picture_way.ts";
import { runTerminal } from "./terminal.ts";

export interface OwnTerminalOptions {
  readonly client: ClientOptions;
  readonly home: string | undefined;
  readonly images: ImageMode;
  readonly signals: EndSignals;
  /** Asks for another name because of `why`; `undefined` if the person gives up. */
  readonly askName: (why: string) => Promise<string | undefined>;
}

/** As {@linkcode runTerminal}; what the environment decides is decided here. */
export async function runOwnTerminal(options: OwnTerminalOptions): Promise<number> {
  const { client, home, images, signals, askName } = options;
  const env = (name: string) => Deno.env.get(name);
  const term = env("TERM");
  const settings = { noColor: env("NO_COLOR"), forceColor: env("FORCE_COLOR"), term };
  const hasColour = wantsColour(settings, Deno.stdout.isTerminal());
  const folder = configFolder();
  return await runTerminal({
    client,
    device: new OwnTerminal(signals.ignored),
    isDumb: term === "dumb",
    palette: paletteOf(hasColour),
    bell: "on",
    pictures: new PictureDisplay(images, pictureWay(ownPictureFacts(env, hasColour))),
    inputs: folder === undefined ? undefined : new InputFile(join(folder, "input_history")),
    home,
    clock: client.clock,
    signalled: signals.came,
    complain: (text) => console.error(`chat: ${text}`),
    askName,
  });
}
