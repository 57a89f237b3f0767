/**
 * Where a file is while it is being received: hidden, beside where it will be.
 * @module
 */
import { safeFileName } from "../../../protocol/names.ts";
import { cutToBytes } from "../../../protocol/text.ts";

/**
 * Bytes of a file's name in the name of its part: the rest of 255 tells whose part of which file
 * it is.
 */
const MAX_PART_NAME_BYTES = 200;
/** Where a part is, and which file it is. */
export interface Place {
  /** Without any link in it. */
  readonly folder: string;
  readonly path: string;
  readonly info: Deno.FileInfo;
}

/** The part at `path` that can be gone on with. */
export async function findPart(path: string): Promise<Deno.FileInfo | undefined> {
  const info = await Deno.lstat(path).catch(() => undefined);
  if (!info?.isFile) return undefined;
  if ((info.nlink ?? 1) <= 1) return info;
  // The file has its name already: the run before ended between giving it and removing this one.
  await Deno.remove(path);
  return undefined;
}

/** The name of the part of a file called `name`. */
export function partName(name: string, mark: string): string {
  return `.${cutToBytes(safeFileName(name), MAX_PART_NAME_BYTES)}.${mark}.part`;
}

/**
 * The numbers of the files in `folder` of which there is a part with a mark that ends in `owner`.
 */
export async function findParts(folder: string, owner: string): Promise<string[]> {
  const found: string[] = [];
  try {
    for await (const { name, isFile } of Deno.readDir(folder)) {
      const [, file, whose] = /\.(\d{1,16})-([0-9a-f]+)\.part$/.exec(name) ?? [];
      if (isFile && file !== undefined && whose === owner) found.push(file);
    }
  } catch {
    // No folder, no parts.
  }
  return found;
}
