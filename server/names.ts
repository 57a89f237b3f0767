/**
 * Names that belong to keys (PROTOCOL.md, Proofs).
 * @module
 */
import { ProtocolError } from "../protocol/errors.ts";
import { MAX_NAMES_PER_KEY } from "../protocol/limits.ts";
import { nameKey } from "../protocol/names.ts";
import type { NameTable } from "./store/names.ts";

/** Who may bear which name. */
export class OwnedNames {
  /** `now` is the time of day in ms since 1970. */
  constructor(private readonly table: NameTable, private readonly now: () => number) {}

  /** The key (base64url) that `name` belongs to. */
  ownerOf(name: string): string | undefined {
    return this.table.owner(nameKey(name));
  }

  /** @throws {ProtocolError} `name_owned` if `name` belongs to another key than `key`. */
  check(name: string, key: string | undefined): void {
    const owner = this.ownerOf(name);
    if (owner !== undefined && owner !== key) throw new ProtocolError("name_owned");
  }

  /** The holder of `key` bears `name` from now on. A guest owns nothing. Call it inside a transaction, after {@linkcode check}. */
  use(name: string, key: string | undefined): void {
    if (key !== undefined) this.table.use(nameKey(name), key, this.now(), MAX_NAMES_PER_KEY);
  }
}
