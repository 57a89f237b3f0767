/**
 * Joins and leaves, one by one while they are few, as one line when many come in a row.
 * @module
 */

/** Joins and leaves in a row that are shown one by one; more become one line. */
const MAX_SINGLE_ARRIVALS = 3;
/** Joins and leaves are gathered for so long before they are shown as one line. */
export const ARRIVALS_MS = 1_500;

export interface Arrival {
  readonly name: string;
  readonly did: "joined" | "left" | "lost";
}

/** Names listed in a folded line before the rest is counted. */
const NAMES_LISTED = 3;

/**
 * Decides which joins and leaves are shown at once and which are gathered. Time is an argument, in milliseconds from any
 * beginning; the caller takes the gathered ones at {@linkcode Arrivals.dueAtMs} or when anything else is shown.
 */
export class Arrivals {
  #gathered: Arrival[] = [];
  #inARow = 0;
  #lastMs = -Infinity;
  #dueAtMs: number | undefined;

  /** What to show now for `arrival`, if anything. */
  add(arrival: Arrival, nowMs: number): string[] {
    this.#inARow = nowMs - this.#lastMs > ARRIVALS_MS ? 1 : this.#inARow + 1;
    this.#lastMs = nowMs;
    if (this.#inARow <= MAX_SINGLE_ARRIVALS && this.#gathered.length === 0) {
      return [arrivalText(arrival)];
    }
    this.#gathered.push(arrival);
    this.#dueAtMs ??= nowMs + ARRIVALS_MS;
    return [];
  }

  /** When the gathered ones shall be shown at the latest; `undefined` if there are none. */
  get dueAtMs(): number | undefined {
    return this.#dueAtMs;
  }

  /** The gathered ones as few lines; they are forgotten. */
  take(): string[] {
    if (this.#gathered.length === 0) return [];
    const gathered = this.#gathered;
    this.#gathered = [];
    this.#dueAtMs = undefined;
    return foldArrivals(gathered);
  }
}

/** Who came and who went on balance, a line each. */
export function foldArrivals(arrivals: readonly Arrival[]): string[] {
  const [only] = arrivals;
  if (arrivals.length === 1 && only !== undefined) return [arrivalText(only)];
  const joined = new Set<string>();
  const left = new Set<string>();
  let passed = 0;
  for (const { name, did } of arrivals) {
    const [to, from] = did === "joined" ? [joined, left] : [left, joined];
    if (from.delete(name)) passed++;
    else to.add(name);
  }
  const lines: string[] = [];
  if (joined.size > 0) lines.push(`${listed([...joined])} joined the chat!`);
  if (left.size > 0) lines.push(`${listed([...left])} exited the chat`);
  if (passed > 0) lines.push(`${passed} came and went`);
  return lines;
}

function arrivalText({ name, did }: Arrival): string {
  if (did === "joined") return `${name} joined the chat!`;
  return did === "left" ? `${name} exited the chat` : `${name} exited the chat (connection lost)`;
}

/** `ana`, `ana and ben`, `ana, ben, cleo and 2 more`. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, NAMES_LISTED);
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(", ")} and ${more} more`;
  const last = shown.pop() ?? "";
  return shown.length === 0 ? last : `${shown.join(", ")} and ${last}`;
}
