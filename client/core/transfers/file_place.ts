/**
 * Which file is at a path.
 * @module
 */

/** Is the file `info` at `path`, itself and not through a link? */
export async function isAt(path: string, info: Deno.FileInfo): Promise<boolean> {
  const found = await Deno.lstat(path).catch(() => undefined);
  return found !== undefined && found.isFile && isSameFile(found, info);
}

/** Are both the same file, whatever it is called? */
export function isSameFile(one: Deno.FileInfo, other: Deno.FileInfo): boolean {
  return one.ino === other.ino && one.dev === other.dev;
}
