/**
 * The pieces of a picture.
 * @module
 */

/** Colours that people with any kind of sight tell apart (after Okabe and Ito). */
const COLOURS = ["#0072b2", "#56b4e9", "#e69f00", "#009e73", "#cc79a7", "#d55e00"] as const;
export const INK = "#222222";
export const FAINT = "#dddddd";

/** The colour of the contender with number `index`. */
export function colourOf(index: number): string {
  return COLOURS[index % COLOURS.length] as string;
}

/** An element; attributes in the order given, numbers to a tenth. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  content = "",
): string {
  const text = Object.entries(attributes).map(([key, value]) =>
    ` ${key}="${typeof value === "number" ? Number(value.toFixed(1)) : escape(value)}"`
  ).join("");
  return content === "" ? `<${name}${text}/>` : `<${name}${text}>${content}</${name}>`;
}

/** A text that begins, ends or is centred at a place. */
export function text(
  words: string,
  x: number,
  y: number,
  anchor: "start" | "middle" | "end" = "start",
  more: Readonly<Record<string, string | number>> = {},
): string {
  return element("text", { x, y, "text-anchor": anchor, fill: INK, ...more }, escape(words));
}

/** A whole picture on white, with its title for those who cannot see it. */
export function picture(
  title: string,
  width: number,
  height: number,
  parts: readonly string[],
): string {
  const attributes = {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: "img",
    "font-family": "system-ui, sans-serif",
    "font-size": 13,
  };
  const all = [
    element("title", {}, escape(title)),
    element("rect", { width, height, fill: "#ffffff" }),
    text(title, 16, 26, "start", { "font-size": 16, "font-weight": "bold" }),
    ...parts,
  ];
  return element("svg", attributes, `\n${all.join("\n")}\n`) + "\n";
}

/** A value for an axis or a bar: three digits that count, with K or M. */
export function shortNumber(value: number): string {
  return new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 })
    .format(value);
}

function escape(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
