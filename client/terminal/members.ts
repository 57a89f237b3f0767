/**
 * Who is in the room, and who of them is a guest.
 * @module
 */

/** Before the name of somebody for whom no key vouches. */
const GUEST_MARK = "~";

/** Follows those who come and go. Does no I/O. */
export class Members {
  #here = new Set<string>();
  #guests = new Set<string>();

  get count(): number {
    return this.#here.size;
  }

  /** From now on exactly these are here. */
  welcomed(names: readonly string[], guests: readonly string[]): void {
    this.#here = new Set(names);
    this.#guests = new Set(guests);
  }

  joined(name: string, isGuest: boolean): void {
    this.#here.add(name);
    if (isGuest) this.#guests.add(name);
    else this.#guests.delete(name);
  }

  left(name: string): void {
    this.#here.delete(name);
    this.#guests.delete(name);
  }

  renamed(from: string, to: string): void {
    if (this.#here.delete(from)) this.#here.add(to);
    if (this.#guests.delete(from)) this.#guests.add(to);
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
