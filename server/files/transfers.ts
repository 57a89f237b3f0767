/**
 * The transfer connections of a server.
 * @module
 */
import type { ExactReader } from "../../protocol/exact_reader.ts";
import type { Hello } from "../../protocol/messages.ts";
import type { Wire } from "../../protocol/wire.ts";
import type { Files } from "./files.ts";
import type { FilesParts } from "./parts.ts";
import { Transfer } from "./transfer.ts";

export class Transfers {
  readonly #running = new Set<Transfer>();

  constructor(private readonly files: Files, private readonly parts: FilesParts) {}

  /** Transfers under way. */
  get count(): number {
    return this.#running.size;
  }

  /** Carries out what the ticket of `hello` permits. @throws as {@linkcode Transfer.run} */
  async run(wire: Wire, reader: ExactReader, hello: Hello): Promise<void> {
    const transfer = new Transfer(this.files, this.parts, wire, reader);
    this.#running.add(transfer);
    try {
      await transfer.run(hello);
    } finally {
      this.#running.delete(transfer);
    }
  }

  /** Keeps the deadlines at the time `now`, in monotonic ms. */
  sweep(now: number): void {
    for (const transfer of this.#running) transfer.sweep(now);
  }

  /** Ends all of them. */
  stop(): void {
    for (const transfer of this.#running) transfer.stop();
  }
}
