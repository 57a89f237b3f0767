/**
 * Everything that this client shares.
 * @module
 */
import pLimit from "p-limit";
import { MAX_ACTIVE_TRANSFERS } from "../../../protocol/limits.ts";
import { asFailure, type Failure } from "../base/mod.ts";
import { persist } from "./persist.ts";
import type { TransferHost } from "./transfer_host.ts";
import { Upload } from "./upload.ts";
import type { UploadNotes } from "./upload_notes.ts";

/** What an upload is told by before it has begun. */
interface Offered {
  readonly path: string;
  readonly offerId: string;
}

/** Uploads in the order in which they were asked for, a few at once. Failures become events. */
export class Uploads {
  readonly #host: TransferHost;
  readonly #notes: UploadNotes | undefined;
  readonly #slots = pLimit(MAX_ACTIVE_TRANSFERS);
  readonly #running = new Set<Upload>();
  readonly #names = new Map<string, string>();
  #preparing = Promise.resolve();
  #waiting = 0;

  /** With `notes`, a later run can go on with what this one does not finish. */
  constructor(host: TransferHost, notes?: UploadNotes) {
    this.#host = host;
    this.#notes = notes;
  }

  /** Uploads that have not ended. */
  get size(): number {
    return this.#waiting + this.#running.size;
  }

  /**
   * Shares the file at `path`. Never waits; what becomes of it is told as events. Returns the id of
   * the offer.
   */
  add(path: string): string {
    const offerId = this.#host.nextId();
    this.#prepare({ path, offerId }, () => Upload.prepare(this.#host, path, offerId, this.#notes));
    return offerId;
  }

  /** Goes on with what an earlier run did not finish, if the member `isSame`; nobody else may. */
  addEarlier(notes: UploadNotes, isSame: boolean): void {
    for (const earlier of notes.uploads) {
      if (!isSame) {
        notes.dropUpload(earlier.id);
        continue;
      }
      this.#prepare({ path: earlier.path, offerId: earlier.id }, async () => {
        try {
          return await Upload.restore(this.#host, notes, earlier);
        } catch (error) {
          notes.dropUpload(earlier.id);
          throw error;
        }
      });
    }
  }

  /**
   * Ends the upload of `file` with `code`. Is there one? The room is told unless the server did it.
   */
  stop(file: string, code: string): boolean {
    const upload = this.#find(file);
    upload?.stop(code);
    return upload !== undefined;
  }

  /** Lets the upload of `file` stand still. Is there one? */
  pause(file: string): boolean {
    const upload = this.#find(file);
    upload?.gate.close();
    return upload !== undefined;
  }

  /** Goes on with it. Is there one? */
  resume(file: string): boolean {
    const upload = this.#find(file);
    upload?.gate.open();
    return upload !== undefined;
  }

  /** The name of an own file, if `file` is one. */
  nameOf(file: string): string | undefined {
    return this.#names.get(file) ?? this.#find(file)?.name;
  }

  #find(file: string): Upload | undefined {
    return [...this.#running].find((running) => running.file === file);
  }

  #prepare(what: Offered, prepare: () => Promise<Upload>): void {
    this.#waiting++;
    // One after the other, so that files are offered in the order in which they were named.
    this.#preparing = this.#preparing.then(() => this.#start(what, prepare));
  }

  async #start({ path, offerId }: Offered, prepare: () => Promise<Upload>): Promise<void> {
    try {
      const upload = await prepare();
      this.#running.add(upload);
      this.#run(upload);
    } catch (error) {
      const { code, message } = asFailure(error, "not_readable");
      this.#host.emit({ type: "error", code, text: `${message}: ${path}`, id: offerId });
    }
    this.#waiting--;
    this.#host.ended();
  }

  async #run(upload: Upload): Promise<void> {
    const { progress, signal } = upload;
    try {
      await persist(this.#host, {
        slots: this.#slots,
        signal,
        gate: upload.gate,
        attempt: (closed) => upload.attempt(closed),
        failureOf: (error) => asFailure(error, "not_readable"),
        bytes: () => upload.moved,
        paused: (failure) => progress.paused(failure),
      });
      progress.done();
    } catch (error) {
      this.#failed(upload, asFailure(error, "not_readable"));
    }
    if (!this.#host.signal.aborted) this.#notes?.dropUpload(upload.offerId);
    this.#running.delete(upload);
    if (upload.file !== undefined) this.#names.set(upload.file, upload.name);
    this.#host.ended();
  }

  #failed(upload: Upload, failure: Failure): void {
    const { code, message } = failure;
    if (this.#host.signal.aborted) return;
    // The server has ended it by itself in the other cases.
    const isOurs = code === "cancelled" || code === "file_changed" || code === "not_readable";
    if (isOurs && upload.file !== undefined) {
      this.#host.request({ type: "withdraw", file: upload.file });
    }
    if (upload.file !== undefined) upload.progress.failed(failure);
    else {
      const id = upload.offerId;
      this.#host.emit({ type: "error", code, text: `${message}: ${upload.name}`, id });
    }
  }
}
