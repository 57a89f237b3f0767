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
  /** `text` as a part of what leads to `href`; the parts of one link belong together. */
  readonly link: (text: string, href: string) => string;
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
export function paletteOf(hasColour: boolean, hasLinks = false): Palette {
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
    link: hasLinks ? hyperlink : (text) => text,
  };
}

/** Longest address that terminals take (VTE). */
const MAX_HREF_CHARS = 2_083;

/**
 * OSC 8 (Hyperlinks in Terminal Emulators, E. Koblinger). The same id in every row makes one link
 * of them, which is lit and opened as a whole.
 */
function hyperlink(text: string, href: string): string {
  if (href.length > MAX_HREF_CHARS || !/^[\x21-\x7e]+$/.test(href)) return text;
  return `\x1b]8;id=${hash(href).toString(36)};${href}\x1b\\${text}\x1b]8;;\x1b\\`;
}

/** FNV-1a: short, and spreads similar names. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0;
  }
  return value;
}
