/**
 * JPEG files of strangers.
 * @module
 */
import jpeg from "jpeg-js";
import type { Picture } from "./picture.ts";

/**
 * Scans of a JPEG file: progressive ones have about ten, one made to keep the decoder busy has
 * thousands.
 */
const MAX_JPEG_SCANS = 40;

export function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}

/**
 * Decodes `bytes`, a JPEG file of at most `maxPixels`; `undefined` if it is broken or larger, or made to keep the decoder
 * busy.
 */
export function decodeJpeg(bytes: Uint8Array, maxPixels: number): Picture | undefined {
  if (countScans(bytes) > MAX_JPEG_SCANS) return undefined;
  try {
    const { width, height, data } = jpeg.decode(bytes, {
      useTArray: true,
      formatAsRGBA: true,
      tolerantDecoding: false,
      maxResolutionInMP: maxPixels / 1_000_000,
      // Coefficients, samples and pixels of the largest picture allowed.
      maxMemoryUsageInMB: 64 + Math.ceil(maxPixels * 16 / 1_000_000),
    });
    return { width, height, rgba: data };
  } catch {
    return undefined;
  }
}

/** Each scan of a progressive picture costs a pass over all of it. In compressed data 0xff is never followed by 0xda. */
function countScans(bytes: Uint8Array): number {
  let scans = 0;
  for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    if (bytes[at + 1] === 0xda) scans++;
  }
  return scans;
}
