/**
 * Showing files in step with their transfers.
 * @module
 */
import type { PartialFile, TransferEvent } from "../core/mod.ts";
import type { Conversation } from "./conversation.ts";
import { LocalFiles, type Preview } from "./local_files.ts";
import { SNIFF_BYTES } from "./sniff.ts";

/** What a transfer has put on this machine. */
export interface HereNow {
  /** Of an own file. */
  readonly own: string | undefined;
  /** Of a file that is being received. */
  readonly partial: PartialFile | undefined;
}

/** Tells the conversation how each file can be shown by now. */
export class Previews {
  readonly local: LocalFiles = new LocalFiles();
  readonly #conversation: Conversation;
  readonly #awaited = new WeakSet<PartialFile>();

  constructor(conversation: Conversation) {
    this.#conversation = conversation;
  }

  /** What `event` changes. Is the file shown now? */
  async follow(event: TransferEvent, { own, partial }: HereNow): Promise<boolean> {
    const { id: file, state, direction, path = own } = event;
    const isShown = this.#conversation.files.get(file)?.preview !== undefined;
    const isHere = state === "done" || (direction === "up" && state === "started");
    if (isHere && path !== undefined && (direction === "down" || !isShown)) {
      return this.#show(file, await this.local.add(file, path));
    }
    if (direction === "up") return isShown;
    if (state === "failed" || state === "declined") return this.#show(file, this.local.lose(file));
    if (partial !== undefined && !this.#awaited.has(partial)) void this.#await(file, partial);
    return isShown;
  }

  /** Shows a sound or a film as soon as its beginning is here. */
  async #await(file: string, partial: PartialFile): Promise<void> {
    this.#awaited.add(partial);
    this.#show(file, this.local.lose(file));
    await partial.until(Math.min(SNIFF_BYTES, partial.size) - 1);
    if (!partial.isClosed) this.#show(file, await this.local.begin(file, partial));
  }

  #show(file: string, preview: Preview | undefined): boolean {
    const before = this.#conversation.files.get(file)?.preview;
    const isSame = before?.url === preview?.url && before?.isWhole === preview?.isWhole;
    if (!isSame) this.#conversation.changeFile(file, { preview });
    return preview !== undefined;
  }
}
