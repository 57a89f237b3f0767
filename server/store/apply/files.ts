/**
 * Shared files: offered, whole, gone.
 * @module
 */
import type { FileOffered, FileStored, FileWithdrawn, Moment } from "../change.ts";
import { DONE, type Outcome, refused } from "../outcome.ts";
import type { Tables } from "../tables.ts";
import { enter } from "./enter.ts";
import { isMuted } from "./restrictions.ts";

/** A file's number is the `seq` of its entry. */
export function fileOffered(
  tables: Tables,
  { room, author, id, from, name, size, mime }: FileOffered,
  seq: number,
  moment: Moment,
): Outcome {
  if (isMuted(tables, room, author, moment)) return refused("muted");
  const fields = { id, from, file: String(seq), name, size, mime };
  const outcome = enter(tables, { room, entry: "file", author, id }, seq, moment, fields);
  if (outcome.kind === "entered") {
    const { at } = moment;
    tables.files.insert({ file: seq, room, author, sender: from, name, size, mime, at });
  }
  return outcome;
}

export function fileStored({ files }: Tables, { file, sha256 }: FileStored): Outcome {
  return files.complete(file, sha256) ? DONE : refused("no_such_file");
}

export function fileWithdrawn(
  tables: Tables,
  { file, reason }: FileWithdrawn,
  seq: number,
  moment: Moment,
): Outcome {
  const row = tables.files.get(file);
  if (row === undefined || !tables.files.setGone(file)) return refused("no_such_file");
  const { room, sender: from, name } = row;
  const fields = { file: String(file), from, name, reason };
  return enter(tables, { room, entry: "withdrawn", author: 0 }, seq, moment, fields);
}
