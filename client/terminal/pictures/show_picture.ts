/**
 * From the bytes of a file to what a terminal is sent to show it.
 * @module
 */
import { type CellColours, cellPicture } from "./cell_pictures.ts";
import { decodeJpeg, isJpeg } from "./jpeg.ts";
import { type Picture, shrink } from "./picture.ts";
import { decodePng, isPng } from "./png.ts";

/** Cell size in pixels assumed where pictures are sent as pixels. */
const CELL_WIDTH_PIXELS = 8;
const CELL_HEIGHT_PIXELS = 16;

/** What the terminal can show, from the best to what every one can. */
export type PictureWay = "kitty" | "iterm2" | "sixel" | "cells";

/** Where and how pictures are shown. */
export interface PictureSpace {
  readonly way: PictureWay;
  readonly colours: CellColours;
  readonly maxColumns: number;
  readonly maxRows: number;
}

/** Does `bytes` look like a picture that can be shown here? Its first bytes are enough. */
export function isPicture(bytes: Uint8Array): boolean {
  return isPng(bytes) || isJpeg(bytes);
}

/** Decodes a PNG or JPEG file of at most `maxPixels`; `undefined` for anything else, broken or larger. */
export function decodePicture(bytes: Uint8Array, maxPixels: number): Picture | undefined {
  if (isPng(bytes)) return decodePng(bytes, maxPixels);
  return isJpeg(bytes) ? decodeJpeg(bytes, maxPixels) : undefined;
}

/**
 * The lines to write for `picture`. They are made from its pixels alone: no byte of the file reaches the terminal, and what
 * reaches it is not larger than the space.
 */
export async function pictureLines(picture: Picture, space: PictureSpace): Promise<string[]> {
  const { way, maxColumns, maxRows } = space;
  if (way === "cells") return cellPicture(picture, maxColumns, maxRows, space.colours);
  const small = shrink(picture, maxColumns * CELL_WIDTH_PIXELS, maxRows * CELL_HEIGHT_PIXELS);
  if (way === "sixel") {
    const { image2sixel } = await import("sixel");
    return [image2sixel(small.rgba, small.width, small.height, 256, 1)];
  }
  const { encode } = await import("fast-png");
  const png = encode({ width: small.width, height: small.height, data: small.rgba, channels: 4 });
  return [way === "kitty" ? kittyLine(base64(png)) : iterm2Line(base64(png), small)];
}

/** Longest part of a picture that kitty takes at once. */
const KITTY_PART_CHARS = 4096;

function kittyLine(data: string): string {
  const parts = data.match(new RegExp(`.{1,${KITTY_PART_CHARS}}`, "g")) ?? [];
  return parts.map((part, index) => {
    const more = index < parts.length - 1 ? 1 : 0;
    // f=100: PNG; a=T: show it; q=2: no answer, it would arrive as keys.
    const control = index === 0 ? `f=100,a=T,q=2,m=${more}` : `m=${more}`;
    return `\x1b_G${control};${part}\x1b\\`;
  }).join("");
}

function iterm2Line(data: string, { width, height }: Picture): string {
  return `\x1b]1337;File=inline=1;width=${width}px;height=${height}px:${data}\x07`;
}

function base64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(text);
}
