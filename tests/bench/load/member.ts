/**
 * One connection of the load generator.
 * @module
 */
import { writeAll } from "../../../protocol/lines.ts";
import { MessageCounter } from "./message_counter.ts";
import type { Framing, Peer } from "./peer.ts";
import { type Address, connectTo } from "./connect.ts";
import { lineEnd } from "./peers/line_framing.ts";

/** Holds everything that a full window of messages can put into one read. */
const READ_BYTES = 128 * 1024;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** What the owner of a member hears. */
export interface MemberEvents {
  /** `by` messages more arrived. Called once per read. */
  onMessages(index: number, by: number): void;
  /** A sampled message arrived that was sent at `sentUs`. */
  onSample(sentUs: number): void;
}

/** A member of the room that counts what it receives. */
export class Member implements Disposable {
  readonly #buffer = new Uint8Array(READ_BYTES);
  #filled = 0;

  private constructor(readonly index: number, private readonly conn: Deno.Conn) {}

  /** Connects to `server`, which speaks as `peer` says. */
  static async connect(index: number, server: Address, peer?: Peer): Promise<Member> {
    return new Member(index, await connectTo(server, peer?.beforeTls));
  }

  [Symbol.dispose](): void {
    try {
      this.conn.close();
    } catch {
      // The server has closed it already.
    }
  }

  /** Sends `bytes` to the end. */
  async send(bytes: Uint8Array | string): Promise<void> {
    await writeAll(this.conn, typeof bytes === "string" ? encoder.encode(bytes) : bytes);
  }

  /**
   * The next line during the handshake, without its line break.
   * @throws {Error} if the connection ends first.
   */
  async nextLine(): Promise<string> {
    return decoder.decode(await this.nextUnit(lineEnd)).trimEnd();
  }

  /**
   * The next unit during the handshake; `unitEnd` finds its end.
   * @throws {Error} if the connection ends first.
   */
  async nextUnit(unitEnd: Framing["unitEnd"]): Promise<Uint8Array> {
    for (;;) {
      const end = unitEnd(this.#buffer, 0, this.#filled);
      if (end >= 0) {
        const unit = this.#buffer.slice(0, end);
        this.#buffer.copyWithin(0, end, this.#filled);
        this.#filled -= end;
        return unit;
      }
      await this.#read();
    }
  }

  /** Counts messages with texts of `textBytes` until the connection is closed, by this side or the other. */
  async receive(peer: Peer, textBytes: number, events: MemberEvents): Promise<void> {
    const counter = new MessageCounter(peer.framing, textBytes, {
      onSample: events.onSample,
      onOther: (unit) => {
        const answer = peer.answer(unit);
        if (answer !== undefined) void this.send(answer).catch(() => {});
      },
    });
    let counted = 0;
    for (;;) {
      const used = counter.take(this.#buffer, this.#filled);
      if (used < this.#filled) this.#buffer.copyWithin(0, used, this.#filled);
      this.#filled -= used;
      if (counter.messages > counted) {
        events.onMessages(this.index, counter.messages - counted);
        counted = counter.messages;
      }
      await this.#read();
    }
  }

  async #read(): Promise<void> {
    const room = this.#filled === 0 ? this.#buffer : this.#buffer.subarray(this.#filled);
    const bytes = await this.conn.read(room);
    if (bytes === null) throw new Error(`Member ${this.index} was disconnected by the server`);
    this.#filled += bytes;
  }
}
