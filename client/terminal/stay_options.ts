/**
 * What a stay in the terminal is given.
 * @module
 */
import type { Clock } from "../../protocol/clock.ts";
import type { Client } from "../core/mod.ts";
import type { BellMode } from "./bell.ts";
import type { Palette } from "./colour.ts";
import type { TerminalDevice } from "./device.ts";
import type { InputFile } from "./input_file.ts";
import type { PictureDisplay } from "./pictures/picture_display.ts";

/** Options of {@linkcode Stay}. */
export interface StayOptions {
  readonly client: Client;
  readonly name: string;
  readonly device: TerminalDevice;
  readonly isDumb: boolean;
  readonly palette: Palette;
  readonly bell: BellMode;
  readonly pictures: PictureDisplay;
  /** Where inputs are remembered, if anywhere. */
  readonly inputs: InputFile | undefined;
  /** What `~` stands for. */
  readonly home: string | undefined;
  readonly clock: Clock;
  /** Resolves to the exit code that a signal asks for. */
  readonly signalled: Promise<number>;
}
