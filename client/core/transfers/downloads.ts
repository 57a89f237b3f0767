/**
 * Everything that this client fetches.
 * @module
 */
import { findParts } from "./part_place.ts";
import type { PartialFile } from "./part_file.ts";
import pLimit from "p-limit";
import { BoundedMap } from "../../../protocol/bounded_map.ts";
import { MAX_ACTIVE_TRANSFERS } from "../../../protocol/limits.ts";
import { Download } from "./download.ts";
import { asFailure, type Failure, mayContinue } from "../base/mod.ts";
import { persist } from "./persist.ts";
import { Progress } from "./progress.ts";
import type { TransferHost } from "./transfer_host.ts";

/** Files whose sender a client remembers, for what it shows when one is fetched. */
export const MAX_REMEMBERED_FILES = 1_000;

/** What is known about a file in the room before it is fetched. */
export interface KnownFile {
  readonly name: string;
  readonly size: number;
  readonly from: string;
}

/** Downloads, a few at once. Failures become events. */
export class Downloads {
  readonly #host: TransferHost;
  readonly #folder: string | undefined;
  readonly #owner: () => string;
  readonly #slots = pLimit(MAX_ACTIVE_TRANSFERS);
  readonly #running = new Map<string, { download: Download; isAsked: boolean }>();
  readonly #known = new BoundedMap<string, KnownFile>(MAX_REMEMBERED_FILES);
  readonly #ending = new Set<Promise<void>>();

  /**
   * `owner` is the same in every run of this member of this room, and no other's: it finds the
   * parts in `folder` that are ours. It is known once there was a `welcome`.
   */
  constructor(host: TransferHost, folder: string | undefined, owner: () => string) {
    this.#host = host;
    this.#folder = folder;
    this.#owner = owner;
  }

  /** Downloads that somebody asked for and that have not ended. */
  get asked(): number {
    return [...this.#running.values()].filter(({ isAsked }) => isAsked).length;
  }

  /** Remembers a file for what is shown about it later. */
  note(file: string, facts: KnownFile): void {
    this.#known.set(file, facts);
  }

  knows(file: string): boolean {
    return this.#known.has(file);
  }

  /** Fetches `file`. `false` if that is under way. What becomes of it is told as events. */
  start(file: string, { as, isAsked }: { as?: string | undefined; isAsked: boolean }): boolean {
    if (this.#running.has(file)) return false;
    const from = this.#known.get(file)?.from;
    const options = { file, downloads: this.#folder, as, from, mark: `${file}-${this.#owner()}` };
    const download = new Download(this.#host, options);
    const known = this.#known.get(file);
    if (known !== undefined) download.progress.learn({ name: known.name, size: known.size });
    this.#running.set(file, { download, isAsked });
    const ending = this.#run(file, download).finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
    return true;
  }

  /** Goes on with whatever an earlier run has begun to receive. */
  async startParts(): Promise<void> {
    if (this.#folder === undefined) return;
    for (const file of await findParts(this.#folder, this.#owner())) {
      if (!this.#host.signal.aborted) this.start(file, { isAsked: false });
    }
  }

  /** Tells that `file` is not wanted. */
  decline(file: string): void {
    const { name = "", size = 0, from } = this.#known.get(file) ?? {};
    const facts = { id: file, name, size, from, direction: "down" } as const;
    new Progress(this.#host, facts).declined();
  }

  /** Ends the download of `file` with `code`. Is there one? */
  stop(file: string, code: string): boolean {
    const running = this.#running.get(file);
    running?.download.stop(code);
    return running !== undefined;
  }

  /** What is here of `file` while it is being received. */
  partial(file: string): PartialFile | undefined {
    return this.#running.get(file)?.download.partial;
  }

  /** Lets the download of `file` stand still, if there is one. */
  pause(file: string): void {
    this.#running.get(file)?.download.gate.close();
  }

  /** Goes on with it. */
  resume(file: string): void {
    this.#running.get(file)?.download.gate.open();
  }

  stopAll(code: string): void {
    for (const { download } of this.#running.values()) download.stop(code);
  }

  /** Resolves when nothing runs any more and no partial file is left open. Stop them first. */
  async ended(): Promise<void> {
    await Promise.all(this.#ending);
  }

  async #run(file: string, download: Download): Promise<void> {
    const { progress, signal } = download;
    let failure: Failure | undefined;
    try {
      await persist(this.#host, {
        slots: this.#slots,
        signal,
        gate: download.gate,
        attempt: (closed) => download.attempt(closed),
        failureOf: (error) => asFailure(error, "not_saved"),
        bytes: () => download.moved,
        paused: (failure) => progress.paused(failure),
      });
    } catch (error) {
      failure = asFailure(error, "not_saved");
    }
    await download.close(failure === undefined || isResumable(failure));
    if (failure !== undefined && failure.code !== "left") {
      if (!download.isTold && CAUSES.has(failure.code)) {
        this.#host.request({ type: "decline", file, code: failure.code });
      }
      progress.failed(failure);
    }
    this.#running.delete(file);
    this.#host.ended();
  }
}

/** Failures that are this side's, so that the sender knows of them only if it is told. */
const CAUSES: ReadonlySet<string> = new Set([
  "not_saved",
  "storage_full",
  "bad_digest",
  "connection_lost",
  "transfer_stalled",
]);

/** Can a later run go on with what was received? */
function isResumable({ code }: Failure): boolean {
  return code === "left" || mayContinue(code);
}
