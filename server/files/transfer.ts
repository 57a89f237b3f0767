/**
 * Transfer connections: the bytes of one file in one direction (PROTOCOL.md, Transfers).
 * @module
 */
import { ProtocolError } from "../../protocol/errors.ts";
import type { ExactReader } from "../../protocol/exact_reader.ts";
import { encodeLine, writeAll } from "../../protocol/lines.ts";
import { MAX_HELLO_LINE_BYTES, MIB } from "../../protocol/limits.ts";
import { Digest, type Hello, parseLine, Verdict } from "../../protocol/messages.ts";
import type { Wire } from "../../protocol/wire.ts";
import { overLimit } from "../base/mod.ts";
import type { FileRow } from "../store/mod.ts";
import type { Files } from "./files.ts";
import type { FilesParts } from "./parts.ts";
import { receiveBytes } from "./receive.ts";
import type { SharedFile } from "./shared_file.ts";
import type { Permit } from "./tickets.ts";

/** With `--fsync` an upload is synced and recorded this often, so at most this much is sent again after a loss of power. */
const DURABLE_STEP_BYTES = 8 * MIB;

/** The same on a transfer connection, where a receiver's disk may be slow. */
const TRANSFER_STALL_MS = 30_000;

/** A transfer under way. */
export class Transfer {
  readonly #stop = new AbortController();
  /** Monotonic ms of the last progress; `undefined` while it waits for the other end of the file. */
  #movedAt: number | undefined;

  constructor(
    private readonly files: Files,
    private readonly parts: FilesParts,
    private readonly wire: Wire,
    private readonly reader: ExactReader,
  ) {}

  /** Aborted when the transfer has to end. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /**
   * Carries out what the hello's ticket permits.
   * @throws {ProtocolError} with what the peer is told before the close; and whatever the connection or the disk throws.
   */
  async run(hello: Hello): Promise<void> {
    const { clock, traffic } = this.parts;
    const { files } = this;
    const permit = files.tickets.redeem(hello.ticket ?? "", clock.monotonic());
    if (permit === undefined) throw new ProtocolError("bad_ticket");
    const limit = files.slots.enter(permit.author);
    if (limit !== undefined) {
      traffic.met(limit);
      throw overLimit("too_many_files", limit, this.parts.settings.limits);
    }
    try {
      await this.#carryOut(permit, hello.offset ?? 0);
    } finally {
      files.slots.leave(permit.author);
    }
  }

  async #carryOut({ file, direction, author }: Permit, offset: number): Promise<void> {
    const { files } = this;
    const { row, shared } = files.open(file);
    this.#moved();
    try {
      if (direction === "up") await this.#receive(row, shared);
      else await this.#send(row, shared, offset, author);
    } finally {
      files.close(shared);
    }
  }

  /** Ends it without a word. */
  stop(): void {
    this.#stop.abort();
    this.wire.close();
  }

  /** Ends it if it has not moved for too long although it could. */
  sweep(now: number): void {
    if (this.#movedAt !== undefined && now - this.#movedAt >= TRANSFER_STALL_MS) this.stop();
  }

  async #receive(row: FileRow, shared: SharedFile): Promise<void> {
    const { files } = this;
    const { settings } = this.parts;
    const { file, size } = row;
    await shared.takeOver(this);
    try {
      const offset = shared.stored;
      await this.#say({ type: "go", file: String(file), offset, size });
      if (shared.ending === undefined) {
        await receiveBytes(shared, {
          read: (buffer) => this.#read(buffer),
          spool: files.spool,
          pool: files.pool,
          syncStepBytes: settings.fsync ? DURABLE_STEP_BYTES : undefined,
          moved: () => files.moved(file),
          synced: (bytes) => files.recordStored(file, bytes),
        });
      }
      const digest = await this.#readLine(Digest);
      await this.#conclude(row, shared, digest.sha256);
      await this.#say({ type: "verdict", ok: true });
    } catch (error) {
      if (error instanceof ProtocolError && error.code === "storage_full") {
        await files.end(row, "storage_full");
      }
      throw error;
    } finally {
      shared.release();
    }
  }

  async #conclude(row: FileRow, shared: SharedFile, sha256: string): Promise<void> {
    if (shared.ending?.kind === "withdrawn") throw new ProtocolError("no_such_file");
    if (shared.ending === undefined) await this.files.complete(row, sha256);
    else if (shared.ending.sha256 !== sha256) throw new ProtocolError("bad_digest");
  }

  async #send(row: FileRow, shared: SharedFile, offset: number, author: number): Promise<void> {
    const { observe, nameOf } = this.parts;
    const { file, size, name } = row;
    if (offset > size) throw new ProtocolError("bad_offset");
    await this.#say({ type: "go", file: String(file), offset, size });
    let isRefused = false;
    const answer = this.#readLine(Verdict);
    answer.then(({ ok }) => {
      if (ok) return;
      isRefused = true;
      this.stop();
      // Who has gone while there is nothing to send would be waited for as long as the file has no end.
    }, (error) => error instanceof ProtocolError || this.stop());
    const isSent = await this.#sendBytes(shared, offset).catch((error) => {
      if (!isRefused) throw error;
      return false;
    });
    if (!isSent && !isRefused) return this.stop();
    const { ok, code } = await answer;
    const by = nameOf(author);
    this.files.receipt(row, by, ok ? "done" : "failed", code);
    if (ok) observe({ type: "file_relayed", name, to: by, bytes: size - offset });
  }

  /** All of `shared` from `offset` on, and its digest; `false` if there will not be all of it. */
  async #sendBytes(shared: SharedFile, offset: number): Promise<boolean> {
    this.#movedAt = undefined;
    for await (const piece of shared.follow(offset, this.signal)) {
      this.#moved();
      await this.#write(piece);
      this.#movedAt = undefined;
    }
    const ending = await shared.ended(this.signal);
    if (ending?.kind !== "complete") return false;
    this.#moved();
    await this.#say({ type: "digest", sha256: ending.sha256 });
    return true;
  }

  async #read(buffer: Uint8Array): Promise<number | null> {
    const bytes = await this.reader.readBytes(buffer);
    this.#moved();
    return bytes;
  }

  async #write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) {
      at += await this.wire.write(bytes.subarray(at));
      this.#moved();
    }
  }

  async #readLine<T>(schema: Parameters<typeof parseLine<T>>[0]): Promise<T> {
    const line = await this.reader.readLine(MAX_HELLO_LINE_BYTES);
    // Not an error of the peer, most likely: it comes back and goes on.
    if (line === undefined) throw new Deno.errors.UnexpectedEof();
    try {
      return parseLine(schema, line);
    } catch {
      throw new ProtocolError("bad_frame");
    }
  }

  #say(line: object): Promise<void> {
    return writeAll(this.wire, encodeLine(line));
  }

  #moved(): void {
    this.#movedAt = this.parts.clock.monotonic();
  }
}
