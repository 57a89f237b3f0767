/**
 * Space for files whose offers are on their way into the log.
 * @module
 */
import { overLimit } from "../base/mod.ts";
import { offerLimit } from "./offer_limit.ts";
import type { FilesParts } from "./parts.ts";
import type { Space } from "./space.ts";

/** A file that a member would like to share. */
interface Wish {
  readonly author: number;
  readonly size: number;
}

/** Keeps offers within the limits, those included that the tables do not know yet. */
export class Reservations {
  readonly #wishes = new Set<Wish>();

  constructor(private readonly parts: FilesParts, private readonly space: Space) {}

  /**
   * Makes sure that `author` may share a file of `size` bytes and that it fits, which holds until the returned reservation is
   * disposed of. @throws {ProtocolError} `file_too_large`, `too_many_files`, `storage_full`.
   */
  reserve(author: number, size: number): Disposable {
    const { settings, store, traffic } = this.parts;
    const open = store.files.openBeside(author);
    const wishes = Array.from(this.#wishes);
    const own = wishes.filter((wish) => wish.author === author);
    const limit = offerLimit(size, {
      all: open.all + wishes.length,
      own: open.own + own.length,
      reserved: open.reserved + sizeOf(own),
    }, settings.limits);
    if (limit !== undefined) {
      traffic.met(limit);
      const code = limit === "maxFile" ? "file_too_large" : "too_many_files";
      throw overLimit(code, limit, settings.limits);
    }
    this.space.makeRoom(size, sizeOf(wishes));
    const wish = { author, size };
    this.#wishes.add(wish);
    return { [Symbol.dispose]: () => void this.#wishes.delete(wish) };
  }
}

function sizeOf(wishes: readonly Wish[]): number {
  return wishes.reduce((bytes, { size }) => bytes + size, 0);
}
