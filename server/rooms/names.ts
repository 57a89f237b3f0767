/**
 * Names that belong to keys (PROTOCOL.md, Proofs).
 * @module
 */
import { MAX_NAMES_PER_KEY } from "../../protocol/limits.ts";
import { nameKey } from "../../protocol/names.ts";
import type { NameTable } from "../store/names.ts";

/** Who may bear which name. */
export class OwnedNames {
  /** `now` is the time of day in ms since 1970. */
  constructor(private readonly table: NameTable, private readonly now: () => number) {}

  /** The key (base64url) that `name` belongs to. */
  ownerOf(name: string): string | undefined {
    return this.table.owner(nameKey(name));
  }

  /** Does `name` belong to `key`, or to nobody? */
  mayUse(name: string, key: string | undefined): boolean {
    const owner = this.ownerOf(name);
    return owner === undefined || owner === key;
  }

  /** The holder of `key` bears `name` from now on. A guest owns nothing. Call it inside a transaction, if {@linkcode mayUse} allows it. */
  use(name: string, key: string | undefined): void {
    if (key !== undefined) this.table.use(nameKey(name), key, this.now(), MAX_NAMES_PER_KEY);
  }
}
