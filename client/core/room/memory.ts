/**
 * What a client remembers between its runs: one that was killed comes back as the member it was,
 * and goes on sending.
 * @module
 */
import { type Address, formatAddress } from "../../../protocol/address.ts";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { tryLockFile } from "../../../protocol/file_lock.ts";
import { replacePrivate } from "../../../protocol/private_file.ts";
import { nameKey } from "../../../protocol/names.ts";
import { KeptUpload, type UploadNotes } from "../transfers/mod.ts";

const Content = z.object({
  log: z.string(),
  token: z.string(),
  uploads: z.array(KeptUpload),
});
type Content = z.infer<typeof Content>;

/**
 * The memory of one member of one server: a file that only one process at a time uses. It is
 * written at once and as a whole, so a kill leaves it as it was before or after. What cannot be
 * written is not remembered, and nobody is troubled with it.
 */
export class Memory implements UploadNotes, Disposable {
  readonly #path: string;
  readonly #lock: Disposable;
  readonly #uploads = new Map<string, KeptUpload>();
  #member: Pick<Content, "log" | "token"> | undefined;

  private constructor(path: string, lock: Disposable, content: Content | undefined) {
    this.#path = path;
    this.#lock = lock;
    this.#member = content;
    for (const upload of content?.uploads ?? []) this.#uploads.set(upload.id, upload);
  }

  /** `undefined` if another process is this member now, or nothing can be kept in `folder`. */
  static open(folder: string, address: Address, name: string): Memory | undefined {
    const identity = `${formatAddress(address)}\n${nameKey(name)}`;
    const key = createHash("sha256").update(identity).digest("hex").slice(0, 32);
    const path = join(folder, `${key}.json`);
    try {
      Deno.mkdirSync(folder, { recursive: true, mode: 0o700 });
      const lock = tryLockFile(join(folder, `${key}.lock`));
      return lock === undefined ? undefined : new Memory(path, lock, read(path));
    } catch {
      return undefined;
    }
  }

  /** The last token, if the last run did not leave. */
  get token(): string | undefined {
    return this.#member?.token;
  }

  /** Uploads that had not ended, in the order in which they were offered. */
  get uploads(): KeptUpload[] {
    return [...this.#uploads.values()];
  }

  /** There was a `welcome`. What was kept of another log is void. */
  welcomed(log: string, token: string): void {
    if (this.#member?.log !== log) this.#uploads.clear();
    this.#member = { log, token };
    this.#write();
  }

  keepUpload(upload: KeptUpload): void {
    this.#uploads.set(upload.id, upload);
    this.#write();
  }

  dropUpload(id: string): void {
    if (this.#uploads.delete(id)) this.#write();
  }

  /** The member has left: there is nothing to come back to. */
  forget(): void {
    this.#member = undefined;
    this.#uploads.clear();
    remove(this.#path);
  }

  [Symbol.dispose](): void {
    this.#lock[Symbol.dispose]();
  }

  #write(): void {
    if (this.#member === undefined) return;
    const content: Content = { ...this.#member, uploads: this.uploads };
    try {
      replacePrivate(this.#path, JSON.stringify(content));
    } catch {
      // What cannot be written is not remembered.
    }
  }
}

function read(path: string): Content | undefined {
  try {
    return Content.parse(JSON.parse(Deno.readTextFileSync(path)));
  } catch {
    return undefined;
  }
}

function remove(path: string): void {
  try {
    Deno.removeSync(path);
  } catch {
    // It was not there.
  }
}
