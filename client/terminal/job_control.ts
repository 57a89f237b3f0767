/**
 * Whether anybody would wake this process up again if it stopped.
 * @module
 */
import { toolOutput } from "../../protocol/system_tools.ts";

/** What the system knows about a process. */
interface ProcessFacts {
  readonly parent: number;
  readonly group: number;
  /** Names the session; elsewhere than on Linux its terminal, which is nearly the same. */
  readonly session: string;
  readonly leadsSession: boolean;
}

/** Of `pid`; `undefined` where the system does not tell. */
export type LookAtProcess = (pid: number) => Promise<ProcessFacts | undefined>;

/** Longest row of ancestors looked at: wrappers around a program are a few. */
const MAX_ANCESTORS = 32;

/**
 * Is there a shell that controls the job this process belongs to? A group of processes whose
 * parents are all in it or in another session is orphaned (POSIX, 3.261): the system itself would
 * not stop it on Ctrl-Z. Where nothing can be found out the answer is yes.
 */
export async function isJobControlled(
  pid: number = Deno.pid,
  look: LookAtProcess = lookAtProcess,
): Promise<boolean> {
  const own = await look(pid);
  let process = own;
  for (let count = 0; count < MAX_ANCESTORS; count++) {
    if (own === undefined || process === undefined) return true;
    if (process.group !== own.group) return process.session === own.session;
    if (process.leadsSession) return false;
    process = await look(process.parent);
  }
  return true;
}

async function lookAtProcess(pid: number): Promise<ProcessFacts | undefined> {
  if (Deno.build.os !== "linux") {
    const text = await toolOutput("ps", "-o", "ppid=,pgid=,stat=,tty=", "-p", String(pid));
    const [parent, group, state = "", session = ""] = text.trim().split(/\s+/);
    if (session === "") return undefined;
    const leadsSession = state.includes("s");
    return { parent: Number(parent), group: Number(group), session, leadsSession };
  }
  const text = await toolOutput("cat", `/proc/${pid}/stat`);
  // The name of the program, in brackets, may have blanks and brackets (proc_pid_stat(5)).
  const [, parent, group, session = ""] = text.slice(text.lastIndexOf(")") + 1).trim().split(" ");
  if (session === "") return undefined;
  return {
    parent: Number(parent),
    group: Number(group),
    session,
    leadsSession: session === String(pid),
  };
}
