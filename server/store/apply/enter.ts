/**
 * An entry is written.
 * @module
 */
import type { EntryType } from "../../../protocol/messages.ts";
import type { Moment } from "../change.ts";
import type { About, DuplicateOutcome, EnteredOutcome } from "../outcome.ts";
import type { Tables } from "../tables.ts";

/** Where an entry stands and whose it is. */
export interface Heading {
  readonly room: number;
  readonly entry: EntryType;
  /** 0 for entries of the server itself. */
  readonly author: number;
  /** Given if the author may send it again; the second one is not stored. */
  readonly id?: string;
  readonly about?: About;
}

/** Writes the entry `seq` with `fields`, unless its author has one with this id already. */
export function enter(
  { entries }: Tables,
  { room, entry, author, id, about }: Heading,
  seq: number,
  { iso }: Moment,
  fields: object,
): EnteredOutcome | DuplicateOutcome {
  const line = JSON.stringify({ type: entry, seq, at: iso, ...fields }) + "\n";
  if (entries.insert({ seq, room, type: entry, author, id: id ?? null, line })) {
    return { kind: "entered", seq, room, entry, line, ...about };
  }
  return { kind: "duplicate", seq: entries.seqOf(author, id ?? "") ?? 0 };
}
