/**
 * The files of a server: room for them, tickets, giving up, and what is being transferred.
 * @module
 */
import { overLimitText, ProtocolError } from "../../protocol/errors.ts";
import { KIB, MAX_FILES_LISTED } from "../../protocol/limits.ts";
import type { Projection } from "../log/mod.ts";
import { type Applied, type FileRow, isStorageFull } from "../store/mod.ts";
import { ChunkPool } from "./chunks.ts";
import type { FilesParts } from "./parts.ts";
import { recoverSpool } from "./recover_spool.ts";
import { Reservations } from "./reservations.ts";
import { SharedFile, UPLOAD_TAIL_BYTES } from "./shared_file.ts";
import { Space } from "./space.ts";
import type { Spool } from "./spool.ts";
import { MAX_TICKETS, Tickets } from "./tickets.ts";
import { TransferSlots } from "./transfer_slots.ts";

/** An upload nobody continued for so long is given up and its bytes freed. */
const UPLOAD_ABANDONED_MS = 15 * 60_000;

/**
 * Bytes of an upload that are written to disk together when few follow it. Measured: a write of 1 MiB or more takes two to
 * six times the processor time per byte (Linux 6.18, ext4).
 */
const UPLOAD_BLOCK_BYTES = 512 * KIB;

/** Why a file is not shared any more. */
export type WithdrawReason =
  | "cancelled"
  | "abandoned"
  | "storage_full"
  | "removed"
  | "expired";

/** All shared files. */
export class Files implements Projection {
  readonly concerns = ["file_offered", "file_stored", "file_withdrawn"] as const;
  readonly tickets: Tickets = new Tickets();
  readonly slots: TransferSlots;
  readonly spool: Spool;
  readonly pool: ChunkPool = new ChunkPool(
    UPLOAD_BLOCK_BYTES,
    2 * UPLOAD_TAIL_BYTES / UPLOAD_BLOCK_BYTES,
  );
  readonly #parts: FilesParts;
  readonly #space: Space;
  readonly reservations: Reservations;
  /** Unfinished uploads, and finished files that are being read. */
  readonly #active = new Map<number, SharedFile>();
  /** When the unfinished uploads were last moved forward, in monotonic ms. */
  readonly #movedAt = new Map<number, number>();

