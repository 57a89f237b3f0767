/**
 * What the system says about a file, for people.
 * @module
 */

/**
 * Why an operation on a file failed, such as `Permission denied`, without the call, the path and
 * the number of the error.
 */
export function systemReason(error: unknown): string {
  // The runtime keeps programs from /proc, /sys and the like, whatever else they may read.
  if (error instanceof Deno.errors.NotCapable) return "not permitted to this program";
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/ \(os error \d+\).*$/s, "");
}
