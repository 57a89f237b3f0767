/**
 * What a process uses, as Linux tells it in /proc.
 * @module
 */

/** Linux counts processor time for users in hundredths of a second, on every architecture. */
const TICKS_PER_SECOND = 100;

/** Processor time of `pid` so far, or `undefined` where the system does not tell. */
export function cpuSeconds(pid: number): number | undefined {
  const text = readProc(`/proc/${pid}/stat`);
  // The name, second field, may contain spaces; it ends with the last parenthesis.
  const fields = text?.slice(text.lastIndexOf(")") + 2).split(" ");
  if (fields === undefined) return undefined;
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Resident memory of `pid` in bytes, or `undefined` where the system does not tell. */
export function residentBytes(pid: number): number | undefined {
  const kibibytes = readProc(`/proc/${pid}/status`)?.match(/^VmRSS:\s+(\d+) kB$/m)?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
}

function readProc(path: string): string | undefined {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return undefined;
  }
}
