/**
 * Room in the spool: what a new file may take, and which old ones go.
 * @module
 */
import { ProtocolError } from "../../protocol/errors.ts";
import { FREE_SPACE_FLOOR_BYTES, RETENTION_SWEEP_MS } from "../../protocol/limits.ts";
import type { FilesParts } from "./files_parts.ts";
import { filesToRemove } from "./retention.ts";
import type { SharedFile } from "./shared_file.ts";

/** Keeps the spool within its quota, the disk's free space and the age that the operator wants. */
export class Space {
  #nextRemovalAt = 0;

  /** Files in `active` are being transferred and stay. */
  constructor(
    private readonly parts: FilesParts,
    private readonly active: ReadonlyMap<number, SharedFile>,
  ) {}

  /**
   * Makes sure that `wanted` bytes fit beside what was promised to unfinished uploads.
   * @throws {ProtocolError} `storage_full` if they do not fit even without the older files; then nothing is removed.
   */
  makeRoom(wanted: number): void {
    const { store, spool, settings, traffic } = this.parts;
    const promised = this.#promised();
    const room = {
      quotaLeft: settings.limits.spool - store.files.totals().bytes - promised,
      diskLeft: spool.freeBytes() - FREE_SPACE_FLOOR_BYTES - promised,
      wanted,
    };
    const removed = filesToRemove(this.#idleFiles(), room, this.#keepAfter());
    if (removed === undefined) {
      traffic.met("spool");
      throw new ProtocolError("storage_full");
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
    for (const { ending, stored, file } of this.active.values()) {
      if (ending === undefined) {
        bytes -= stored - (this.parts.store.files.get(file)?.stored ?? stored);
      }
    }
    return bytes;
  }

  #idleFiles() {
    return this.parts.store.files.inState("complete").filter((row) => !this.active.has(row.file));
  }

  #keepAfter(): number {
    return this.parts.clock.date().getTime() - this.parts.settings.keepFilesMs;
  }

  #remove(files: readonly { readonly file: number }[]): void {
    const { log, store, spool } = this.parts;
    for (const { file } of files) {
      log.write({ apply: () => store.files.setGone(file), stored: () => spool.remove(file) });
    }
  }
}
