/**
 * Reading an archive while its files live on.
 * @module
 */
import { Failure, failureText } from "../base/mod.ts";
import type { ArchivePlan, Item } from "./archive_plan.ts";
import { isSame, openAny, type OpenFile, type SourceReader } from "./file_source.ts";
import type { LeftOut } from "./left_out.ts";
import { fileFailure, type RegularFile, whyNot } from "./regular_file.ts";

/** The item whose file is open. */
interface OpenItem {
  readonly item: Item;
  readonly file: OpenFile;
  /** It has no more bytes, though it should: zeros follow. */
  isCut: boolean;
}

/** Reads an archive from any offset; at most one of its files is open. */
export class ArchiveReader implements SourceReader {
  #offset = 0;
  #open: OpenItem | undefined;

  /** What falls away or changes while it is read is told to `leftOut`. */
  constructor(private readonly plan: ArchivePlan, private readonly leftOut: LeftOut) {}

  seek(offset: number): Promise<number> {
    this.#offset = offset;
    this.#close();
    return Promise.resolve(offset);
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    const item = await this.#current();
    if (item === undefined) return this.#zeros(buffer, this.plan.size);
    if (this.#offset < item.dataStart) {
      const part = item.header.subarray(this.#offset - item.start).subarray(0, buffer.length);
      buffer.set(part);
      return this.#moved(part.length);
    }
    if (this.#offset >= item.dataEnd) return this.#zeros(buffer, item.end);
    const bytes = await this.#readFile(item, buffer.subarray(0, item.dataEnd - this.#offset));
    if (this.#offset === item.dataEnd) await this.#finish();
    return bytes;
  }

  /** An archive stays one whatever becomes of its files. */
  checkUnchanged(): Promise<void> {
    return Promise.resolve();
  }

  [Symbol.dispose](): void {
    this.#close();
  }

  /** The item at the offset. A file whose turn comes is taken as it is now, or left out. */
  async #current(): Promise<Item | undefined> {
    for (;;) {
      const item = this.plan.at(this.#offset);
      if (item === undefined) return undefined;
      const isTurn = this.#offset === item.start && this.plan.isUntouched(item);
      const now = isTurn && item.file !== undefined ? await this.#turn(item, item.file) : item;
      if (now === undefined) continue;
      this.plan.begin(now);
      return now;
    }
  }

  /**
   * The file is opened before its header is given away, and then read to its end, whatever becomes
   * of its name.
   */
  async #turn(item: Item, before: RegularFile): Promise<Item | undefined> {
    if (before.content !== undefined) return item;
    this.#close();
    try {
      const { isFile } = await Deno.stat(before.path);
      if (!isFile) throw new Deno.errors.NotFound();
      const file = await openAny(before);
      const state = await file.state();
      const isAsBefore = isSame(state, before);
      // There is no room for more than was offered.
      const size = Math.min(state.size, before.size);
      const after = { ...before, size: state.size, mtime: state.mtime };
      const now = isAsBefore ? item : this.plan.replace(item, after, size);
      if (now !== undefined) this.#open = { item: now, file, isCut: false };
      return now;
    } catch (error) {
      const { name } = item.entry;
      this.leftOut.add("error", name, whyNot(fileFailure(error), name));
      return this.plan.replace(item);
    }
  }

  async #readFile(item: Item, buffer: Uint8Array): Promise<number> {
    const open = await this.#opened(item);
    const bytes = open.isCut ? null : await open.file.read(buffer);
    if (bytes !== null) return this.#moved(bytes);
    if (!open.isCut) this.leftOut.add("error", item.entry.name, "its end was cut off meanwhile");
    open.isCut = true;
    buffer.fill(0);
    return this.#moved(buffer.length);
  }

  async #opened(item: Item): Promise<OpenItem> {
    if (this.#open?.item === item) return this.#open;
    this.#close();
    const { file: facts, entry } = item;
    if (facts === undefined) {
      throw new RangeError("Cannot read the bytes of an item without a file");
    }
    const file = await openAny(facts).catch(() => {
      throw changed(entry.name);
    });
    this.#open = { item, file, isCut: false };
    const state = await file.state();
    // What was added does not change what was there.
    if (!isSame(state, facts) && state.size <= facts.size) throw changed(entry.name);
    await file.seek(this.#offset - item.dataStart, Deno.SeekMode.Start);
    return this.#open;
  }

  /** All of a file has been read: was it the same from the beginning to the end? */
  async #finish(): Promise<void> {
    const open = this.#open;
    const facts = open?.item.file;
    if (open !== undefined && facts !== undefined && !open.isCut) {
      const { entry } = open.item;
      const state = await open.file.state();
      if (state.size > entry.size) {
        this.leftOut.add("notice", entry.name, "what was added to it meanwhile");
      } else if (!isSame(state, facts)) {
        this.leftOut.add("error", entry.name, "it changed while it was being sent");
      }
    }
    this.#close();
  }

  #zeros(buffer: Uint8Array, end: number): number | null {
    const bytes = Math.min(buffer.length, end - this.#offset);
    if (bytes <= 0) return null;
    buffer.fill(0, 0, bytes);
    return this.#moved(bytes);
  }

  #moved(bytes: number): number {
    this.#offset += bytes;
    return bytes;
  }

  #close(): void {
    this.#open?.file[Symbol.dispose]();
    this.#open = undefined;
  }
}

function changed(name: string): Failure {
  return new Failure("file_changed", `${failureText("file_changed")}: ${name}`);
}
