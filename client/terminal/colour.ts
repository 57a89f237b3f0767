/**
 * Colours that are readable on light and on dark backgrounds, and mean nothing by themselves.
 * @module
 */
import { Ansis } from "ansis";
import { nameKey } from "../../protocol/names.ts";

/** Dresses text; without colour it returns what it was given. */
export interface Palette {
  /** The colour of a person: the same name has the same one, everywhere and always. */
  readonly name: (name: string) => (text: string) => string;
  readonly own: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly error: (text: string) => string;
  readonly good: (text: string) => string;
  readonly marked: (text: string) => string;
}

/** The environment variables that decide; all from the same process. */
export interface ColourSettings {
  readonly noColor?: string | undefined;
  readonly forceColor?: string | undefined;
  readonly term?: string | undefined;
}

/**
 * Is colour wanted? `FORCE_COLOR` (other than `0` and `false`) says yes before anything else, then a non-empty `NO_COLOR`,
 * `TERM=dumb` and an output that is no terminal say no.
 */
export function wantsColour(settings: ColourSettings, isTerminal: boolean): boolean {
  const { noColor, forceColor, term } = settings;
  if (forceColor === "0" || forceColor === "false") return false;
  if (forceColor !== undefined) return true;
  return isTerminal && !noColor && term !== "dumb";
}

/** The palette of the 16 colours a terminal's theme chooses; black, white, grey and yellow vanish on some backgrounds. */
export function paletteOf(hasColour: boolean): Palette {
  const ansi = new Ansis(hasColour ? 1 : 0);
  const people = [
    ansi.green,
    ansi.magenta,
    ansi.cyan,
    ansi.blueBright,
    ansi.magentaBright,
    ansi.redBright,
  ] as const;
  return {
    name: (name) => people[hash(nameKey(name)) % people.length] ?? ansi.cyan,
    own: ansi.bold,
    faint: ansi.dim,
    strong: ansi.bold,
    error: ansi.red.bold,
    good: ansi.green,
    marked: ansi.inverse,
  };
}

/** FNV-1a: short, and spreads similar names. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0;
  }
  return value;
}
