/**
 * PNG files of strangers.
 * @module
 */
import { inflateSync } from "node:zlib";
import { convertIndexedToRgb, decode } from "fast-png";
import type { Picture } from "./picture.ts";

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** What a picture needs; the rest (profiles, texts, animations) may hide anything and is not read. */
const NEEDED = new Set(["IHDR", "PLTE", "tRNS", "IDAT", "IEND"]);
const MOST_CHANNELS = 4;

export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, at) => bytes[at] === byte);
}

/**
 * Decodes `bytes`, a PNG file of at most `maxPixels`; `undefined` if it is broken or larger. Takes no more memory than the
 * pixels that its header declares, whatever its compressed data would unpack to.
 */
export function decodePng(bytes: Uint8Array, maxPixels: number): Picture | undefined {
  const chunks = readChunks(bytes);
  const header = chunks?.[0];
  if (chunks === undefined || header === undefined || header.type !== "IHDR") return undefined;
  const view = new DataView(header.data.buffer, header.data.byteOffset, header.data.length);
  if (header.data.length !== 13) return undefined;
  const [width, height, depth] = [view.getUint32(0), view.getUint32(4), view.getUint8(8)];
  if (width === 0 || height === 0 || width * height > maxPixels) return undefined;
  // Interlaced pictures have up to seven more filter bytes per row.
  const rowBytes = Math.ceil(width * MOST_CHANNELS * Math.max(8, depth) / 8) + 8;
  const kept = chunks.filter(({ type }) => NEEDED.has(type));
  const data = kept.filter(({ type }) => type === "IDAT").map((chunk) => chunk.data);
  try {
    inflateSync(joinBytes(data), { maxOutputLength: rowBytes * (height + 8) });
    return toRgba(decode(joinBytes([bytes.subarray(0, 8), ...kept.map(({ whole }) => whole)])));
  } catch {
    return undefined;
  }
}

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
  /** With length, type and checksum. */
  readonly whole: Uint8Array;
}

/** `undefined` if a chunk reaches beyond the end. */
function readChunks(bytes: Uint8Array): Chunk[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE.length; at < bytes.length;) {
    if (at + 12 > bytes.length) return undefined;
    const length = view.getUint32(at);
    const end = at + 12 + length;
    if (end > bytes.length) return undefined;
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    chunks.push({ type, data: bytes.subarray(at + 8, end - 4), whole: bytes.subarray(at, end) });
    if (type === "IEND") break;
    at = end;
  }
  return chunks;
}

function toRgba(png: ReturnType<typeof decode>): Picture {
  const { width, height, palette } = png;
  const channels = palette === undefined ? png.channels : palette[0]?.length ?? 3;
  const data = palette === undefined ? png.data : convertIndexedToRgb(png);
  const shift = png.depth === 16 ? 8 : 0;
  const scale = palette === undefined && png.depth < 8 ? 255 / (2 ** png.depth - 1) : 1;
  const rgba = new Uint8Array(width * height * 4);
  const sample = (at: number) => ((data[at] ?? 0) >> shift) * scale;
  for (let pixel = 0; pixel < width * height; pixel++) {
    const from = pixel * channels;
    const isGrey = channels < 3;
    rgba[pixel * 4] = sample(from);
    rgba[pixel * 4 + 1] = sample(isGrey ? from : from + 1);
    rgba[pixel * 4 + 2] = sample(isGrey ? from : from + 2);
    rgba[pixel * 4 + 3] = channels % 2 === 0 ? sample(from + channels - 1) : 255;
  }
  return { width, height, rgba };
}

function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
