/**
 * What happens with files → what is seen of it.
 * @module
 */
import { BoundedMap } from "../../protocol/bounded_map.ts";
import {
  type ClientEvent,
  failureText,
  type FileEvent,
  MAX_REMEMBERED_FILES,
  receiptText,
  type TransferEvent,
} from "../core/mod.ts";
import { sizeText } from "./answer_lines.ts";
import { Receipts } from "./receipts.ts";
import type { Transcript } from "./transcript.ts";
import { TransferList } from "./transfer_list.ts";

type EventOf<T extends ClientEvent["type"]> = Extract<ClientEvent, { type: T }>;

/** Follows shared files, transfers and receipts. Does no I/O; time is an argument. */
export class FilesView {
  readonly transfers = new TransferList();
  readonly #transcript: Transcript;
  readonly #receipts = new Receipts();
  readonly #saved = new BoundedMap<string, string>(MAX_REMEMBERED_FILES);

  constructor(transcript: Transcript) {
    this.#transcript = transcript;
  }

  /** When {@linkcode FilesView.tick} has something to show. */
  get dueAtMs(): number | undefined {
    return this.#receipts.dueAtMs;
  }

  /** Shows receipts that were gathered and are due. */
  tick(nowMs: number, at: Date): void {
    if ((this.#receipts.dueAtMs ?? Infinity) > nowMs) return;
    for (const line of this.#receipts.take()) this.#transcript.notice(at, "event", line);
  }

  /** Where the received file `id` is. */
  savedAs(id: string): string | undefined {
    return this.#saved.get(id);
  }

  shared({ id, from, name, size, accepted, gone }: FileEvent, at: Date): void {
    const file = `${name} (${sizeText(size)})`;
    if (gone) return this.#transcript.notice(at, "event", `${from} shared ${file}, which is gone`);
    const what = `${from} shares ${file}`;
    this.#transcript.notice(at, "event", accepted ? what : `${what}, /get ${id} receives it`);
  }

  /** Something about a transfer. Tells where a file is that is now complete. */
  moved(event: TransferEvent, at: Date, nowMs: number): { readonly received?: string } {
    const { id, direction, state, size, path, code = "", text = failureText(code) } = event;
    const name = event.name === "" ? `file ${id}` : event.name;
    this.transfers.update(event, nowMs);
    if (state === "failed") {
      const did = direction === "up" ? "sent" : "received";
      this.#transcript.notice(at, "error", `${name} was not ${did}: ${text}`);
    } else if (state === "declined") this.#transcript.notice(at, "event", `Declined ${name}`);
    else if (state === "done" && direction === "up") {
      this.#transcript.notice(at, "good", `File ${name} sent successfully (${sizeText(size)})`);
    } else if (state === "done" && path !== undefined) {
      const what = `File: ${name} received successfully (${sizeText(size)}), verified -> ${path}`;
      this.#transcript.notice(at, "good", what);
      this.#save(id, path);
      return { received: path };
    }
    return {};
  }

  receipt({ id, name, by, state, code }: EventOf<"receipt">, at: Date, nowMs: number): void {
    if (state === "done") {
      this.transfers.received(id);
      this.#receipts.add(name, by, nowMs);
      return;
    }
    const did = state === "declined" ? "declined" : "could not receive";
    const why = code === undefined ? "" : `: ${receiptText(code)}`;
    this.#transcript.notice(at, "event", `${by} ${did} ${name}${why}`);
  }

  #save(id: string, path: string): void {
    this.#saved.set(id, path);
  }
}
