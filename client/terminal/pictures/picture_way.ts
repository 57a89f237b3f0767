/**
 * How this terminal can show pictures.
 * @module
 */
import { createSupportsTerminalGraphics } from "supports-terminal-graphics";
import type { CellColours } from "./cell_pictures.ts";
import type { PictureWay } from "./show_picture.ts";

/** What the environment tells about the terminal. */
export interface PictureFacts {
  /** Inside tmux or screen, which pass no pictures on. */
  readonly isMultiplexed: boolean;
  readonly hasColour: boolean;
  readonly term: string;
  readonly colorTerm: string;
  readonly graphics: Readonly<Record<"kitty" | "iterm2" | "sixel", boolean>>;
}

/** The best way that the terminal is known to have; cells where nothing is known. */
export function pictureWay(facts: PictureFacts): { way: PictureWay; colours: CellColours } {
  const { isMultiplexed, hasColour, term, colorTerm, graphics } = facts;
  const isTrue = /truecolor|24bit/i.test(colorTerm);
  const colours = !hasColour ? "none" : isTrue ? "true" : /256/.test(term) ? "256" : "none";
  if (isMultiplexed || term === "dumb") return { way: "cells", colours };
  const best = (["kitty", "iterm2", "sixel"] as const).find((way) => graphics[way]);
  return { way: best ?? "cells", colours };
}

/** What this process's environment tells. */
export function ownPictureFacts(
  env: (name: string) => string | undefined,
  hasColour: boolean,
): PictureFacts {
  return {
    isMultiplexed: Boolean(env("TMUX") || env("STY")),
    hasColour,
    term: env("TERM") ?? "",
    colorTerm: env("COLORTERM") ?? "",
    graphics: createSupportsTerminalGraphics({ isTTY: true }),
  };
}
