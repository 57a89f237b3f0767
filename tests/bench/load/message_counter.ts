/**
 * Counts the messages in a stream of bytes at next to no cost per message.
 * @module
 */
import type { Framing } from "./peer.ts";
import { PLAIN_MARK, readStamp, SAMPLED_MARK } from "./text.ts";

const NEWLINE = 0x0a;

/** What a counter reports besides the number of messages. */
export interface CounterEvents {
  /** A sampled message arrived that was sent at `sentUs`. */
  onSample(sentUs: number): void;
  /** Something else than a message arrived. */
  onOther(unit: Uint8Array): void;
}

/**
 * Looks for the end of the next message where the last one's length puts it, and for the mark of its text there; only
 * where that fails is the unit looked at byte by byte. Messages of one run have the same length almost always, and no
 * other unit has a mark in that place.
 */
export class MessageCounter {
  #lengthBytes = 0;
  #messages = 0;

  /** Every text has `textBytes`. */
  constructor(
    private readonly framing: Framing,
    private readonly textBytes: number,
    private readonly events: CounterEvents,
  ) {}

  /** Messages so far. */
  get messages(): number {
    return this.#messages;
  }

  /**
   * Counts what is complete in the first `filled` bytes and returns how many bytes that were; the caller presents the
   * others again, with more behind them.
   * @throws {Error} if a message does not have its text where the framing says.
   */
  take(bytes: Uint8Array, filled: number): number {
    const tailBytes = this.framing.tailBytes;
    let lengthBytes = this.#lengthBytes;
    let messages = 0;
    let at = 0;
    while (at < filled) {
      let end = at + lengthBytes;
      let mark = end <= filled && bytes[end - 1] === NEWLINE
        ? bytes[end - tailBytes - 1]
        : undefined;
      if (lengthBytes === 0 || (mark !== PLAIN_MARK && mark !== SAMPLED_MARK)) {
        end = this.framing.unitEnd(bytes, at, filled);
        if (end < 0) break;
        if (!this.framing.isMessage(bytes, at)) {
          this.events.onOther(bytes.subarray(at, end));
          at = end;
          continue;
        }
        mark = bytes[end - tailBytes - 1];
        if (mark !== PLAIN_MARK && mark !== SAMPLED_MARK) {
          throw new Error("Cannot count messages: a text is not at the end of its line");
        }
        lengthBytes = end - at;
      }
      if (mark === SAMPLED_MARK) {
        this.events.onSample(readStamp(bytes, end - tailBytes - this.textBytes));
      }
      messages++;
      at = end;
    }
    this.#lengthBytes = lengthBytes;
    this.#messages += messages;
    return at;
  }
}
