/**
 * Looking at a picture in a file.
 * @module
 */
import { decodePicture, isPicture, pictureLines, type PictureSpace } from "./show_picture.ts";

export interface ViewLimits {
  readonly maxBytes: number;
  readonly maxPixels: number;
}

/** Why there is nothing to see. */
export type NoView = "missing" | "no_picture" | "too_large" | "broken";

/** First bytes that tell what a file is. */
const HEAD_BYTES = 16;

/** The lines to write to show the picture at `path`, or why not. Reads no more than the limit. */
export async function viewFile(
  path: string,
  limits: ViewLimits,
  space: PictureSpace,
): Promise<string[] | NoView> {
  const bytes = await readPicture(path, limits.maxBytes);
  if (typeof bytes === "string") return bytes;
  const picture = decodePicture(bytes, limits.maxPixels);
  return picture === undefined ? "broken" : await pictureLines(picture, space);
}

async function readPicture(path: string, maxBytes: number): Promise<Uint8Array | NoView> {
  try {
    using file = await Deno.open(path);
    const { isFile, size } = await file.stat();
    if (!isFile) return "missing";
    const head = new Uint8Array(HEAD_BYTES);
    await file.read(head);
    if (!isPicture(head)) return "no_picture";
    if (size > maxBytes) return "too_large";
    await file.seek(0, Deno.SeekMode.Start);
    const bytes = new Uint8Array(size);
    let at = 0;
    for (let count: number | null = 0; at < size && count !== null; at += count ?? 0) {
      count = await file.read(bytes.subarray(at));
    }
    return bytes.subarray(0, at);
  } catch {
    return "missing";
  }
}
