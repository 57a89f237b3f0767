/**
 * One file on its way to the server.
 * @module
 */
import { basename } from "node:path";
import mime from "mime/lite";
import { CHUNK_BYTES, NOTE_UPLOAD_EVERY_MS } from "../../protocol/limits.ts";
import { isFileName, safeFileName } from "../../protocol/names.ts";
import { Failure } from "./failures.ts";
import { FileDigest } from "./file_digest.ts";
import type { KeptUpload, Memory } from "./memory.ts";
import { Progress } from "./progress.ts";
import { TransferConnection } from "./transfer_connection.ts";
import type { TransferHost } from "./transfer_host.ts";

/** A local file that is being shared. The same `offer` is made at every attempt, so the server continues. */
export class Upload {
  readonly progress: Progress;
  /** Aborted, with the reason, when it is to end. */
  readonly signal: AbortSignal;
  readonly #host: TransferHost;
  readonly #path: string;
  readonly #before: Deno.FileInfo;
  readonly #offer: Parameters<TransferHost["offer"]>[0];
  readonly #digest = new FileDigest();
  readonly #memory: Memory | undefined;
  /** What an earlier run has sent, until it is proved to be still the same. */
  #earlier: KeptUpload | undefined;
  #notedAtMs = -Infinity;
  readonly #stop = new AbortController();
  #moved = 0;
  #file: string | undefined;

  private constructor(
    host: TransferHost,
    path: string,
    before: Deno.FileInfo,
    memory: Memory | undefined,
    earlier?: KeptUpload,
  ) {
    this.#host = host;
    this.#memory = memory;
    this.#earlier = earlier;
    this.signal = AbortSignal.any([this.#stop.signal, host.signal]);
    this.#path = path;
    this.#before = before;
    const base = basename(path);
    const name = isFileName(base) ? base : safeFileName(base);
    const type = mime.getType(name) ?? "application/octet-stream";
    this.#offer = {
      type: "offer",
      id: earlier?.id ?? host.nextId(),
      name,
      size: before.size,
      mime: type,
    };
    this.progress = new Progress(host, { id: "", name, direction: "up", size: before.size });
  }

  /** Goes on with an upload of an earlier run. @throws {Failure} `file_changed`, and as {@linkcode prepare}. */
  static async restore(host: TransferHost, memory: Memory, earlier: KeptUpload): Promise<Upload> {
    const info = await inspect(earlier.path);
    const isSame = info.size === earlier.size && +(info.mtime ?? 0) === earlier.mtimeMs;
    if (!isSame) throw new Failure("file_changed");
    return new Upload(host, earlier.path, info, memory, earlier);
  }

  /** With `memory`, a later run can go on. @throws {Failure} `file_missing`, `not_a_file` or `not_readable`. */
  static async prepare(host: TransferHost, path: string, memory?: Memory): Promise<Upload> {
    return new Upload(host, path, await inspect(path), memory);
  }

  get name(): string {
    return this.#offer.name;
  }

  get offerId(): string {
    return this.#offer.id;
  }

  /** The number of the file in the room, once it has one. */
  get file(): string | undefined {
    return this.#file;
  }

  /** Bytes sent so far. */
  get moved(): number {
    return this.#moved;
  }

  /** Ends it with `code`. */
  stop(code: string): void {
    this.#stop.abort(new Failure(code));
  }

  /** Offers the file and sends what the server does not have. */
  async attempt(): Promise<void> {
    const number = await this.#host.offer(this.#offer);
    this.#file = number;
    this.progress.learn({ id: number });
    const { ticket } = await this.#host.ticket("up", number);
    using file = await Deno.open(this.#path).catch(() => {
      throw new Failure("file_changed");
    });
    await this.#checkUnchanged(file);
    using connection = await TransferConnection.open(this.#host.address, ticket, 0, this.signal);
    const go = await connection.readGo();
    if (go.size !== this.#offer.size || go.offset > go.size) {
      throw new Failure("server_misbehaved");
    }
    await this.#proveEarlier(file);
    this.progress.started(go.offset);
    await this.#digest.catchUp(file, go.offset);
    this.#note();
    await this.#send(file, connection, go.offset);
    await this.#checkUnchanged(file);
    await connection.sendLine({ type: "digest", sha256: this.#digest.hex() });
    const verdict = await connection.readVerdict();
    if (!verdict.ok) throw new Failure(verdict.code ?? "bad_digest");
  }

  async #send(file: Deno.FsFile, connection: TransferConnection, from: number): Promise<void> {
    const { size } = this.#offer;
    const buffer = new Uint8Array(Math.min(CHUNK_BYTES, size));
    await file.seek(from, Deno.SeekMode.Start);
    for (let offset = from; offset < size;) {
      const bytes = await file.read(buffer.subarray(0, Math.min(buffer.length, size - offset)));
      if (bytes === null) throw new Failure("file_changed");
      const chunk = buffer.subarray(0, bytes);
      this.#digest.add(chunk, offset);
      await connection.send(chunk);
      offset += bytes;
      this.#moved = Math.max(this.#moved, offset);
      this.progress.moved(offset);
      this.#note();
    }
  }

  /** Notes what was sent, at most so often. */
  #note(): void {
    const now = this.#host.now();
    if (this.#memory === undefined || now - this.#notedAtMs < NOTE_UPLOAD_EVERY_MS) return;
    this.#notedAtMs = now;
    const { id, size } = this.#offer;
    const mtimeMs = +(this.#before.mtime ?? 0);
    const proof = { sent: this.#digest.bytes, sha256: this.#digest.soFar() };
    this.#memory.keepUpload({ id, path: this.#path, size, mtimeMs, ...proof });
  }

  /** What an earlier run has sent must be what the file has there now: nothing is ever appended to a changed file. */
  async #proveEarlier(file: Deno.FsFile): Promise<void> {
    if (this.#earlier === undefined) return;
    const { sent, sha256 } = this.#earlier;
    await this.#digest.catchUp(file, sent);
    if (this.#digest.soFar() !== sha256) throw new Failure("file_changed");
    this.#earlier = undefined;
  }

  async #checkUnchanged(file: Deno.FsFile): Promise<void> {
    const now = await file.stat();
    const { size, mtime, ino } = this.#before;
    const isSame = now.size === size && now.ino === ino && +(now.mtime ?? 0) === +(mtime ?? 0);
    if (!isSame) throw new Failure("file_changed");
  }
}

/** @throws {Failure} `file_missing`, `not_a_file` or `not_readable`. */
async function inspect(path: string): Promise<Deno.FileInfo> {
  // What is no regular file is never opened: opening a pipe or a device may block or act.
  const info = await Deno.stat(path).catch((error) => {
    throw new Failure(error instanceof Deno.errors.NotFound ? "file_missing" : "not_readable");
  });
  if (!info.isFile) throw new Failure("not_a_file");
  return info;
}
