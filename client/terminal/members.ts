/**
 * Who is in the room, who of them is a guest, and who spoke lately.
 * @module
 */

/** Names offered by completion beside the members: people who spoke and left. */
const MAX_KNOWN_NAMES = 256;

/** Before the name of somebody for whom no key vouches. */
const GUEST_MARK = "~";

/** Follows those who come and go. Does no I/O. */
export class Members {
  #here = new Set<string>();
  #guests = new Set<string>();
  readonly #spoke = new Set<string>();
  #names: readonly string[] | undefined;

  get count(): number {
    return this.#here.size;
  }

  /** Everybody here, and those who spoke lately. */
  get names(): readonly string[] {
    return this.#names ??= [...new Set([...this.#here, ...this.#spoke])];
  }

  /** From now on exactly these are here. */
  welcomed(names: readonly string[], guests: readonly string[]): void {
    this.#here = new Set(names);
    this.#names = undefined;
    this.#guests = new Set(guests);
  }

  joined(name: string, isGuest: boolean): void {
    this.#here.add(name);
    this.#names = undefined;
    if (isGuest) this.#guests.add(name);
    else this.#guests.delete(name);
  }

  left(name: string): void {
    this.#here.delete(name);
    this.#names = undefined;
    this.#guests.delete(name);
  }

  renamed(from: string, to: string): void {
    this.#names = undefined;
    if (this.#here.delete(from)) this.#here.add(to);
    if (this.#guests.delete(from)) this.#guests.add(to);
  }

  /** Of those who are not here any more the last {@linkcode MAX_KNOWN_NAMES} are remembered. */
  spoke(name: string): void {
    const isKnown = this.#spoke.delete(name);
    this.#spoke.add(name);
    if (isKnown) return;
    this.#names = undefined;
    const [first] = this.#spoke;
    if (this.#spoke.size > MAX_KNOWN_NAMES && first !== undefined) this.#spoke.delete(first);
  }

  /** `name` as it is shown: `~name` for a guest who is here. */
  shown(name: string): string {
    return this.#guests.has(name) ? GUEST_MARK + name : name;
  }
}

/** What `/names` says. */
export function memberLines(names: readonly string[], guests: readonly string[]): string[] {
  const marked = new Set(guests);
  const shown = names.map((name) => marked.has(name) ? GUEST_MARK + name : name);
  const line = `${names.length} here: ${shown.join(", ")}`;
  return marked.size === 0 ? [line] : [line, `${GUEST_MARK} marks guests: no key vouches for them`];
}
