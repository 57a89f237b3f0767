/**
 * The header `Range` (RFC 9110, section 14): a browser that seeks in a film asks for parts of it.
 * @module
 */

/** Bytes from `start` up to, not including, `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * The one range that `header` asks for of `size` bytes. Several ranges, and other units, count as
 * `whole`.
 */
export function parseRange(
  header: string | null,
  size: number,
): Range | "whole" | "unsatisfiable" {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? "");
  if (match === null) return "whole";
  const [, first = "", last = ""] = match;
  if (first === "" && last === "") return "whole";
  if (first === "") {
    return last === "0" || size === 0 ? "unsatisfiable" : {
      start: Math.max(size - Number(last), 0),
      end: size,
    };
  }
  const start = Number(first);
  if (last !== "" && Number(last) < start) return "whole";
  if (start >= size) return "unsatisfiable";
  return { start, end: last === "" ? size : Math.min(Number(last) + 1, size) };
}
