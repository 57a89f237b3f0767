/**
 * The files of a server: offering, fetching, giving up, making room.
 * @module
 */
import { ProtocolError } from "../../protocol/errors.ts";
import {
  MAX_FILES_LISTED,
  UPLOAD_ABANDONED_MS,
  UPLOAD_BLOCK_BYTES,
  UPLOAD_TAIL_BYTES,
} from "../../protocol/limits.ts";
import type { Request } from "../../protocol/messages.ts";
import { isFileName } from "../../protocol/names.ts";
import { errorReply } from "../base/error_lines.ts";
import type { Session } from "../session/session.ts";
import type { FileRow } from "../store/files.ts";
import { ChunkPool } from "./chunks.ts";
import type { FilesParts } from "./files_parts.ts";
import { offerLimit } from "./offer_limit.ts";
import { recoverSpool } from "./recover_spool.ts";
import { SharedFile } from "./shared_file.ts";
import { Space } from "./space.ts";
import type { Spool } from "./spool.ts";
import { Tickets } from "./tickets.ts";
import { TransferSlots } from "./transfer_slots.ts";

type Offer = Extract<Request, { type: "offer" }>;

/** Why a file is not shared any more. */
export type WithdrawReason = "cancelled" | "abandoned" | "storage_full" | "removed";

/** All shared files of one room. */
export class Files {
  readonly tickets: Tickets = new Tickets();
  readonly slots: TransferSlots;
  readonly spool: Spool;
  readonly pool: ChunkPool = new ChunkPool(
    UPLOAD_BLOCK_BYTES,
    2 * UPLOAD_TAIL_BYTES / UPLOAD_BLOCK_BYTES,
  );
  readonly #parts: FilesParts;
  readonly #space: Space;
  /** Unfinished uploads, and finished files that are being read. */
  readonly #active = new Map<number, SharedFile>();
  /** When the unfinished uploads were last moved forward, in monotonic ms. */
  readonly #movedAt = new Map<number, number>();

  /** Takes over what the store and the spool hold, as {@linkcode recoverSpool} finds it. */
  constructor(parts: FilesParts) {
    this.#parts = parts;
    this.spool = parts.spool;
    this.slots = new TransferSlots(parts.settings.limits);
    this.#space = new Space(parts, this.#active);
    const { open, damaged } = recoverSpool(parts);
    for (const { file } of open) this.#movedAt.set(file, parts.clock.now());
    for (const row of damaged) this.end(row, "removed");
  }

