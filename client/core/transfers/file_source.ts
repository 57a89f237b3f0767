/**
 * The bytes of a local file that must not change while it is shared.
 * @module
 */
import { Failure } from "../base/mod.ts";
import type { RegularFile } from "./regular_file.ts";

/** Bytes in order, from wherever one wants. */
export interface SourceReader extends Disposable {
  seek(offset: number, whence: Deno.SeekMode): Promise<number>;
  read(buffer: Uint8Array): Promise<number | null>;
  /** @throws {Failure} `file_changed` if the bytes are not those that were offered. */
  checkUnchanged(): Promise<void>;
}

/** Something to share. Every reader gives the same bytes. */
export interface UploadSource {
  readonly name: string;
  readonly size: number;
  readonly mime: string;
  /** @throws {Failure} `file_changed`. */
  open(): Promise<SourceReader>;
}

/** What tells one state of a file from another. */
export type FileState = Pick<Deno.FileInfo, "size" | "mtime">;

/** A file that is open. */
export interface OpenFile extends SourceReader {
  /** As it is now. */
  state(): Promise<FileState>;
}

/**
 * Opens `file`, which has to be as it was when it was looked at. @throws {Failure} `file_changed`.
 */
export async function openFile(file: RegularFile): Promise<OpenFile> {
  const opened = await openAny(file).catch(() => {
    throw new Failure("file_changed");
  });
  try {
    await opened.checkUnchanged();
    return opened;
  } catch (error) {
    opened[Symbol.dispose]();
    throw error;
  }
}

/** Opens `file`, whatever has become of it. @throws what the file system throws. */
export async function openAny(file: RegularFile): Promise<OpenFile> {
  if (file.content !== undefined) return new MemoryFile(file.content, file);
  const opened = await Deno.open(file.path);
  return {
    seek: (offset, whence) => opened.seek(offset, whence),
    read: (buffer) => opened.read(buffer),
    state: () => opened.stat(),
    checkUnchanged: async () => {
      if (!isSame(await opened.stat(), file)) throw new Failure("file_changed");
    },
    [Symbol.dispose]: () => opened.close(),
  };
}

/**
 * As rsync has it: file systems in user space and on the network number their files anew at will.
 */
export function isSame(now: FileState, before: FileState): boolean {
  return now.size === before.size && +(now.mtime ?? 0) === +(before.mtime ?? 0);
}

class MemoryFile implements OpenFile {
  #offset = 0;

  constructor(private readonly bytes: Uint8Array, private readonly file: FileState) {}

  state(): Promise<FileState> {
    return Promise.resolve(this.file);
  }

  seek(offset: number): Promise<number> {
    this.#offset = offset;
    return Promise.resolve(offset);
  }

  read(buffer: Uint8Array): Promise<number | null> {
    const part = this.bytes.subarray(this.#offset, this.#offset + buffer.length);
    buffer.set(part);
    this.#offset += part.length;
    return Promise.resolve(part.length === 0 && buffer.length > 0 ? null : part.length);
  }

  checkUnchanged(): Promise<void> {
    return Promise.resolve();
  }

  [Symbol.dispose](): void {}
}
