/**
 * Pictures made of characters, for terminals that know no others.
 * @module
 */
import { type Picture, resample } from "./picture.ts";

/** How many colours cells can have. */
export type CellColours = "none" | "256" | "true";

const RESET = "\x1b[0m";
/** From dark to light. */
const SHADES = " .:-=+*#%@";

/**
 * `picture` in at most `maxColumns` × `maxRows` cells, a string per row: upper halves in the text colour, lower halves in the
 * background. Without colours, letters from dark to light.
 */
export function cellPicture(
  picture: Picture,
  maxColumns: number,
  maxRows: number,
  colours: CellColours,
): string[] {
  const factor = Math.min(1, maxColumns / picture.width, maxRows * 2 / picture.height);
  const columns = Math.max(1, Math.round(picture.width * factor));
  const halves = Math.max(1, Math.round(picture.height * factor));
  const small = resample(picture, columns, halves);
  const rows: string[] = [];
  for (let y = 0; y < halves; y += 2) {
    let row = "";
    for (let x = 0; x < columns; x++) {
      const [upper, lower] = [pixelAt(small, x, y), pixelAt(small, x, y + 1)];
      row += colours === "none" ? shade(upper, lower) : cell(upper, lower, colours);
    }
    rows.push(colours === "none" ? row.trimEnd() : row + RESET);
  }
  return rows;
}

interface Pixel {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly isSeen: boolean;
}

function pixelAt({ width, height, rgba }: Picture, x: number, y: number): Pixel {
  const at = (y * width + x) * 4;
  const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray(at, at + 4);
  return { red, green, blue, isSeen: y < height && alpha >= 128 };
}

function cell(upper: Pixel, lower: Pixel, colours: CellColours): string {
  if (!upper.isSeen && !lower.isSeen) return `${RESET} `;
  if (!upper.isSeen) return `${RESET}${colour(38, lower, colours)}▄`;
  if (!lower.isSeen) return `${RESET}${colour(38, upper, colours)}▀`;
  return `${colour(38, upper, colours)}${colour(48, lower, colours)}▀`;
}

function colour(base: 38 | 48, { red, green, blue }: Pixel, colours: CellColours): string {
  if (colours === "true") return `\x1b[${base};2;${red};${green};${blue}m`;
  // The 6 × 6 × 6 cube of the 256 colours has the levels 0, 95, 135, 175, 215, 255.
  const [r = 0, g = 0, b = 0] = [red, green, blue].map((value) =>
    value < 48 ? 0 : value < 115 ? 1 : Math.min(5, Math.floor((value - 35) / 40))
  );
  return `\x1b[${base};5;${16 + 36 * r + 6 * g + b}m`;
}

function shade(upper: Pixel, lower: Pixel): string {
  const seen = [upper, lower].filter(({ isSeen }) => isSeen);
  const light = seen.reduce(
    (sum, { red, green, blue }) => sum + 0.3 * red + 0.59 * green + 0.11 * blue,
    0,
  );
  const mean = seen.length === 0 ? 0 : light / seen.length;
  return SHADES[Math.min(SHADES.length - 1, Math.floor(mean / 256 * SHADES.length))] ?? " ";
}