  /** Announces a file and permits its upload; a repeated offer permits going on with it. @throws {ProtocolError} */
  offer(session: Session, request: Offer): void {
    const { log, room, settings, store, clock, traffic } = this.#parts;
    const { id, name, size, mime = "application/octet-stream" } = request;
    const { author, name: from } = session.member;
    const known = log.seqOf(author, id);
    if (known !== undefined) return this.#continueUpload(session, id, known);
    if (!isFileName(name)) throw new ProtocolError("bad_file_name");
    const limit = offerLimit(size, store.files.openBeside(author), settings.limits);
    if (limit !== undefined) {
      traffic.met(limit);
      throw new ProtocolError(limit === "maxFile" ? "file_too_large" : "too_many_files");
    }
    this.#space.makeRoom(size);
    const at = clock.date().getTime();
    log.append({
      room,
      type: "file",
      author,
      id,
      fields: (seq) => ({ id, from, file: String(seq), name, size, mime }),
      apply: (file) =>
        store.files.insert({ file, room: room.id, author, sender: from, name, size, mime, at }),
      stored: (seq, place) => {
        this.#movedAt.set(seq, clock.now());
        const ack = { type: "ack", id, seq, file: String(seq) };
        session.own(room, seq, place, ack, this.#ticketOrError(author, seq, request));
      },
      duplicate: (seq) => this.#continueUpload(session, id, seq),
      failed: (code) => session.feed.reply(errorReply(code, request)),
    });
    // What is offered next in the same turn has to be counted beside this.
    log.flush();
  }

  /** Permits a download of `file`. @throws {ProtocolError} `no_such_file`, `too_many_files`. */
  get(session: Session, file: number): void {
    session.feed.reply(this.#ticket(session.member.author, this.#row(file), "down"));
  }

  /** The sender gives an unfinished upload up. @throws {ProtocolError} `no_such_file`, `not_yours`. */
  withdraw(author: number, file: number): void {
    const row = this.#row(file);
    if (row.author !== author) throw new ProtocolError("not_yours");
    if (row.state !== "open") throw new ProtocolError("no_such_file", "The upload is complete");
    this.end(row, "cancelled");
  }

  /** Tells the sender of `file` that `by` does not want it. @throws {ProtocolError} `no_such_file`. */
  decline(by: string, file: number): void {
    this.receipt(this.#row(file), by, "declined");
  }

  /** Tells the sender of a file what became of it at `by`. */
  receipt(row: FileRow, by: string, state: "done" | "declined" | "failed"): void {
    const session = this.#parts.sessionOf(row.author);
    session?.feed.reply({ type: "receipt", file: String(row.file), by, state });
  }

  /** Files before `before`, newest first, at most one more than are listed at once. */
  list(before: number): FileRow[] {
    const rows = this.#parts.store.files.list(this.#parts.room.id, before, MAX_FILES_LISTED + 1);
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
    const row = this.#row(file);
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

  /** The first `bytes` bytes of the upload are safe. */
  recordStored(file: number, bytes: number): void {
    this.#parts.log.write({ apply: () => this.#parts.store.files.setStored(file, bytes) });
  }

  /** The upload of `file` has moved forward. */
  moved(file: number): void {
    this.#movedAt.set(file, this.#parts.clock.now());
  }

  /** All bytes are stored and the sender says their digest is `sha256`. Resolves when that is committed. */
  complete(row: FileRow, sha256: string): Promise<void> {
    const { log, store, observe } = this.#parts;
    return new Promise((resolve, reject) =>
      log.write({
        apply: () => store.files.complete(row.file, sha256),
        stored: () => {
          this.#movedAt.delete(row.file);
          this.#active.get(row.file)?.end({ kind: "complete", sha256 });
          observe({ type: "file_received", name: row.name, from: row.sender, bytes: row.size });
          resolve();
        },
        failed: (code) => reject(new ProtocolError(code)),
      })
    );
  }

  /** Ends an unfinished upload: the bytes are removed, the room is told. */
  end(row: FileRow, reason: WithdrawReason): void {
    const { log, room, store, spool, clock } = this.#parts;
    const { file, sender, name } = row;
    this.#movedAt.delete(file);
    this.#active.get(file)?.end({ kind: "withdrawn" });
    this.#active.delete(file);
    // First the bytes: if the disk is full they make room for the entry.
    spool.remove(file);
    log.append({
      room,
      type: "withdrawn",
      author: 0,
      fields: { file: String(file), from: sender, name, reason },
      apply: () => store.files.setGone(file),
      failed: () => this.#movedAt.set(file, clock.now()),
    });
  }

  /** Gives up uploads that nobody has continued for too long, and removes files that are too old. */
  sweep(): void {
    const now = this.#parts.clock.now();
    this.#space.removeOld(now);
    for (const [file, movedAt] of this.#movedAt) {
      if (now - movedAt < UPLOAD_ABANDONED_MS) continue;
      const row = this.#parts.store.files.get(file);
      if (row?.state === "open") this.end(row, "abandoned");
      else this.#movedAt.delete(file);
    }
  }

  #continueUpload(session: Session, id: string, file: number): void {
    const row = this.#row(file);
    const ack = { type: "ack", id, seq: file, duplicate: true, file: String(file) };
    session.feed.reply(ack);
    session.feed.reply(this.#ticket(session.member.author, row, "up"));
  }

  #ticket(author: number, row: FileRow, direction: "up" | "down"): object {
    const { file, size, name } = row;
    const ticket = this.tickets.issue({ file, direction, author }, this.#parts.clock.now());
    if (ticket === undefined) throw new ProtocolError("too_many_files");
    const offset = this.#active.get(file)?.stored ?? row.stored;
    return { type: "ticket", file: String(file), ticket, direction, offset, size, name };
  }

  #ticketOrError(author: number, file: number, request: Offer): object {
    try {
      return this.#ticket(author, this.#row(file), "up");
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      return errorReply(error.code, request, error.message);
    }
  }

  #row(file: number): FileRow {
    const row = this.#parts.store.files.get(file);
    if (row === undefined || row.state === "gone") throw new ProtocolError("no_such_file");
    return row;
  }
}
