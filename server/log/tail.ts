/**
 * The end of a log in memory: the encoded lines, one after the other, so that any number of entries
 * is one write.
 * @module
 */

const encoder = new TextEncoder();

/**
 * A stretch of lines without a gap. It only grows; what was written is never changed, so it may be
 * sent while it grows.
 */
export class Segment {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Bytes in use. */
  used = 0;
  /** The segment that follows, once this one is full. */
  next: Segment | undefined;
  /** Set when the tail has given it up: its successor cannot be reached from it any more. */
  dropped = false;
  readonly #seqs: number[] = [];
  readonly #starts: number[] = [];

  /** `before` is the `seq` of the entry before its first one. */
  constructor(readonly before: number, capacity: number) {
    this.bytes = new Uint8Array(capacity);
  }

  /** The `seq` of its last entry. */
  get lastSeq(): number {
    return this.#seqs.at(-1) ?? this.before;
  }

  /** Appends `line`, or returns `false` if there is no room for all of it. */
  append(seq: number, line: string): boolean {
    // Three bytes per UTF-16 unit is the most that UTF-8 needs; near the end of the segment the
    // exact number is tried.
    const { read, written } = encoder.encodeInto(line, this.bytes.subarray(this.used));
    if (read < line.length) return false;
    this.#seqs.push(seq);
    this.#starts.push(this.used);
    this.used += written;
    return true;
  }

  /** Where the first entry after `seq` begins; `used` if there is none yet. */
  offsetAfter(seq: number): number {
    return this.#starts[countUpTo(this.#seqs, seq)] ?? this.used;
  }

  /** The `seq` of the entry that begins at `offset`; `undefined` at the end. */
  seqAt(offset: number): number | undefined {
    return this.#seqs[countUpTo(this.#starts, offset - 1)];
  }

  /** The `seq` of the last entry that begins before `offset`. */
  seqBefore(offset: number): number {
    return this.#seqs[countUpTo(this.#starts, offset - 1) - 1] ?? this.before;
  }
}

/** How many of the ascending `values` are at most `limit`. */
function countUpTo(values: readonly number[], limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A place in the tail. */
export interface Position {
  segment: Segment;
  offset: number;
}

/** A bounded number of recent entries. What is older has to come from the database. */
export class Tail {
  #first: Segment;
  #last: Segment;
  #bytes: number;

  /**
   * The tail of a log whose last entry is `seq`. Segments have `segmentBytes`, all together at most
   * `maxBytes`.
   */
  constructor(
    seq: number,
    private readonly segmentBytes: number,
    private readonly maxBytes: number,
  ) {
    this.#first = this.#last = new Segment(seq, Math.min(segmentBytes, 4096));
    this.#bytes = this.#last.bytes.length;
  }

  /** The `seq` of the last entry. */
  get lastSeq(): number {
    return this.#last.lastSeq;
  }

  /** Appends an entry. */
  append(seq: number, line: string): void {
    const before = this.#last;
    if (before.append(seq, line)) return;
    const segment = new Segment(before.lastSeq, Math.max(this.#nextCapacity(), 3 * line.length));
    segment.append(seq, line);
    before.next = segment;
    this.#last = segment;
    this.#bytes += segment.bytes.length;
    this.#dropOldest();
  }

  /** The place after the entry `seq`, or `undefined` if what follows it is not all in memory. */
  seek(seq: number): Position | undefined {
    if (seq < this.#first.before) return undefined;
    if (seq >= this.#last.before) {
      return { segment: this.#last, offset: this.#last.offsetAfter(seq) };
    }
    let segment = this.#first;
    while (segment.next !== undefined && seq >= segment.lastSeq) segment = segment.next;
    return { segment, offset: segment.offsetAfter(seq) };
  }

  /** A quiet room needs little memory; a busy one gets full segments at once. */
  #nextCapacity(): number {
    return Math.min(this.segmentBytes, 8 * this.#last.bytes.length);
  }

  #dropOldest(): void {
    while (this.#bytes > this.maxBytes && this.#first.next !== undefined) {
      const dropped = this.#first;
      this.#first = this.#first.next;
      this.#bytes -= dropped.bytes.length;
      dropped.dropped = true;
      dropped.next = undefined;
    }
  }
}
