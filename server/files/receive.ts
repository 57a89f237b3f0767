/**
 * The bytes of an upload on their way to disk and to those who follow.
 * @module
 */
import { ProtocolError } from "../../protocol/errors.ts";
import { isStorageFull } from "../store/store.ts";
import type { ChunkPool } from "./chunks.ts";
import type { SharedFile } from "./shared_file.ts";
import type { Spool } from "./spool.ts";

/** What {@linkcode receiveBytes} works with. */
export interface ReceiveParts {
  /** Reads bytes of the upload; `null` at the end of the connection. */
  readonly read: (buffer: Uint8Array) => Promise<number | null>;
  readonly spool: Spool;
  readonly pool: ChunkPool;
  /** Bytes after which the disk is synced and {@linkcode synced} is called; `undefined` leaves that to the system. */
  readonly syncStepBytes: number | undefined;
  /** Told after every write. */
  readonly moved: () => void;
  /** The first `bytes` bytes survive a loss of power. */
  readonly synced: (bytes: number) => void;
}

/**
 * Receives the bytes of `shared` from where it stands to its end. While one chunk is being written to disk the next one is
 * read, and those who follow have it already.
 * @throws {ProtocolError} `bad_frame` if the connection ends too early, `no_such_file` if the upload was given up,
 * `storage_full`; what was stored stays.
 */
export async function receiveBytes(shared: SharedFile, parts: ReceiveParts): Promise<void> {
  const { read, spool, pool, moved, synced, syncStepBytes = Infinity } = parts;
  let offset = shared.stored;
  const disk = await spool.openForWriting(shared.file, offset).catch(storageError);
  let writing: Promise<void> = Promise.resolve();
  let syncedUpTo = offset;
  try {
    while (offset < shared.size) {
      const chunk = pool.take();
      const wanted = Math.min(chunk.bytes.length, shared.size - offset);
      const bytes = await read(chunk.bytes.subarray(0, wanted));
      if (bytes === null || shared.ending !== undefined) {
        pool.release(chunk);
        throw new ProtocolError(bytes === null ? "bad_frame" : "no_such_file");
      }
      chunk.start = offset;
      chunk.length = bytes;
      offset += bytes;
      await writing;
      if (shared.stored - syncedUpTo >= syncStepBytes) {
        await disk.syncData();
        synced(syncedUpTo = shared.stored);
      }
      shared.publish(chunk);
      writing = spool.write(disk, chunk.bytes.subarray(0, bytes)).then(() => {
        shared.markStored(chunk.start + chunk.length);
        moved();
      }, storageError).finally(() => pool.release(chunk));
      // It is awaited before the next write; a failure meanwhile must not count as unhandled.
      writing.catch(() => {});
    }
    await writing;
    if (syncStepBytes !== Infinity) await disk.syncData();
  } catch (error) {
    storageError(error);
  } finally {
    await writing.catch(() => {});
    disk.close();
  }
}

function storageError(error: unknown): never {
  if (isStorageFull(error)) throw new ProtocolError("storage_full");
  throw error;
}
