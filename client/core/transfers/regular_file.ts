/**
 * What is known of a file before it is shared: that it can be read, and how long it really is.
 * @module
 */
import { sizeText } from "../../../protocol/quantities.ts";
import { MIB } from "../../../protocol/limits.ts";
import { sleep } from "../../../protocol/sleep.ts";
import { systemReason } from "../../../protocol/system_reason.ts";
import { Failure, failureText } from "../base/mod.ts";

/**
 * Most of a file that is read to learn its size where the system does not know it: those of /proc
 * and /sys are small.
 */
const MAX_MEASURED_BYTES = 16 * MIB;
/** Some files of /proc and /sys wait for something to tell; nobody waits for them. */
const MEASURE_MS = 3_000;

/** A regular file that could be opened. */
export interface RegularFile {
  readonly path: string;
  readonly size: number;
  readonly mtime: Date | null;
  readonly isExecutable: boolean;
  /**
   * Its bytes, if the system makes them when they are read (/proc, /sys): it does not know their
   * number before.
   */
  readonly content?: Uint8Array<ArrayBuffer>;
}

/** A file cannot be read; `reason` is the system's, or what was expected of it. */
export class UnreadableError extends Failure {
  constructor(readonly reason: string) {
    super("not_readable", `${failureText("not_readable")} (${reason})`);
  }
}

/**
 * Opens the file at `path` for a look. What is no regular file is never opened: opening a pipe or a
 * device may block or act.
 * @throws {Failure} `file_missing`, `not_a_file`, or `not_readable` with the system's reason.
 */
export async function lookAtFile(path: string): Promise<RegularFile> {
  const before = await Deno.stat(path).catch((error) => {
    throw fileFailure(error);
  });
  if (!before.isFile) throw new Failure("not_a_file");
  using file = await Deno.open(path).catch((error) => {
    throw fileFailure(error);
  });
  const info = await file.stat();
  const facts = factsOf(path, info);
  if (info.size > 0 && (info.blocks ?? 1) > 0) return facts;
  const content = await measure(file, info.size);
  return content === undefined ? facts : { ...facts, size: content.length, content };
}

/** The file at `path` as `info` has it. */
export function factsOf(path: string, { size, mtime, mode }: Deno.FileInfo): RegularFile {
  return { path, size, mtime, isExecutable: ((mode ?? 0) & 0o111) !== 0 };
}

/** The failure that an error of opening a file stands for. */
export function fileFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof Deno.errors.NotFound) return new Failure("file_missing");
  return new UnreadableError(systemReason(error));
}

/** Why the file called `name` cannot be sent, in a few words. */
export function whyNot(failure: Failure, name: string): string {
  if (failure instanceof UnreadableError) return failure.reason;
  if (failure.code !== "file_missing") return failure.message;
  // The runtime has no name for a file whose name is not UTF-8, only one with replacement
  // characters.
  return name.includes("\ufffd") ? "its name is not UTF-8" : "it is gone";
}

/**
 * All bytes of `file` if they are not as many as the system says; `undefined` if they are, or if it
 * is a large one with holes.
 */
async function measure(
  file: Deno.FsFile,
  claimed: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const patience = new AbortController();
  try {
    const bytes = await Promise.race([
      readUpTo(file, MAX_MEASURED_BYTES),
      sleep(MEASURE_MS, patience.signal),
    ]);
    if (bytes === undefined) throw new UnreadableError("it waits for something to tell");
    if (bytes.length === claimed || claimed > MAX_MEASURED_BYTES) return undefined;
    if (bytes.length <= MAX_MEASURED_BYTES) return bytes;
    const most = sizeText(MAX_MEASURED_BYTES);
    throw new UnreadableError(`the system does not tell its size, which is over ${most}`);
  } catch (error) {
    throw fileFailure(error);
  } finally {
    patience.abort();
  }
}

/** What `file` has, up to one byte more than `limit`. */
async function readUpTo(file: Deno.FsFile, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  let bytes = new Uint8Array(64 * 1024);
  let length = 0;
  for (;;) {
    if (length > limit) return bytes.slice(0, limit + 1);
    if (length === bytes.length) {
      const larger = new Uint8Array(2 * length);
      larger.set(bytes);
      bytes = larger;
    }
    const read = await file.read(bytes.subarray(length));
    if (read === null) return bytes.slice(0, length);
    length += read;
  }
}
