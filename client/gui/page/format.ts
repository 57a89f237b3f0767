/**
 * Sizes, times and days for people, in their language.
 * @module
 */

/** Such as `3.4 MB`. */
export function sizeText(bytes: number, language: string): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;
  const power = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  const value = bytes / 1000 ** power;
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit: units[power] as string,
    unitDisplay: power === 0 ? "long" : "short",
    maximumFractionDigits: value < 10 && power > 0 ? 1 : 0,
  }).format(value);
}

/** Such as `1:05`, minutes and seconds, or `2:01:05`. */
export function durationText(seconds: number): string {
  const whole = Math.max(Math.ceil(seconds), 0);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, at) => at === 0 ? String(part) : String(part).padStart(2, "0")).join(":");
}

/** Such as `3 hours`: the largest unit alone. */
export function sinceText(ms: number, language: string): string {
  const units = [["day", 86_400_000], ["hour", 3_600_000], ["minute", 60_000]] as const;
  const [unit, unitMs] = units.find(([, length]) => ms >= length) ?? ["second", 1_000];
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" })
    .format(Math.floor(ms / unitMs));
}

/** Such as `14:05`. */
export function timeText(at: string, language: string): string {
  return new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" })
    .format(new Date(at));
}

/** Date and time to the second. */
export function exactTimeText(at: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "medium" })
    .format(new Date(at));
}

/** `today` or `yesterday`, as the texts say it, or the date. */
export function dayText(
  at: string,
  now: Date,
  language: string,
  texts: { readonly today: string; readonly yesterday: string },
): string {
  const day = new Date(at);
  const before = new Date(now);
  before.setDate(now.getDate() - 1);
  if (day.toDateString() === now.toDateString()) return texts.today;
  if (day.toDateString() === before.toDateString()) return texts.yesterday;
  return new Intl.DateTimeFormat(language, { dateStyle: "full" }).format(day);
}

/** Cuts the middle of a long name so that its ending stays visible. */
export function middleCut(name: string, maxChars: number): string {
  const chars = [...new Intl.Segmenter().segment(name)].map(({ segment }) => segment);
  if (chars.length <= maxChars) return name;
  const tail = Math.min(12, Math.floor(maxChars / 3));
  return `${chars.slice(0, maxChars - tail - 1).join("")}…${chars.slice(-tail).join("")}`;
}

/** The end of a long path: the file and the folder that it is in. */
export function pathTail(path: string): string {
  const segments = path.split(/[/\\]/);
  return segments.length <= 3 ? path : `…/${segments.slice(-2).join("/")}`;
}

/** 0 to 359: the colour of a name, the same everywhere. */
export function hueOf(name: string): number {
  let hash = 2_166_136_261;
  for (const char of name) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return ((hash ^ (hash >>> 15)) >>> 0) % 24 * 15;
}
