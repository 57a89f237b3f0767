/**
 * One file on its way from the server.
 * @module
 */
import { asFailure, Failure } from "../base/mod.ts";
import { FileDigest } from "./file_digest.ts";
import { Gate } from "./gate.ts";
import { PartFile, type PartialFile } from "./part_file.ts";
import { PartWriter } from "./part_writer.ts";
import { Progress } from "./progress.ts";
import { chooseTarget } from "./target.ts";
import { TransferConnection } from "./transfer_connection.ts";
import type { TransferHost } from "./transfer_host.ts";

/**
 * Bytes that do not come for so long are waited for, and that is said: longer than a busy network
 * takes its time.
 */
const WAITING_MS = 3_000;

/** Options of {@linkcode Download}. */
export interface DownloadOptions {
  readonly file: string;
  /** The folder for received files, if there is one. */
  readonly downloads: string | undefined;
  /** Where this side's user wants it. */
  readonly as?: string | undefined;
  /** Who shared it, if known. */
  readonly from?: string | undefined;
  /** Stands for the file and for who receives it: finds the part that an earlier run has begun. */
  readonly mark: string;
}

/** Each attempt goes on where the one before ended. */
export class Download {
  readonly progress: Progress;
  readonly gate = new Gate();
  /** Aborted, with the reason, when it is to end. */
  readonly signal: AbortSignal;
  readonly #host: TransferHost;
  readonly #options: DownloadOptions;
  #digest = new FileDigest();
  readonly #stop = new AbortController();
  #part: PartFile | undefined;
  #isTold = false;

  constructor(host: TransferHost, options: DownloadOptions) {
    this.#host = host;
    this.signal = AbortSignal.any([this.#stop.signal, host.signal]);
    this.#options = options;
    const { file: id, from } = options;
    this.progress = new Progress(host, { id, name: "", direction: "down", size: 0, from });
  }

  /** Bytes received so far. */
  get moved(): number {
    return this.#part?.bytes ?? 0;
  }

  /** What is here by now; `undefined` before the first attempt. */
  get partial(): PartialFile | undefined {
    return this.#part;
  }

  /** Ends it with `code`. */
  stop(code: string): void {
    this.#stop.abort(new Failure(code));
  }

  /** Gets a ticket, receives what is missing, compares, and gives the file its name. */
  async attempt(closed: AbortSignal): Promise<void> {
    const { file } = this.#options;
    const signal = AbortSignal.any([this.signal, closed]);
    this.#host.request({ type: "get", file });
    const { ticket, name, size } = await this.#host.ticket("down", file);
    this.progress.learn({ name, size });
    const part = this.#part ??= await this.#openPart(name, size);
    const { dialer } = this.#host;
    using connection = await TransferConnection.open(dialer, ticket, part.bytes, signal);
    const go = await connection.readGo();
    if (go.offset !== part.bytes || go.size !== size) throw new Failure("server_misbehaved");
    this.progress.started(part.bytes);
    using _watch = this.#watch(part, size);
    try {
      await this.#receive(connection, part, size);
      const expected = await connection.readDigest();
      if (this.#digest.hex() !== expected) throw await this.#mismatch(part);
      const path = await part.finish();
      await connection.sendLine({ type: "verdict", ok: true }).catch(() => {});
      this.progress.done({ path, sha256: expected });
    } catch (error) {
      const failure = asFailure(error, "not_saved");
      const { code } = failure;
      if (code === "bad_digest" || code === "storage_full" || code === "not_saved") {
        this.#isTold = await connection.sendLine({ type: "verdict", ok: false, code })
          .then(() => true, () => false);
      }
      throw failure;
    }
  }

  /** Does the sender know already why it failed? */
  get isTold(): boolean {
    return this.#isTold;
  }

  /**
   * Tells, for as long as it is not disposed of, when no more bytes come: those that are there have
   * been sent.
   */
  #watch(part: PartFile, size: number): Disposable {
    let bytes = part.bytes;
    const timer = setInterval(() => {
      if (part.bytes === bytes && bytes < size && !this.gate.isClosed) {
        this.progress.paused(new Failure("waiting_for_sender"));
      }
      bytes = part.bytes;
    }, WAITING_MS);
    return { [Symbol.dispose]: () => clearInterval(timer) };
  }

  /** Closes the partial file; without `isKept`, and if it is empty, it is removed. */
  async close(isKept: boolean): Promise<void> {
    this.#part?.[Symbol.dispose]();
    if (!isKept || this.moved === 0) await this.#part?.discard();
  }

  async #openPart(name: string, size: number): Promise<PartFile> {
    const { downloads, as, mark } = this.#options;
    const part = await PartFile.open(await chooseTarget(downloads, name, as), mark, size);
    await part.digestEarlier(this.#digest);
    return part;
  }

  /**
   * The bytes are not those that were sent. If some are of an earlier run, they are given up and
   * everything comes anew.
   */
  async #mismatch(part: PartFile): Promise<Failure> {
    if (part.earlierBytes === 0) return new Failure("bad_digest");
    part[Symbol.dispose]();
    await part.discard();
    this.#part = undefined;
    this.#digest = new FileDigest();
    return new Failure("part_damaged");
  }

  async #receive(connection: TransferConnection, part: PartFile, size: number): Promise<void> {
    const writer = new PartWriter(part, this.#digest);
    try {
      while (writer.received < size) {
        writer.came(await connection.receive(await writer.room()));
        this.progress.moved(writer.received);
      }
    } finally {
      await writer.end();
    }
  }
}
