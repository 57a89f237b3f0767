/**
 * A member's outgoing messages.
 * @module
 */
import { ID_DIGITS, type Template } from "./peer.ts";
import { stampText, writeDigits } from "./text.ts";

/** Time in whole microseconds. */
export type ClockUs = () => number;

/** Where messages go; a member is one. */
export interface Outlet {
  send(bytes: Uint8Array): Promise<void>;
}

/** Options of {@linkcode Sender}. */
export interface SenderOptions {
  readonly template: Template;
  readonly clockUs: ClockUs;
  /** One in so many messages carries its send time. */
  readonly sampleEvery: number;
  /** Most messages in one write. */
  readonly batch: number;
  /** Called with the number of messages about to be written. */
  readonly onSend: (messages: number) => void;
  readonly onFailure: (cause: unknown) => void;
}

/** Writes messages as fast as it is given credit for them; one write at a time, as many messages in it as there are. */
export class Sender {
  readonly #block: Uint8Array;
  readonly #plain: Uint8Array;
  #credit = 0;
  #sent = 0;
  #writing = false;

  constructor(private readonly member: Outlet, private readonly options: SenderOptions) {
    this.#plain = options.template.bytes;
    this.#block = new Uint8Array(options.batch * this.#plain.length);
  }

  /** Allows `messages` more. Never waits. */
  allow(messages: number): void {
    this.#credit += messages;
    if (this.#writing) return;
    this.#writing = true;
    void this.#write().catch(this.options.onFailure);
  }

  async #write(): Promise<void> {
    while (this.#credit > 0) {
      const messages = Math.min(this.#credit, this.options.batch);
      this.#credit -= messages;
      this.#fill(messages);
      this.options.onSend(messages);
      await this.member.send(this.#block.subarray(0, messages * this.#plain.length));
    }
    this.#writing = false;
  }

  #fill(messages: number): void {
    const { template, sampleEvery, clockUs } = this.options;
    const lengthBytes = this.#plain.length;
    for (let index = 0; index < messages; index++) {
      const start = index * lengthBytes;
      this.#block.set(this.#plain, start);
      if (template.idAt !== undefined) {
        writeDigits(this.#block, start + template.idAt + ID_DIGITS, ID_DIGITS, this.#sent);
      }
      if (this.#sent % sampleEvery === 0) {
        stampText(
          this.#block,
          { textAt: start + template.textAt, textBytes: template.textBytes },
          clockUs(),
        );
      }
      this.#sent++;
    }
  }
}
