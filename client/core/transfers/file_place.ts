/**
 * Which file is at a path, and moving one without touching another.
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

/** Moves `from` to `to` unless something is there. */
export async function moveToNew(from: string, to: string): Promise<boolean> {
  try {
    await Deno.link(from, to);
    await Deno.remove(from);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) return false;
    if (error instanceof Deno.errors.NotFound) throw error;
    return await moveByReserving(from, to);
  }
}

/** For file systems without hard links: an empty file of our own holds the name until the rename. */
async function moveByReserving(from: string, to: string): Promise<boolean> {
  try {
    (await Deno.open(to, { write: true, createNew: true })).close();
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) return false;
    throw error;
  }
  await Deno.rename(from, to);
  return true;
}
