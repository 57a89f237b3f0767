/**
 * Everything that this client shares.
 * @module
 */
import pLimit from "p-limit";
import { MAX_ACTIVE_TRANSFERS } from "../../protocol/limits.ts";
import { asFailure, type Failure } from "./failures.ts";
import { persist } from "./persist.ts";
import type { TransferHost } from "./transfer_host.ts";
import { Upload } from "./upload.ts";

/** Uploads in the order in which they were asked for, a few at once. Failures become events. */
export class Uploads {
  readonly #host: TransferHost;
  readonly #slots = pLimit(MAX_ACTIVE_TRANSFERS);
  readonly #running = new Set<Upload>();
  readonly #names = new Map<string, string>();
  #preparing = Promise.resolve();
  #waiting = 0;

  constructor(host: TransferHost) {
    this.#host = host;
  }

  /** Uploads that have not ended. */
  get size(): number {
    return this.#waiting + this.#running.size;
  }

  /** Shares the file at `path`. Never waits; what becomes of it is told as events. */
  add(path: string): void {
    this.#waiting++;
    // One after the other, so that files are offered in the order in which they were named.
    this.#preparing = this.#preparing.then(() => this.#start(path));
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

  async #start(path: string): Promise<void> {
    try {
      const upload = await Upload.prepare(this.#host, path);
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
