/**
 * Where received bytes go: a hidden partial file, then a name that nobody had.
 * @module
 */
import { basename, dirname, join, resolve } from "node:path";
import { writeAll } from "../../protocol/lines.ts";
import { MAX_SAVE_NAMES } from "../../protocol/limits.ts";
import { safeFileName, splitEnding } from "../../protocol/names.ts";
import { Failure } from "./failures.ts";

/** A place for a received file. */
export interface Target {
  readonly folder: string;
  /** One segment. */
  readonly name: string;
}

/**
 * The place for the file that its sender calls `name`. The name is made harmless; it never leads out of `downloads`.
 * `as` is what this side's user wrote: a file, or a folder if it is one or ends with a separator.
 */
export async function chooseTarget(
  downloads: string,
  name: string,
  as?: string,
): Promise<Target> {
  const safe = safeFileName(name);
  if (as === undefined) return { folder: downloads, name: safe };
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

/** A file that is being received. It is ours alone: nobody else's file is ever opened, nor a link followed. */
export class PartFile implements Disposable {
  #bytes = 0;

  private constructor(
    private readonly target: Target,
    private readonly path: string,
    private readonly file: Deno.FsFile,
  ) {}

  /** Creates the folder if need be and a file in it that was not there. `mark` tells parts of one name apart. */
  static async create(target: Target, mark: string): Promise<PartFile> {
    await Deno.mkdir(target.folder, { recursive: true });
    const path = join(target.folder, `.${safeFileName(target.name)}.${mark}.part`);
    // createNew fails where a link stands, too.
    const file = await Deno.open(path, { write: true, createNew: true });
    return new PartFile(target, path, file);
  }

  /** Bytes written so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Appends all of `chunk`. What was written in part when it fails is not counted, and written over next time. */
  async append(chunk: Uint8Array): Promise<void> {
    try {
      await writeAll(this.file, chunk);
    } catch (error) {
      await this.file.seek(this.#bytes, Deno.SeekMode.Start).catch(() => {});
      throw error;
    }
    this.#bytes += chunk.length;
  }

  /** Gives the file its name, or the next free one, and returns the path. No other file is replaced. */
  async finish(): Promise<string> {
    const { folder, name } = this.target;
    for (let n = 0; n < MAX_SAVE_NAMES; n++) {
      const path = join(folder, candidate(name, n));
      if (await moveToNew(this.path, path)) return path;
    }
    throw new Failure("not_saved");
  }

  /** Removes what was received. */
  async discard(): Promise<void> {
    await Deno.remove(this.path).catch(() => {});
  }

  [Symbol.dispose](): void {
    this.file.close();
  }
}

/** Moves `from` to `to` unless something is there. */
async function moveToNew(from: string, to: string): Promise<boolean> {
  try {
    await Deno.link(from, to);
    await Deno.remove(from);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) return false;
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
