/**
 * Everything that this client shares.
 * @module
 */
import pLimit from "p-limit";
import { MAX_ACTIVE_TRANSFERS } from "../../protocol/limits.ts";
import { asFailure, type Failure } from "./failures.ts";
import type { Memory } from "./memory.ts";
import { persist } from "./persist.ts";
import type { TransferHost } from "./transfer_host.ts";
import { Upload } from "./upload.ts";

/** Uploads in the order in which they were asked for, a few at once. Failures become events. */
export class Uploads {
  readonly #host: TransferHost;
  readonly #memory: Memory | undefined;
  readonly #slots = pLimit(MAX_ACTIVE_TRANSFERS);
  readonly #running = new Set<Upload>();
  readonly #names = new Map<string, string>();
  #preparing = Promise.resolve();
  #waiting = 0;

  /** With `memory`, a later run can go on with what this one does not finish. */
  constructor(host: TransferHost, memory?: Memory) {
    this.#host = host;
    this.#memory = memory;
  }

  /** Uploads that have not ended. */
  get size(): number {
    return this.#waiting + this.#running.size;
  }

  /** Shares the file at `path`. Never waits; what becomes of it is told as events. */
  add(path: string): void {
    this.#prepare(path, () => Upload.prepare(this.#host, path, this.#memory));
  }

  /** Goes on with what an earlier run did not finish, if the member `isSame`; nobody else may. */
  addEarlier(memory: Memory, isSame: boolean): void {
    for (const earlier of memory.uploads) {
      if (!isSame) {
        memory.dropUpload(earlier.id);
        continue;
      }
      this.#prepare(earlier.path, async () => {
        try {
          return await Upload.restore(this.#host, memory, earlier);
        } catch (error) {
          memory.dropUpload(earlier.id);
          throw error;
        }
      });
    }
  }

  /** Ends the upload of `file` with `code`. Is there one? The room is told unless the server did it. */
  stop(file: string, code: string): boolean {
    const upload = [...this.#running].find((running) => running.file === file);
    if (upload === undefined) return false;
    upload.stop(code);
    return true;
  }

  /** The name of an own file, if `file` is one. */
  nameOf(file: string): string | undefined {
    return this.#names.get(file);
  }

  #prepare(path: string, prepare: () => Promise<Upload>): void {
    this.#waiting++;
    // One after the other, so that files are offered in the order in which they were named.
    this.#preparing = this.#preparing.then(() => this.#start(path, prepare));
  }

  async #start(path: string, prepare: () => Promise<Upload>): Promise<void> {
    try {
      const upload = await prepare();
      this.#running.add(upload);
      this.#run(upload);
    } catch (error) {
      const { code, message } = asFailure(error, "not_readable");
      this.#host.emit({ type: "error", code, text: `${message}: ${path}` });
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
        attempt: () => upload.attempt(),
        failureOf: (error) => asFailure(error, "not_readable"),
        bytes: () => upload.moved,
        paused: ({ code }) => progress.paused(code),
      });
      this.#names.set(progress.id, upload.name);
      progress.done();
    } catch (error) {
      this.#failed(upload, asFailure(error, "not_readable"));
    }
    if (!this.#host.signal.aborted) this.#memory?.dropUpload(upload.offerId);
    this.#running.delete(upload);
    this.#host.ended();
  }

  #failed(upload: Upload, { code, message }: Failure): void {
    if (this.#host.signal.aborted) return;
    // The server has ended it by itself in the other cases.
    const isOurs = code === "cancelled" || code === "file_changed" || code === "not_readable";
    if (isOurs && upload.file !== undefined) {
      this.#host.request({ type: "withdraw", file: upload.file });
    }
    if (upload.file !== undefined) upload.progress.failed(code);
    else this.#host.emit({ type: "error", code, text: `${message}: ${upload.name}` });
  }
}