  /** Takes over what the store and the spool hold, as {@linkcode recoverSpool} finds it. */
  constructor(parts: FilesParts) {
    this.#parts = parts;
    this.spool = parts.spool;
    this.slots = new TransferSlots(parts.settings.limits);
    this.#space = new Space(parts, {
      isBusy: (file) => this.#active.has(file),
      active: () => this.#active.values(),
      remove: (row, reason) => this.end(row, reason),
    });
    this.reservations = new Reservations(parts, this.#space);
    const { open, damaged } = recoverSpool(parts);
    for (const { file } of open) this.#movedAt.set(file, parts.clock.monotonic());
    for (const row of damaged) this.end(row, "removed");
  }

  /** A ticket line for `author`. @throws {ProtocolError} `no_such_file`, `too_many_files`. */
  ticket(author: number, file: number, direction: "up" | "down"): object {
    const { size, name, stored } = this.find(file);
    const now = this.#parts.clock.monotonic();
    const ticket = this.tickets.issue({ file, direction, author }, now);
    if (ticket === undefined) {
      const limit = `unused tickets of one member: ${MAX_TICKETS}`;
      throw new ProtocolError("too_many_files", overLimitText("too_many_files", limit));
    }
    const offset = this.#active.get(file)?.stored ?? stored;
    return { type: "ticket", file: String(file), ticket, direction, offset, size, name };
  }

  /** A file that is not gone. @throws {ProtocolError} `no_such_file`. */
  find(file: number): FileRow {
    const row = this.#parts.store.files.get(file);
    if (row === undefined || row.state === "gone") throw new ProtocolError("no_such_file");
    return row;
  }

  /** The sender gives an unfinished upload up. @throws {ProtocolError} `no_such_file`, `not_yours`. */
  withdraw(author: number, file: number): Promise<void> {
    const row = this.find(file);
    if (row.author !== author) throw new ProtocolError("not_yours");
    if (row.state !== "open") throw new ProtocolError("no_such_file", "The upload is complete");
    return this.end(row, "cancelled");
  }

  /** Tells the sender of a file what became of it at `by`, who may have said why in a `code`. */
  receipt(row: FileRow, by: string, state: "done" | "declined" | "failed", code?: string): void {
    this.#parts.tell(row.author, { type: "receipt", file: String(row.file), by, state, code });
  }

  /** Files of `room` before `before`, newest first, at most one more than are listed at once. */
  list(room: number, before: number): FileRow[] {
    const rows = this.#parts.store.files.list(room, before, MAX_FILES_LISTED + 1);
    return rows.map((row) => ({
      ...row,
      stored: this.#active.get(row.file)?.stored ?? row.stored,
    }));
  }

  totals(): { files: number; bytes: number } {
    return this.#parts.store.files.totals();
  }

  /**
   * The bytes of `file` for one transfer, which has to {@linkcode close} them. All transfers of a file share them.
   * @throws {ProtocolError} `no_such_file`.
   */
  open(file: number): { row: FileRow; shared: SharedFile } {
    const row = this.find(file);
    let shared = this.#active.get(file);
    if (shared === undefined) {
      const { sha256 } = row;
      const ending = sha256 === null ? undefined : { kind: "complete" as const, sha256 };
      shared = new SharedFile(file, row.size, row.stored, ending, this.spool, this.pool);
      this.#active.set(file, shared);
    }
    shared.users++;
    return { row, shared };
  }

  /** A transfer of `shared` has ended. */
  close(shared: SharedFile): void {
    shared.users--;
    const { file, users, stored, ending } = shared;
    if (users > 0 || this.#active.get(file) !== shared) return;
    this.#active.delete(file);
    if (ending === undefined) this.recordStored(file, stored);
  }

  /** The first `bytes` bytes of the upload are safe on this machine. */
  recordStored(file: number, bytes: number): void {
    const { store, observe } = this.#parts;
    try {
      store.transaction(() => store.spool.record(file, bytes));
    } catch (error) {
      // The next start looks at the bytes themselves.
      if (!isStorageFull(error)) observe({ type: "failure", error });
    }
  }

  /** The upload of `file` has moved forward. */
  moved(file: number): void {
    this.#movedAt.set(file, this.#parts.clock.monotonic());
  }

  /** All bytes are stored and the sender says their digest is `sha256`. Resolves when that is committed. @throws {ProtocolError} */
  async complete({ file }: FileRow, sha256: string): Promise<void> {
    const outcome = await this.#parts.log.append({ change: { type: "file_stored", file, sha256 } });
    if (outcome.kind === "refused") throw new ProtocolError(outcome.code, outcome.text);
  }

  /** Ends the sharing of a file: the bytes are removed, the room is told. Resolves when that is stored, or could not be. */
  async end({ file }: FileRow, reason: WithdrawReason): Promise<void> {
    const { log, spool, clock } = this.#parts;
    this.#movedAt.delete(file);
    this.#active.get(file)?.end({ kind: "withdrawn" });
    this.#active.delete(file);
    // First the bytes: if the disk is full they make room for the entry.
    spool.remove(file);
    const outcome = await log.append({ change: { type: "file_withdrawn", file, reason } });
    const isStuck = outcome.kind === "refused" && outcome.code !== "no_such_file";
    if (isStuck) this.#movedAt.set(file, clock.monotonic());
  }

  applied({ change, outcome }: Applied): void {
    if (outcome.kind === "refused" || outcome.kind === "duplicate") return;
    switch (change.type) {
      case "file_offered":
        if (outcome.kind === "entered") this.moved(outcome.seq);
        break;
      case "file_stored":
        this.#stored(change.file, change.sha256);
        break;
      case "file_withdrawn":
        this.#movedAt.delete(change.file);
        this.#active.get(change.file)?.end({ kind: "withdrawn" });
        this.#active.delete(change.file);
        this.spool.remove(change.file);
        break;
    }
  }

  /** Gives up uploads that nobody has continued for too long, and removes files that are too old. */
  sweep(): void {
    const now = this.#parts.clock.monotonic();
    this.#space.removeOld(now);
    for (const [file, movedAt] of this.#movedAt) {
      if (now - movedAt < UPLOAD_ABANDONED_MS) continue;
      const row = this.#parts.store.files.get(file);
      if (row?.state === "open") void this.end(row, "abandoned");
      else this.#movedAt.delete(file);
    }
  }

  #stored(file: number, sha256: string): void {
    const { store, observe } = this.#parts;
    this.#movedAt.delete(file);
    this.#active.get(file)?.end({ kind: "complete", sha256 });
    const row = store.files.get(file);
    if (row === undefined) return;
    observe({ type: "file_received", name: row.name, from: row.sender, bytes: row.size });
  }
}
