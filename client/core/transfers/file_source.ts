/**
 * The bytes of a local file that must not change while it is shared.
 * @module
 */
import { Failure } from "../base/mod.ts";

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

/** Opens a regular file that has to be what `before` says. @throws {Failure} `file_changed`. */
export async function openFile(path: string, before: Deno.FileInfo): Promise<SourceReader> {
  const file = await Deno.open(path).catch(() => {
    throw new Failure("file_changed");
  });
  const reader: SourceReader = {
    seek: (offset, whence) => file.seek(offset, whence),
    read: (buffer) => file.read(buffer),
    checkUnchanged: async () => {
      if (!isSame(await file.stat(), before)) throw new Failure("file_changed");
    },
    [Symbol.dispose]: () => file.close(),
  };
  try {
    await reader.checkUnchanged();
    return reader;
  } catch (error) {
    file.close();
    throw error;
  }
}

/** As rsync has it: file systems in user space and on the network number their files anew at will. */
function isSame(now: Deno.FileInfo, before: Deno.FileInfo): boolean {
  return now.size === before.size && +(now.mtime ?? 0) === +(before.mtime ?? 0);
}
