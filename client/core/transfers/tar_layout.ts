/**
 * A tar archive as a plan: which bytes stand where. Libraries only stream archives; a transfer has to know the size before it
 * begins and to go on at any offset. Format: POSIX.1-2017, pax, "pax Interchange Format" and "ustar Interchange Format".
 * @module
 */

const BLOCK_BYTES = 512;
/** Field lengths of a ustar header. */
const NAME_BYTES = 100;
const MAX_OCTAL_SIZE = 0o77777777777;

const encoder = new TextEncoder();

/** A file or folder to be archived. */
export interface TarEntry {
  /** With `/` between its parts, relative; folders end with `/`. */
  readonly name: string;
  /** Where its bytes are read from; `undefined` for a folder. */
  readonly path: string | undefined;
  readonly size: number;
  readonly mtime: Date | null;
}

/** A stretch of the archive: bytes as they are, or the bytes of a file. */
export type TarPiece =
  | { readonly start: number; readonly length: number; readonly bytes: Uint8Array }
  | { readonly start: number; readonly length: number; readonly path: string };

/** Lays out `entries` one after the other. The pieces follow each other without a gap. */
export function layOutTar(entries: readonly TarEntry[]): { pieces: TarPiece[]; size: number } {
  const pieces: TarPiece[] = [];
  let size = 0;
  const addBytes = (bytes: Uint8Array) => {
    if (bytes.length > 0) pieces.push({ start: size, length: bytes.length, bytes });
    size += bytes.length;
  };
  for (const entry of entries) {
    addBytes(headersOf(entry));
    if (entry.path === undefined || entry.size === 0) continue;
    pieces.push({ start: size, length: entry.size, path: entry.path });
    size += entry.size;
    addBytes(padding(entry.size));
  }
  addBytes(new Uint8Array(2 * BLOCK_BYTES));
  return { pieces, size };
}

function headersOf({ name, path, size, mtime }: TarEntry): Uint8Array {
  const seconds = Math.max(0, Math.floor((mtime?.getTime() ?? 0) / 1000));
  const type = path === undefined ? "5" : "0";
  const records: string[] = [];
  const isPlain = encoder.encode(name).length === name.length && name.length <= NAME_BYTES;
  if (!isPlain) records.push(paxRecord("path", name));
  if (size > MAX_OCTAL_SIZE) records.push(paxRecord("size", String(size)));
  const short = isPlain ? name : "file";
  const own = header(short, Math.min(size, MAX_OCTAL_SIZE), seconds, type);
  if (records.length === 0) return own;
  const body = encoder.encode(records.join(""));
  return join(header("pax", body.length, seconds, "x"), body, padding(body.length), own);
}

/** `LENGTH KEY=VALUE\n`, where the length counts itself. */
function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  const bytes = encoder.encode(rest).length;
  let length = bytes + 1;
  while (String(length).length + bytes !== length) length = String(length).length + bytes;
  return `${length}${rest}`;
}

function header(name: string, size: number, mtime: number, type: string): Uint8Array {
  const block = new Uint8Array(BLOCK_BYTES);
  const put = (text: string, at: number) => block.set(encoder.encode(text), at);
  const octal = (value: number, digits: number) => value.toString(8).padStart(digits, "0");
  put(name, 0);
  put(octal(type === "5" ? 0o755 : 0o644, 7), 100);
  put(octal(0, 7), 108);
  put(octal(0, 7), 116);
  put(octal(size, 11), 124);
  put(octal(mtime, 11), 136);
  put(" ".repeat(8), 148);
  put(type, 156);
  put("ustar\0" + "00", 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(`${octal(sum, 6)}\0 `, 148);
  return block;
}

function padding(bytes: number): Uint8Array {
  return new Uint8Array((BLOCK_BYTES - bytes % BLOCK_BYTES) % BLOCK_BYTES);
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((bytes, part) => bytes + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
