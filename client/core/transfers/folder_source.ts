/**
 * A folder, shared as one archive that is made while it is sent.
 * @module
 */
import { join } from "node:path";
import { Failure } from "../base/mod.ts";
import { openFile, type SourceReader, type UploadSource } from "./file_source.ts";
import { layOutTar, type TarEntry, type TarPiece } from "./tar_layout.ts";

/**
 * The folder at `path` as `NAME.tar`: its folders and regular files by name; links and special files are left out. Empty
 * folders are kept.
 * @throws {Failure} `not_readable`.
 */
export async function openFolder(path: string, name: string): Promise<UploadSource> {
  const infos = new Map<string, Deno.FileInfo>();
  const entries = await Array.fromAsync(walk(path, `${name}/`, infos));
  const { pieces, size } = layOutTar(entries);
  return {
    name: `${name}.tar`,
    size,
    mime: "application/x-tar",
    open: () => Promise.resolve(new ArchiveReader(pieces, infos)),
  };
}

async function* walk(
  path: string,
  name: string,
  infos: Map<string, Deno.FileInfo>,
): AsyncGenerator<TarEntry> {
  const { mtime } = await look(path);
  yield { name, path: undefined, size: 0, mtime };
  const children = await Array.fromAsync(Deno.readDir(path)).catch(() => {
    throw new Failure("not_readable");
  });
  // The same order at every time, whatever the file system says.
  for (const child of children.toSorted((a, b) => a.name < b.name ? -1 : 1)) {
    const childPath = join(path, child.name);
    if (child.isDirectory) yield* walk(childPath, `${name}${child.name}/`, infos);
    if (!child.isFile) continue;
    const info = await look(childPath);
    infos.set(childPath, info);
    yield { name: name + child.name, path: childPath, size: info.size, mtime: info.mtime };
  }
}

function look(path: string): Promise<Deno.FileInfo> {
  return Deno.stat(path).catch(() => {
    throw new Failure("not_readable");
  });
}

/** Reads an archive piece by piece; at most one of its files is open. */
class ArchiveReader implements SourceReader {
  #offset = 0;
  #at = 0;
  #open: { readonly path: string; readonly file: SourceReader } | undefined;

  constructor(
    private readonly pieces: readonly TarPiece[],
    private readonly infos: ReadonlyMap<string, Deno.FileInfo>,
  ) {}

  seek(offset: number): Promise<number> {
    this.#offset = offset;
    this.#at = this.pieces.findIndex(({ start, length }) => offset < start + length);
    if (this.#at < 0) this.#at = this.pieces.length;
    this.#close();
    return Promise.resolve(offset);
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    const piece = this.pieces[this.#at];
    if (piece === undefined) return null;
    const from = this.#offset - piece.start;
    const wanted = Math.min(buffer.length, piece.length - from);
    const bytes = "bytes" in piece
      ? copy(piece.bytes.subarray(from, from + wanted), buffer)
      : await this.#readFile(piece.path, from, buffer.subarray(0, wanted));
    this.#offset += bytes;
    if (this.#offset === piece.start + piece.length) {
      this.#at++;
      await this.checkUnchanged();
      this.#close();
    }
    return bytes;
  }

  async checkUnchanged(): Promise<void> {
    await this.#open?.file.checkUnchanged();
  }

  [Symbol.dispose](): void {
    this.#close();
  }

  async #readFile(path: string, from: number, buffer: Uint8Array): Promise<number> {
    if (this.#open?.path !== path) {
      this.#close();
      const file = await openFile(path, this.infos.get(path) as Deno.FileInfo);
      this.#open = { path, file };
      await file.seek(from, Deno.SeekMode.Start);
    }
    const bytes = await this.#open.file.read(buffer);
    if (bytes === null) throw new Failure("file_changed");
    return bytes;
  }

  #close(): void {
    this.#open?.file[Symbol.dispose]();
    this.#open = undefined;
  }
}

function copy(bytes: Uint8Array, buffer: Uint8Array): number {
  buffer.set(bytes);
  return bytes.length;
}
