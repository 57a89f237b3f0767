/**
 * Pixels.
 * @module
 */

/** `rgba` has four bytes for each pixel, row by row. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

/** The picture made smaller so that it fits `maxWidth` × `maxHeight`, each pixel the mean of those it covers; never larger. */
export function shrink(picture: Picture, maxWidth: number, maxHeight: number): Picture {
  const factor = Math.min(1, maxWidth / picture.width, maxHeight / picture.height);
  if (factor === 1) return picture;
  const width = Math.max(1, Math.round(picture.width * factor));
  const height = Math.max(1, Math.round(picture.height * factor));
  return resample(picture, width, height);
}

/** The picture with exactly `width` × `height` pixels, neither more than it has. */
export function resample(picture: Picture, width: number, height: number): Picture {
  const rgba = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    const top = Math.floor(y * picture.height / height);
    const bottom = Math.max(top + 1, Math.floor((y + 1) * picture.height / height));
    for (let x = 0; x < width; x++) {
      const left = Math.floor(x * picture.width / width);
      const right = Math.max(left + 1, Math.floor((x + 1) * picture.width / width));
      rgba.set(meanPixel(picture, left, top, right, bottom), (y * width + x) * 4);
    }
  }
  return { width, height, rgba };
}

/** Transparent pixels have no say in the colour. */
function meanPixel(
  { width, rgba }: Picture,
  left: number,
  top: number,
  right: number,
  bottom: number,
) {
  let [red, green, blue, alpha] = [0, 0, 0, 0];
  for (let y = top; y < bottom; y++) {
    for (let at = (y * width + left) * 4; at < (y * width + right) * 4; at += 4) {
      const weight = rgba[at + 3] ?? 0;
      red += (rgba[at] ?? 0) * weight;
      green += (rgba[at + 1] ?? 0) * weight;
      blue += (rgba[at + 2] ?? 0) * weight;
      alpha += weight;
    }
  }
  if (alpha === 0) return [0, 0, 0, 0];
  const count = (right - left) * (bottom - top);
  return [red / alpha, green / alpha, blue / alpha, alpha / count].map(Math.round);
}
