/**
 * Small files for their owner's eyes, on whatever file system they are. It stands here because both
 * halves of the program need it and neither may import the other.
 * @module
 */
import { dirname } from "node:path";

/**
 * Adds `text` to the end of the file at `path`, which is made if need be, readable by its owner
 * alone. The file system may have no such thing as modes (exFAT, the shared storage of Android):
 * the mode is asked for when the file is made and never changed, which such a system would refuse.
 * @throws what the file system throws.
 */
export function appendPrivate(path: string, text: string): void {
  using file = Deno.openSync(path, { append: true, create: true, mode: 0o600 });
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
}

/**
 * Puts a file with `text` in the place of the one at `path`, whole from its first moment, in a
 * folder that is made if need be. Whoever is killed meanwhile leaves what was there. @throws what
 * the file system throws.
 */
export function replacePrivate(path: string, text: string): void {
  const part = writePart(path, text);
  try {
    Deno.renameSync(part, path);
  } catch (error) {
    removeIfThere(part);
    throw error;
  }
}

/**
 * The same unless there is a file at `path` already, also one that somebody else has made at this
 * moment: then `false`, and that one stays.
 */
export async function createPrivate(path: string, text: string): Promise<boolean> {
  const part = writePart(path, text);
  try {
    return await moveToNew(part, path);
  } finally {
    removeIfThere(part);
  }
}

/**
 * Moves `from` to `to` unless something is there: then `false`. No file system is without one of
 * the two ways: a hard link or, for those that have none, an empty file of our own that holds the
 * name until the rename.
 * @throws what the file system throws.
 */
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

function writePart(path: string, text: string): string {
  Deno.mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const part = `${path}.${crypto.randomUUID()}`;
  try {
    appendPrivate(part, text);
    return part;
  } catch (error) {
    removeIfThere(part);
    throw error;
  }
}

function removeIfThere(path: string): void {
  try {
    Deno.removeSync(path);
  } catch {
    // It has its name by now.
  }
}
