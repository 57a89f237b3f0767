/**
 * One file on its way to the server.
 * @module
 */
import { Failure } from "../base/mod.ts";
import { FileDigest } from "./file_digest.ts";
import type { SourceReader, UploadSource } from "./file_source.ts";
import { Gate } from "./gate.ts";
import { LeftOut } from "./left_out.ts";
import { Progress } from "./progress.ts";
import { readAhead } from "./read_ahead.ts";
import { TransferConnection } from "./transfer_connection.ts";
import type { Offer, TransferHost } from "./transfer_host.ts";
import type { KeptUpload, UploadNotes } from "./upload_notes.ts";
import { openSource } from "./upload_source.ts";

/**
 * How often an upload notes what it has sent, for a later run: the digest up to there costs a few
 * microseconds.
 */
const NOTE_UPLOAD_EVERY_MS = 1_000;

/**
 * A local file or folder that is being shared. The same `offer` is made at every attempt, so the
 * server continues.
 */
export class Upload {
  readonly progress: Progress;
  readonly gate = new Gate();
  /** Aborted, with the reason, when it is to end. */
  readonly signal: AbortSignal;
  readonly #host: TransferHost;
  readonly #source: UploadSource;
  readonly #leftOut: LeftOut;
  readonly #offer: Offer;
  readonly #digest = new FileDigest();
  readonly #noting: Noting | undefined;
  /** What an earlier run has sent, until it is proved to be still the same. */
  #earlier: KeptUpload | undefined;
  #notedAtMs = -Infinity;
  readonly #stop = new AbortController();
  #moved = 0;
  #file: string | undefined;

  private constructor(
    host: TransferHost,
    { source, leftOut }: Sharing,
    offerId: string,
    noting: Noting | undefined,
    earlier?: KeptUpload,
  ) {
    this.#leftOut = leftOut;
    this.#host = host;
    this.#noting = noting;
    this.#earlier = earlier;
    this.signal = AbortSignal.any([this.#stop.signal, host.signal]);
    this.#source = source;
    const { name, size, mime } = source;
    this.#offer = { type: "offer", id: offerId, name, size, mime };
    this.progress = new Progress(host, { id: "", name, direction: "up", size, offer: offerId });
  }

  /**
   * A folder is shared as one archive; what of it cannot be is told. With `notes`, a later run can
   * go on.
   * @throws {Failure} `file_missing`, `not_a_file` or `not_readable`.
   */
  static async prepare(
    host: TransferHost,
    path: string,
    offerId: string,
    notes?: UploadNotes,
  ): Promise<Upload> {
    const sharing = await open(path);
    const noting = notes && { notes, path, mtimeMs: await mtimeOf(path) };
    const upload = new Upload(host, sharing, offerId, noting);
    upload.#tellLeftOut();
    return upload;
  }

  /**
   * Goes on with an upload of an earlier run. @throws {Failure} `file_changed`, and as {@linkcode
   * prepare}.
   */
  static async restore(
    host: TransferHost,
    notes: UploadNotes,
    earlier: KeptUpload,
  ): Promise<Upload> {
    const { id, path, size, mtimeMs } = earlier;
    const sharing = await open(path);
    const isSame = sharing.source.size === size && await mtimeOf(path) === mtimeMs;
    if (!isSame) throw new Failure("file_changed");
    return new Upload(host, sharing, id, { notes, path, mtimeMs }, earlier);
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
  async attempt(closed: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([this.signal, closed]);
    const number = await this.#host.offer(this.#offer);
    this.#file = number;
    this.progress.learn({ id: number });
    const { ticket } = await this.#host.ticket("up", number);
    using source = await this.#source.open();
    using connection = await TransferConnection.open(this.#host.dialer, ticket, 0, signal);
    const go = await connection.readGo();
    if (go.size !== this.#offer.size || go.offset > go.size) {
      throw new Failure("server_misbehaved");
    }
    await this.#proveEarlier(source);
    this.progress.started(go.offset);
    await this.#digest.catchUp(source, go.offset);
    this.#note();
    await this.#send(source, connection, go.offset);
    await source.checkUnchanged();
    this.#tellLeftOut();
    await connection.sendLine({ type: "digest", sha256: this.#digest.hex() });
    const verdict = await connection.readVerdict();
    if (!verdict.ok) throw new Failure(verdict.code ?? "bad_digest");
  }

  #tellLeftOut(): void {
    for (const type of ["notice", "error"] as const) {
      const what = this.#leftOut.take(type);
      if (what === undefined) continue;
      this.#host.emit({ type, code: "left_out", text: `Left out of ${this.name}: ${what}` });
    }
  }

  async #send(
    source: SourceReader,
    connection: TransferConnection,
    from: number,
  ): Promise<void> {
    let offset = from;
    for await (const block of readAhead(source, from, this.#offer.size)) {
      this.#digest.add(block, offset);
      await connection.send(block);
      offset += block.length;
      this.#moved = Math.max(this.#moved, offset);
      this.progress.moved(offset);
      this.#note();
    }
  }

  /** Notes what was sent, at most so often. */
  #note(): void {
    const now = this.#host.clock.monotonic();
    if (this.#noting === undefined || now - this.#notedAtMs < NOTE_UPLOAD_EVERY_MS) return;
    this.#notedAtMs = now;
    const { notes, path, mtimeMs } = this.#noting;
    const { id, size } = this.#offer;
    const [sent, sha256] = [this.#digest.bytes, this.#digest.soFar()];
    notes.keepUpload({ id, path, size, mtimeMs, sent, sha256 });
  }

  /**
   * What an earlier run has sent must be what the file has there now: nothing is ever appended to a
   * changed file.
   */
  async #proveEarlier(source: SourceReader): Promise<void> {
    if (this.#earlier === undefined) return;
    const { sent, sha256 } = this.#earlier;
    await this.#digest.catchUp(source, sent);
    if (this.#digest.soFar() !== sha256) throw new Failure("file_changed");
    this.#earlier = undefined;
  }
}

interface Sharing {
  readonly source: UploadSource;
  readonly leftOut: LeftOut;
}

async function open(path: string): Promise<Sharing> {
  const leftOut = new LeftOut();
  return { source: await openSource(path, leftOut), leftOut };
}

/** Where to note what was sent, and of which file. */
interface Noting {
  readonly notes: UploadNotes;
  readonly path: string;
  readonly mtimeMs: number;
}

async function mtimeOf(path: string): Promise<number> {
  const info = await Deno.stat(path).catch(() => undefined);
  return +(info?.mtime ?? 0);
}
