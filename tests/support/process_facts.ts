/**
 * What the kernel knows about a process. Where it does not tell (anywhere but on Linux), every number
 * is 0: then nothing seems to grow, and whatever else a test looks at is looked at all the same.
 * @module
 */

/** Does the kernel tell? */
export const KERNEL_TELLS = Deno.build.os === "linux";
if (!KERNEL_TELLS) {
  console.log("SKIPPED: memory and descriptors, of which this system does not tell");
}

/** Memory of the process that is in RAM, in bytes. */
export async function residentBytes(pid: number): Promise<number> {
  if (!KERNEL_TELLS) return 0;
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  return 1024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
}

/** Open files and sockets of the process. */
export async function openDescriptors(pid: number): Promise<number> {
  if (!KERNEL_TELLS) return 0;
  let count = 0;
  for await (const _ of Deno.readDir(`/proc/${pid}/fd`)) count++;
  return count;
}

/**
 * Time for which the main thread of the process has had a processor, in ms: what it had to do,
 * whatever else the machine did meanwhile. 0 also of a kernel that keeps no such statistics.
 */
export function workedMs(pid: number): number {
  try {
    return Number(Deno.readTextFileSync(`/proc/${pid}/schedstat`).split(" ")[0]) / 1e6;
  } catch {
    return 0;
  }
}

/** The most memory that the process ever had in RAM, in bytes. */
export async function peakBytes(pid: number): Promise<number> {
  if (!KERNEL_TELLS) return 0;
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  return 1024 * Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]);
}
