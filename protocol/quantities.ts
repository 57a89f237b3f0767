/**
 * Numbers as people write them on a command line.
 * @module
 */

const SIZE = /^(\d+(?:\.\d+)?)\s*(?:([kmgt])(i?)b?|b)?$/i;
const POWER = { k: 1, m: 2, g: 3, t: 4 } as const;

/**
 * Bytes that `text` means, such as `100MiB` (1,048,576 each), `1.5GB` (1,000,000,000 each), `4096`;
 * else `undefined`.
 */
export function parseSize(text: string): number | undefined {
  const match = SIZE.exec(text.trim());
  if (match === null) return undefined;
  const [, number = "", prefix, binary] = match;
  const base = binary === "" ? 1000 : 1024;
  const power = prefix === undefined ? 0 : POWER[prefix.toLowerCase() as keyof typeof POWER];
  const bytes = Math.floor(Number(number) * base ** power);
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}

const SIZES = [
  ["TiB", 1024 ** 4],
  ["TB", 1000 ** 4],
  ["GiB", 1024 ** 3],
  ["GB", 1000 ** 3],
  ["MiB", 1024 ** 2],
  ["MB", 1000 ** 2],
  ["KiB", 1024],
  ["kB", 1000],
] as const;

/**
 * `bytes` as {@linkcode parseSize} reads it, exactly, in the largest unit of which it is a whole
 * number.
 */
export function sizeText(bytes: number): string {
  const [unit, factor] = SIZES.find(([, factor]) => bytes > 0 && bytes % factor === 0) ?? ["B", 1];
  return `${bytes / factor}${unit}`;
}

/** The whole number that `text` means, from `min` to `max`; else `undefined`. */
export function parseWhole(text: string, min: number, max: number): number | undefined {
  if (!/^\d{1,15}$/.test(text)) return undefined;
  const value = Number(text);
  return value >= min && value <= max ? value : undefined;
}

const PER_SECOND = { s: 1, min: 60 } as const;

/**
 * How many per second `text` means: `10/s`, `0.5/s`, `12/min`, or `off` (`Infinity`); else
 * `undefined`.
 */
export function parseRate(text: string): number | undefined {
  if (text === "off") return Infinity;
  const [, number, unit] = /^(\d+(?:\.\d+)?)\/(s|min)$/.exec(text) ?? [];
  const rate = Number(number) / PER_SECOND[unit as keyof typeof PER_SECOND];
  return rate > 0 ? rate : undefined;
}

/** A rate per second as {@linkcode parseRate} reads it. */
export function rateText(perSecond: number): string {
  if (perSecond === Infinity) return "off";
  return perSecond >= 1 ? `${perSecond}/s` : `${Math.round(perSecond * 60 * 100) / 100}/min`;
}

/** Bytes per second that `text` means: `256KiB/s`, or `off` (`Infinity`); else `undefined`. */
export function parseByteRate(text: string): number | undefined {
  if (text === "off") return Infinity;
  const rate = text.endsWith("/s") ? parseSize(text.slice(0, -2)) : undefined;
  return rate === 0 ? undefined : rate;
}

const DURATION_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Milliseconds that `text` means, such as `90s`, `15m`, `12h`, `30d`; else `undefined`. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,9})([smhd])$/.exec(text);
  if (match === null) return undefined;
  return Number(match[1]) * DURATION_MS[match[2] as keyof typeof DURATION_MS];
}
