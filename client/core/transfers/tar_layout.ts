/**
 * The blocks of a tar archive. Libraries only stream archives; a transfer has to know the size
 * before it begins and to go on at any offset. Format: POSIX.1-2017, pax, "pax Interchange Format"
 * and "ustar Interchange Format".
 * @module
 */

const BLOCK_BYTES = 512;
/** Field lengths of a ustar header, for names and for what links lead to. */
const NAME_BYTES = 100;
const MAX_OCTAL_SIZE = 0o77777777777;

/** What an archive ends with. */
export const TRAILER_BYTES = 2 * BLOCK_BYTES;

const encoder = new TextEncoder();

/** A file, folder or link to be archived. */
export interface TarEntry {
  /** With `/` between its parts, relative; folders end with `/`. */
  readonly name: string;
  readonly kind: "file" | "folder" | "link";
  /** Of a file; 0 for the others. */
  readonly size: number;
  readonly mtime: Date | null;
  readonly isExecutable?: boolean;
  /** What a link leads to. */
  readonly target?: string;
}

const TYPES = { file: "0", link: "2", folder: "5", pax: "x" } as const;

/** The headers of `entry`; its bytes follow. */
export function tarHeader(entry: TarEntry): Uint8Array {
  const { name, kind, size, mtime, isExecutable = false, target = "" } = entry;
  const seconds = Math.max(0, Math.floor((mtime?.getTime() ?? 0) / 1000));
  const records: string[] = [];
  if (!fits(name)) records.push(paxRecord("path", name));
  if (!fits(target)) records.push(paxRecord("linkpath", target));
  if (size > MAX_OCTAL_SIZE) records.push(paxRecord("size", String(size)));
  const own = header({
    name: fits(name) ? name : "file",
    target: fits(target) ? target : "link",
    mode: kind === "file" && !isExecutable ? 0o644 : 0o755,
    size: Math.min(size, MAX_OCTAL_SIZE),
    seconds,
    type: TYPES[kind],
  });
  if (records.length === 0) return own;
  const body = encoder.encode(records.join(""));
  const pax = header({
    name: "pax",
    target: "",
    mode: 0o644,
    size: body.length,
    seconds,
    type: TYPES.pax,
  });
  return join(pax, body, new Uint8Array(paddingBytes(body.length)), own);
}

/** Zeros after `bytes` bytes of a file, up to the next block. */
export function paddingBytes(bytes: number): number {
  return (BLOCK_BYTES - bytes % BLOCK_BYTES) % BLOCK_BYTES;
}

/** ASCII that is short enough for its field. */
function fits(text: string): boolean {
  return encoder.encode(text).length === text.length && text.length <= NAME_BYTES;
}

/** `LENGTH KEY=VALUE\n`, where the length counts itself. */
function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  const bytes = encoder.encode(rest).length;
  let length = bytes + 1;
  while (String(length).length + bytes !== length) length = String(length).length + bytes;
  return `${length}${rest}`;
}

interface HeaderFields {
  readonly name: string;
  readonly target: string;
  readonly mode: number;
  readonly size: number;
  readonly seconds: number;
  readonly type: string;
}

function header({ name, target, mode, size, seconds, type }: HeaderFields): Uint8Array {
  const block = new Uint8Array(BLOCK_BYTES);
  const put = (text: string, at: number) => block.set(encoder.encode(text), at);
  const octal = (value: number, digits: number) => value.toString(8).padStart(digits, "0");
  put(name, 0);
  put(octal(mode, 7), 100);
  put(octal(0, 7), 108);
  put(octal(0, 7), 116);
  put(octal(size, 11), 124);
  put(octal(seconds, 11), 136);
  put(" ".repeat(8), 148);
  put(type, 156);
  put(target, 157);
  put("ustar\0" + "00", 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(`${octal(sum, 6)}\0 `, 148);
  return block;
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
