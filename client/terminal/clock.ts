/**
 * Times and days as people read them, in the zone of this computer.
 * @module
 */

/** `21:04`. An invalid date has `--:--`. */
export function hourMinute(date: Date): string {
  if (Number.isNaN(date.getTime())) return "--:--";
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** `Sunday, 22 November 2026`. */
export function dayLabel(date: Date): string {
  if (Number.isNaN(date.getTime())) return "some day";
  return date.toLocaleDateString("en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  });
}

/** Equal for two moments of the same day: `2026-11-22`. */
export function dayKey(date: Date): string {
  if (Number.isNaN(date.getTime())) return "some day";
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** `0:07`, `12:30`, `1:02:03`. */
export function minuteSecond(durationMs: number): string {
  const seconds = Math.max(0, Math.ceil(durationMs / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const start = hours > 0 ? `${hours}:${two(minutes)}` : `${minutes}`;
  return `${start}:${two(seconds % 60)}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
