/**
 * What of a folder is not sent, for its sender to read.
 * @module
 */

/** Things named in one sentence; more are counted. */
const MAX_NAMED = 20;

/** Why something is not in the archive: it cannot be there, or something went wrong with it. */
export type LeftOutKind = "notice" | "error";

/** Gathers what is left out until somebody tells it. */
export class LeftOut {
  readonly #waiting: Record<LeftOutKind, string[]> = { notice: [], error: [] };

  /** `path` from the folder on; `why` in a few words. */
  add(kind: LeftOutKind, path: string, why: string): void {
    this.#waiting[kind].push(`${path} (${why})`);
  }

  /** What has been added of `kind` since the last time, as the end of a sentence. */
  take(kind: LeftOutKind): string | undefined {
    const all = this.#waiting[kind].splice(0);
    if (all.length === 0) return undefined;
    const more = all.length > MAX_NAMED ? `, and ${all.length - MAX_NAMED} more` : "";
    return all.slice(0, MAX_NAMED).join(", ") + more;
  }
}
