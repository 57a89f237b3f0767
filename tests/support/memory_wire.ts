/**
 * Wires without sockets.
 * @module
 */
import type { Peer, Wire } from "../../protocol/wire.ts";

/** Bytes that a wire takes before its writer has to wait. */
const CAPACITY_BYTES = 64 * 1024;

/** One direction: what is written comes out in order. */
class Pipe {
  #bytes = new Uint8Array();
  #isEnded = false;
  #isBroken = false;
  #changed = Promise.withResolvers<void>();

  async read(buffer: Uint8Array): Promise<number | null> {
    while (this.#bytes.length === 0 && !this.#isEnded && !this.#isBroken) {
      await this.#changed.promise;
    }
    if (this.#isBroken) throw new Deno.errors.BadResource();
    if (this.#bytes.length === 0) return null;
    const count = Math.min(buffer.length, this.#bytes.length);
    buffer.set(this.#bytes.subarray(0, count));
    this.#bytes = this.#bytes.subarray(count);
    this.#tell();
    return count;
  }

  async write(bytes: Uint8Array): Promise<number> {
    while (this.#bytes.length >= CAPACITY_BYTES && !this.#isEnded && !this.#isBroken) {
      await this.#changed.promise;
    }
    if (this.#isEnded || this.#isBroken) throw new Deno.errors.BrokenPipe();
    const taken = bytes.subarray(0, CAPACITY_BYTES - this.#bytes.length);
    this.#bytes = new Uint8Array([...this.#bytes, ...taken]);
    this.#tell();
    return taken.length;
  }

  end(): void {
    this.#isEnded = true;
    this.#tell();
  }

  break(): void {
    this.#isBroken = true;
    this.#tell();
  }

  #tell(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}

class MemoryWire implements Wire {
  constructor(
    private readonly incoming: Pipe,
    private readonly outgoing: Pipe,
    readonly peer: Peer,
  ) {}

  read(buffer: Uint8Array): Promise<number | null> {
    return this.incoming.read(buffer);
  }

  write(bytes: Uint8Array): Promise<number> {
    return this.outgoing.write(bytes);
  }

  closeWrite(): Promise<void> {
    this.outgoing.end();
    return Promise.resolve();
  }

  close(): void {
    this.outgoing.end();
    this.incoming.break();
  }
}

/** Two ends of one wire, each with the address of the other: a client's and a server's. */
export function memoryWire(client: Peer, server: Peer): { client: Wire; server: Wire } {
  const [up, down] = [new Pipe(), new Pipe()];
  return { client: new MemoryWire(down, up, server), server: new MemoryWire(up, down, client) };
}
