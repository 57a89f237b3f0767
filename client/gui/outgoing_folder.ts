/**
 * Where the bytes of files wait that a page hands over: a browser does not tell where its files
 * are.
 * @module
 */
import { join } from "node:path";
import { writeAll } from "../../protocol/lines.ts";
import { CHUNK_BYTES } from "../../protocol/limits.ts";
import { savingFailure } from "../core/mod.ts";
import { isFileName, safeFileName } from "../../protocol/names.ts";

/**
 * Folders of files on their way out that a killed client left behind are removed after this time.
 */
const STALE_OUTGOING_MS = 48 * 3_600_000;

const PREFIX = ".outgoing-";

/**
 * A hidden folder beside the downloads, which have the room that large files need. Disposing
 * removes it.
 */
export class OutgoingFolder implements AsyncDisposable {
  readonly #path: string;

  /** `mark` sets it apart from those of other clients. */
  constructor(private readonly downloads: string, mark: string) {
    this.#path = join(downloads, `${PREFIX}${mark}`);
  }

  /** Removes what killed clients have left in `downloads`. */
  static async clean(downloads: string, nowMs: number): Promise<void> {
    try {
      for await (const { name } of Deno.readDir(downloads)) {
        if (!name.startsWith(PREFIX)) continue;
        const path = join(downloads, name);
        const { mtime } = await Deno.stat(path);
        const isStale = nowMs - +(mtime ?? nowMs) > STALE_OUTGOING_MS;
        if (isStale) await Deno.remove(path, { recursive: true });
      }
    } catch {
      // There is no such folder yet, or another client cleans it as well.
    }
  }

  /**
   * Writes `bytes` to a file that is called `name` where the system allows it; `moved` is told how
   * many have come. Returns its path. What came is removed if the bytes end with an error, which is
   * thrown.
   * @throws {Failure} `storage_full` or `not_saved`.
   */
  async receive(
    ref: string,
    name: string,
    bytes: ReadableStream<Uint8Array> | null,
    moved: (bytes: number) => void,
  ): Promise<string> {
    const folder = join(this.#path, ref);
    try {
      const isFree = isFileName(name) && Deno.build.os !== "windows";
      const path = join(folder, isFree ? name : safeFileName(name));
      using file = await this.#open(folder, path);
      if (bytes !== null) await copy(bytes, file, moved, this.downloads);
      return path;
    } catch (error) {
      await this.remove(ref);
      throw error;
    }
  }

  async #open(folder: string, path: string): Promise<Deno.FsFile> {
    try {
      await Deno.mkdir(folder, { recursive: true });
      return await Deno.open(path, { write: true, createNew: true });
    } catch (error) {
      throw await savingFailure(error, this.downloads);
    }
  }

  /** Removes what {@linkcode receive} has written for `ref`. */
  async remove(ref: string): Promise<void> {
    await Deno.remove(join(this.#path, ref), { recursive: true }).catch(() => {});
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.#path, { recursive: true }).catch(() => {});
  }
}

async function copy(
  bytes: ReadableStream<Uint8Array>,
  file: Deno.FsFile,
  moved: (bytes: number) => void,
  downloads: string,
): Promise<void> {
  let total = 0;
  for await (const chunk of chunksOf(bytes)) {
    await writeAll(file, chunk).catch(async (error) => {
      throw await savingFailure(error, downloads);
    });
    moved(total += chunk.length);
  }
}

/**
 * With one buffer where the stream can use one: chunks of its own pile up faster than they are
 * collected.
 */
async function* chunksOf(bytes: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = byteReaderOf(bytes);
  if (reader === undefined) return yield* bytes;
  let buffer = new Uint8Array(CHUNK_BYTES);
  try {
    for (;;) {
      const { value, done } = await reader.read(buffer);
      if (done) return;
      yield value;
      buffer = new Uint8Array(value.buffer);
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** What came together with its head is no stream of bytes, but of the one chunk that is there. */
function byteReaderOf(bytes: ReadableStream<Uint8Array>): ReadableStreamBYOBReader | undefined {
  try {
    return bytes.getReader({ mode: "byob" });
  } catch {
    return undefined;
  }
}
