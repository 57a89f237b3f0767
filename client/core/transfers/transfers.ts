/**
 * The files of one client, whichever way they go.
 * @module
 */
import type { PartialFile } from "./part_file.ts";
import { Downloads, type KnownFile } from "./downloads.ts";
import type { TransferHost } from "./transfer_host.ts";
import type { UploadNotes } from "./upload_notes.ts";
import { Uploads } from "./uploads.ts";

/** Options of {@linkcode Transfers}. */
export interface TransfersOptions {
  /** The folder for received files; without one, none can be saved. */
  readonly downloads: string | undefined;
  /**
   * The same in every run of this member of this room, and no other's: it finds the parts in the
   * folder that are ours. It is known once there was a `welcome`.
   */
  readonly owner: () => string;
  /** With them, a later run can go on with what this one does not finish. */
  readonly notes: UploadNotes | undefined;
}

/** What it shares and what it fetches. Failures become events. */
export class Transfers {
  readonly #host: TransferHost;
  readonly #options: TransfersOptions;
  readonly #uploads: Uploads;
  readonly #downloads: Downloads;

  constructor(host: TransferHost, options: TransfersOptions) {
    this.#host = host;
    this.#options = options;
    this.#uploads = new Uploads(host, options.notes);
    this.#downloads = new Downloads(host, options.downloads, options.owner);
  }

  /** Nothing is being shared, or fetched because somebody asked for it. */
  get isIdle(): boolean {
    return this.#uploads.size === 0 && this.#downloads.asked === 0;
  }

  /**
   * Shares the file at `path`. Never waits; what becomes of it is told as events. Returns the id of
   * the offer.
   */
  send(path: string): string {
    return this.#uploads.add(path);
  }

  /**
   * Fetches `file`, to `as` if it is given. `false` if that is under way. What becomes of it is
   * told as events.
   */
  fetch(file: string, options: { as?: string | undefined; isAsked: boolean }): boolean {
    return this.#downloads.start(file, options);
  }

  /** Tells the sender that `file` is not wanted, and stops fetching it. */
  decline(file: string): void {
    this.#host.request({ type: "decline", file });
    if (!this.#downloads.stop(file, "cancelled")) this.#downloads.decline(file);
  }

  /** Ends the upload or the download of `file` with the failure that fits. Is there one? */
  stop(file: string, codes: { readonly up: string; readonly down: string }): boolean {
    return this.#uploads.stop(file, codes.up) || this.#downloads.stop(file, codes.down);
  }

  /** Lets the transfer of `file` stand still, if there is one. */
  pause(file: string): void {
    if (!this.#uploads.pause(file)) this.#downloads.pause(file);
  }

  /** Goes on with it. */
  resume(file: string): void {
    if (!this.#uploads.resume(file)) this.#downloads.resume(file);
  }

  /** What is here of `file` while it is being fetched. */
  partial(file: string): PartialFile | undefined {
    return this.#downloads.partial(file);
  }

  /** Remembers a file of the room for what is shown about it later. */
  note(file: string, facts: KnownFile): void {
    this.#downloads.note(file, facts);
  }

  /** Is `file` one that was offered here, or an own one? */
  knows(file: string): boolean {
    return this.#downloads.knows(file) || this.#uploads.nameOf(file) !== undefined;
  }

  /** The name of an own file that is shared, if `file` is one. */
  nameOf(file: string): string | undefined {
    return this.#uploads.nameOf(file);
  }

  /**
   * Goes on with what an earlier run did not finish: with uploads if the member is the same
   * (`isSame`), since nobody else may, and with downloads if files are fetched at all (`fetches`).
   */
  continueEarlier({ isSame, fetches }: { isSame: boolean; fetches: boolean }): void {
    const { notes } = this.#options;
    if (notes !== undefined) this.#uploads.addEarlier(notes, isSame);
    if (fetches) this.#downloads.startParts();
  }

  /** The server has another log now: the files of the old one are gone. */
  forgetRoom(): void {
    this.#downloads.stopAll("removed");
  }

  /** Resolves when nothing runs any more and no partial file is left open. End the client first. */
  async ended(): Promise<void> {
    await this.#downloads.ended();
  }
}
