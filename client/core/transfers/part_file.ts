/**
 * A file that is being received: a hidden partial file, then a name that nobody had.
 * @module
 */
import { join } from "node:path";
import { writeAll } from "../../../protocol/lines.ts";
import { moveToNew } from "../../../protocol/private_file.ts";
import { systemReason } from "../../../protocol/system_reason.ts";
import { asFailure, Failure, failureText, Waiters } from "../base/mod.ts";
import type { FileDigest } from "./file_digest.ts";
import { isAt, isSameFile } from "./file_place.ts";
import { findPart, partName, type Place } from "./part_place.ts";
import { candidate, type Target } from "./target.ts";

/** Names `name (1)` … `name (n)` tried for a received file. */
const MAX_SAVE_NAMES = 1_000;

/**
 * A file that is being received, which may have begun in an earlier run of the program. It is ours
 * alone: nobody else's file is ever opened, nor a link followed.
 */
export class PartFile implements Disposable {
  readonly #changed = new Waiters();
  #bytes: number;
  #isClosed = false;

  private constructor(
    private readonly target: Target,
    private readonly place: Place,
    private readonly file: Deno.FsFile,
    /** Of the complete file. */
    readonly size: number,
    /** Bytes of an earlier run, which nobody has looked at in this one. */
    readonly earlierBytes: number,
  ) {
    this.#bytes = earlierBytes;
  }

  /**
   * Opens the part of `target` that has `mark`, or begins one, in a folder that is made if need be.
   * The mark stands for the file and for who receives it. A part of more than `size` bytes is none
   * of that file and begun anew.
   * @throws {Failure} `not_saved` or `storage_full`, with the folder and the reason.
   */
  static async open(target: Target, mark: string, size: number): Promise<PartFile> {
    try {
      return await PartFile.#open(target, mark, size);
    } catch (error) {
      throw await savingFailure(error, target.folder);
    }
  }

  static async #open(target: Target, mark: string, size: number): Promise<PartFile> {
    await Deno.mkdir(target.folder, { recursive: true });
    const folder = await Deno.realPath(target.folder);
    const path = join(folder, partName(target.name, mark));
    const earlier = await findPart(path);
    // createNew fails where a link stands, too.
    const file = await Deno.open(path, {
      read: true,
      write: true,
      createNew: earlier === undefined,
    });
    try {
      const info = await file.stat();
      if (earlier !== undefined && !isSameFile(earlier, info)) {
        throw new Error("something else is there now");
      }
      if (info.size > size) await file.truncate();
      const earlierBytes = info.size > size ? 0 : info.size;
      return new PartFile(target, { folder, path, info }, file, size, earlierBytes);
    } catch (error) {
      file.close();
      throw error;
    }
  }

  /** Takes what an earlier run received into `digest`; appending goes on behind it. */
  async digestEarlier(digest: FileDigest): Promise<void> {
    await digest.catchUp(this.file, this.earlierBytes);
    await this.file.seek(this.#bytes, Deno.SeekMode.Start);
  }

  /** Where the bytes are until it has its name. */
  get path(): string {
    return this.place.path;
  }

  /** Bytes written so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** No more will come. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /**
   * Resolves when there are more than `bytes`, when no more will come, or when `signal` is aborted.
   */
  until(bytes: number, signal?: AbortSignal): Promise<void> {
    return this.#changed.until(() => this.#isClosed || this.#bytes > bytes, signal);
  }

  /**
   * Appends all of `chunk`. What was written in part when it fails is not counted, and written over
   * next time.
   */
  async append(chunk: Uint8Array): Promise<void> {
    try {
      await writeAll(this.file, chunk);
    } catch (error) {
      await this.file.seek(this.#bytes, Deno.SeekMode.Start).catch(() => {});
      throw await savingFailure(error, this.target.folder);
    }
    this.#bytes += chunk.length;
    this.#changed.check();
  }

  /**
   * Gives the file its name, or the next free one, and returns the path. No other file is replaced.
   * @throws {Failure} `not_saved` or `storage_full`, with the folder and the reason: also that the
   * folder or the part is not the one that it was any more, or that no name is free.
   */
  async finish(): Promise<string> {
    try {
      return await this.#finish();
    } catch (error) {
      throw await savingFailure(error, this.target.folder);
    }
  }

  async #finish(): Promise<string> {
    const { folder, path, info } = this.place;
    const isThere = await Deno.realPath(this.target.folder).catch(() => undefined) === folder;
    if (!isThere || !await isAt(path, info)) throw new Error("something else is there now");
    for (let n = 0; n < MAX_SAVE_NAMES; n++) {
      const name = candidate(this.target.name, n);
      if (!await moveToNew(path, join(folder, name))) continue;
      if (await isAt(join(folder, name), info)) return join(this.target.folder, name);
      throw new Error("something else is there now");
    }
    throw new Error(`${MAX_SAVE_NAMES} names are taken`);
  }

  /** Removes what was received. */
  async discard(): Promise<void> {
    const { path, info } = this.place;
    if (await isAt(path, info)) await Deno.remove(path).catch(() => {});
  }

  [Symbol.dispose](): void {
    this.file.close();
    this.#isClosed = true;
    this.#changed.check();
  }
}

/** The failure that an error of saving into `folder` stands for. */
async function savingFailure(error: unknown, folder: string): Promise<Failure> {
  if (error instanceof Failure) return error;
  const { code } = asFailure(error, "not_saved");
  if (code === "storage_full") return new Failure(code, `The disk is full (${folder})`);
  const isFile = await Deno.stat(folder).then((info) => !info.isDirectory, () => false);
  const reason = isFile ? "that is a file" : systemReason(error);
  return new Failure("not_saved", `${failureText("not_saved")} in ${folder} (${reason})`);
}

/**
 * What others may know of a file that is being received. Nobody has compared its bytes with its
 * digest yet.
 */
export type PartialFile = Pick<PartFile, "path" | "bytes" | "size" | "isClosed" | "until">;
