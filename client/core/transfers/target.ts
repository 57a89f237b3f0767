/**
 * Where a received file is to go, and what it is to be called.
 * @module
 */
import { basename, dirname, resolve } from "node:path";
import { safeFileName, splitEnding } from "../../../protocol/names.ts";
import { Failure } from "../base/mod.ts";

const NO_FOLDER = "There is no home folder for received files: say where with --downloads FOLDER";

/** A place for a received file. */
export interface Target {
  readonly folder: string;
  /** One segment. */
  readonly name: string;
}

/**
 * The place for the file that its sender calls `name`. The name is made harmless; it never leads
 * out of `downloads`. `as` is what this side's user wrote: a file, or a folder if it is one or ends
 * with a separator.
 * @throws {Failure} `not_saved` if there is neither.
 */
export async function chooseTarget(
  downloads: string | undefined,
  name: string,
  as?: string,
): Promise<Target> {
  const safe = safeFileName(name);
  if (as === undefined) {
    if (downloads === undefined) throw new Failure("not_saved", NO_FOLDER);
    return { folder: downloads, name: safe };
  }
  const path = resolve(as);
  const isFolder = /[/\\]$/.test(as) ||
    await Deno.stat(path).then((info) => info.isDirectory, () => false);
  return isFolder ? { folder: path, name: safe } : { folder: dirname(path), name: basename(path) };
}

/** The n-th name to try for `name`: itself, then `name (1).ext` and so on. */
export function candidate(name: string, n: number): string {
  const { stem, ending } = splitEnding(name);
  return n === 0 ? name : `${stem} (${n})${ending}`;
}
