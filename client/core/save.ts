/**
 * Where received bytes go: a hidden partial file, then a name that nobody had.
 * @module
 */
import { basename, dirname, join, resolve } from "node:path";
import { writeAll } from "../../protocol/lines.ts";
import { MAX_PART_NAME_BYTES, MAX_SAVE_NAMES } from "../../protocol/limits.ts";
import { safeFileName, splitEnding } from "../../protocol/names.ts";
import { cutToBytes } from "../../protocol/text.ts";
import { Failure } from "./failures.ts";
import type { FileDigest } from "./file_digest.ts";
import { Waiters } from "./waiters.ts";

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

/**
 * A file that is being received, which may have begun in an earlier run of the program. It is ours alone: nobody else's file is
 * ever opened, nor a link followed.
 */
export class PartFile implements Disposable {
  readonly #changed = new Waiters();
  #bytes: number;
  #isClosed = false;

  private constructor(
    private readonly target: Target,
    /** Where the bytes are until it has its name. */
    readonly path: string,
    private readonly file: Deno.FsFile,
    /** Of the complete file. */
    readonly size: number,
    /** Bytes of an earlier run, which nobody has looked at in this one. */
    readonly earlierBytes: number,
  ) {
    this.#bytes = earlierBytes;
  }

  /**
   * Opens the part of `target` that has `mark`, or begins one, in a folder that is made if need be. The mark stands for the file
   * and for who receives it. A part of more than `size` bytes is none of that file and begun anew.
   */
  static async open(target: Target, mark: string, size: number): Promise<PartFile> {
    await Deno.mkdir(target.folder, { recursive: true });
    const path = join(target.folder, partName(target.name, mark));
    const earlier = await Deno.lstat(path).catch(() => undefined);
    if (earlier?.isFile) {
      const file = await Deno.open(path, { read: true, write: true });
      if (earlier.size <= size) return new PartFile(target, path, file, size, earlier.size);
      await file.truncate();
      return new PartFile(target, path, file, size, 0);
    }
    // createNew fails where a link stands, too.
    const file = await Deno.open(path, { read: true, write: true, createNew: true });
    return new PartFile(target, path, file, size, 0);
  }

  /** Takes what an earlier run received into `digest`; appending goes on behind it. */
  async digestEarlier(digest: FileDigest): Promise<void> {
    await digest.catchUp(this.file, this.earlierBytes);
    await this.file.seek(this.#bytes, Deno.SeekMode.Start);
  }

  /** Bytes written so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** No more will come. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Resolves when there are more than `bytes`, when no more will come, or when `signal` is aborted. */
  until(bytes: number, signal?: AbortSignal): Promise<void> {
    return this.#changed.until(() => this.#isClosed || this.#bytes > bytes, signal);
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
    this.#changed.check();
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
    this.#isClosed = true;
    this.#changed.check();
  }
}

/** What others may know of a file that is being received. Nobody has compared its bytes with its digest yet. */
export type PartialFile = Pick<PartFile, "path" | "bytes" | "size" | "isClosed" | "until">;

/** The name of the part of a file called `name`. */
function partName(name: string, mark: string): string {
  return `.${cutToBytes(safeFileName(name), MAX_PART_NAME_BYTES)}.${mark}.part`;
}

/** The numbers of the files in `folder` of which there is a part with a mark that ends in `owner`. */
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
