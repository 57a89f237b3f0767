/**
 * Space in the spool: what a new file may take, and which old ones go.
 * @module
 */
import { MIB } from "../../protocol/limits.ts";
import { ProtocolError } from "../../protocol/errors.ts";
import { overLimit } from "../base/mod.ts";
import type { FileRow } from "../store/mod.ts";
import type { FilesParts } from "./parts.ts";
import { filesToRemove } from "./retention.ts";
import type { SharedFile } from "./shared_file.ts";

/** Free space that uploads never touch, so that the database can always grow a little. */
const FREE_SPACE_FLOOR_BYTES = 64 * MIB;

/** How often the age of files is looked at. */
const RETENTION_SWEEP_MS = 10 * 60_000;

/** The files as far as space is concerned. */
export interface Shelf {
  /** Is `file` being transferred, so that it has to stay? */
  readonly isBusy: (file: number) => boolean;
  readonly active: () => Iterable<SharedFile>;
  readonly remove: (row: FileRow, reason: "removed" | "expired") => void;
}

/** Keeps the spool within its quota, the disk's free space and the age that the operator wants. */
export class Space {
  #nextRemovalAt = 0;

  constructor(private readonly parts: FilesParts, private readonly shelf: Shelf) {}

  /**
   * Makes sure that `wanted` bytes fit beside what was promised: to unfinished uploads, and `wished` bytes besides.
   * @throws {ProtocolError} `storage_full` if they do not fit even without the older files; then nothing is removed.
   */
  makeRoom(wanted: number, wished: number): void {
    const { store, spool, settings, traffic } = this.parts;
    const promised = this.#promised() + wished;
    const space = {
      quotaLeft: settings.limits.spool - store.files.totals().bytes - promised,
      diskLeft: spool.freeBytes() - FREE_SPACE_FLOOR_BYTES - promised,
      wanted,
    };
    const removed = filesToRemove(this.#idleFiles(), space, this.#keepAfter());
    if (removed === undefined) {
      traffic.met("spool");
      const isQuota = space.quotaLeft < space.diskLeft;
      throw isQuota
        ? overLimit("storage_full", "spool", settings.limits)
        : new ProtocolError("storage_full");
    }
    this.#remove(removed);
  }

  /** Removes files that are too old, at most once in {@linkcode RETENTION_SWEEP_MS}; `now` is monotonic. */
  removeOld(now: number): void {
    if (now < this.#nextRemovalAt) return;
    this.#nextRemovalAt = now + RETENTION_SWEEP_MS;
    const nothing = { quotaLeft: 0, diskLeft: 0, wanted: 0 };
    this.#remove(filesToRemove(this.#idleFiles(), nothing, this.#keepAfter()) ?? []);
  }

  /** What unfinished uploads have yet to send. */
  #promised(): number {
    let bytes = this.parts.store.files.unsentBytes();
    // The store learns of what came when a transfer ends.
    for (const { ending, stored, file } of this.shelf.active()) {
      if (ending === undefined) {
        bytes -= stored - (this.parts.store.files.get(file)?.stored ?? stored);
      }
    }
    return bytes;
  }

  #idleFiles(): FileRow[] {
    const complete = this.parts.store.files.inState("complete");
    return complete.filter(({ file }) => !this.shelf.isBusy(file));
  }

  #keepAfter(): number {
    return this.parts.clock.wall() - this.parts.settings.keepFilesMs;
  }

  #remove(files: readonly FileRow[]): void {
    const keepAfter = this.#keepAfter();
    for (const row of files) this.shelf.remove(row, row.at < keepAfter ? "expired" : "removed");
  }
}
