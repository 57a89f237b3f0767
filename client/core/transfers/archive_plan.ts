/**
 * Which bytes of an archive stand where, while it is being sent.
 * @module
 */
import type { RegularFile } from "./regular_file.ts";
import { paddingBytes, type TarEntry, tarHeader, TRAILER_BYTES } from "./tar_layout.ts";

/** What is to be archived. */
export interface Planned {
  readonly entry: TarEntry;
  /** Where its bytes are; `undefined` for a folder or a link. */
  readonly file?: RegularFile | undefined;
}

/** It in its place. */
export interface Item extends Planned {
  readonly start: number;
  readonly header: Uint8Array;
  readonly dataStart: number;
  readonly dataEnd: number;
  /** Where the next one starts. */
  readonly end: number;
}

/**
 * The size is settled from the start. What has been read stays where it was, so that it can be read
 * again; what comes behind it moves up when something falls away. The rest is zeros: who unpacks an
 * archive takes no notice of what follows its end.
 */
export class ArchivePlan {
  readonly size: number;
  readonly #laid: readonly Item[];
  /** The first of {@linkcode #laid} of which nothing was read. */
  #next = 0;
  /** How far those have moved up. */
  #shift = 0;
  /** Items that were read, at least in part. */
  readonly #begun: Item[] = [];

  constructor(planned: readonly Planned[]) {
    let end = 0;
    this.#laid = planned.map((one) => {
      const item = place(one, end);
      end = item.end;
      return item;
    });
    this.size = end + TRAILER_BYTES;
  }

  /**
   * The item that has the byte at `offset`; `undefined` behind the last one. Those before it count
   * as read.
   */
  at(offset: number): Item | undefined {
    if (offset < this.#begunEnd) return find(this.#begun, offset);
    for (let next = this.#nextItem; next !== undefined; next = this.#nextItem) {
      if (offset < next.end) return next;
      this.begin(next);
    }
    return undefined;
  }

  /** Was nothing of `item` read yet? */
  isUntouched(item: Item): boolean {
    return item.start >= this.#begunEnd;
  }

  /** `item`, which {@linkcode at} has found, stays as it is. */
  begin(item: Item): void {
    if (!this.isUntouched(item)) return;
    this.#begun.push(item);
    this.#next++;
  }

  /**
   * Instead of `item`, which {@linkcode at} has found and of which nothing was read, there is
   * `file` up to `size` bytes, which are no more; or nothing. Returns what stands there now.
   */
  replace(item: Item, file?: RegularFile, size = 0): Item | undefined {
    this.#next++;
    this.#shift += item.end - item.start;
    if (file === undefined) return undefined;
    const { mtime, isExecutable } = file;
    const now = place({ entry: { ...item.entry, size, mtime, isExecutable }, file }, item.start);
    this.#shift -= now.end - now.start;
    this.#begun.push(now);
    return now;
  }

  get #begunEnd(): number {
    return this.#begun.at(-1)?.end ?? 0;
  }

  get #nextItem(): Item | undefined {
    const item = this.#laid[this.#next];
    return item && (this.#shift === 0 ? item : place(item, item.start - this.#shift));
  }
}

function place({ entry, file }: Planned, start: number): Item {
  const header = tarHeader(entry);
  const dataStart = start + header.length;
  const dataEnd = dataStart + entry.size;
  return {
    entry,
    file,
    start,
    header,
    dataStart,
    dataEnd,
    end: dataEnd + paddingBytes(entry.size),
  };
}

/** The one of `items`, which follow each other without a gap, that has the byte at `offset`. */
function find(items: readonly Item[], offset: number): Item | undefined {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle] as Item).end > offset) high = middle;
    else low = middle + 1;
  }
  return items[low];
}
