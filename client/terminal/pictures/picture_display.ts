/**
 * Which pictures are shown, and how large.
 * @module
 */
import {
  MAX_AUTO_VIEW_BYTES,
  MAX_AUTO_VIEW_PIXELS,
  MAX_PICTURE_COLUMNS,
  MAX_PICTURE_ROWS,
  MAX_VIEW_BYTES,
  MAX_VIEW_PIXELS,
} from "../../../protocol/limits.ts";
import type { PictureSpace } from "./show_picture.ts";
import { type NoView, viewFile } from "./view_file.ts";

/** `on` shows every picture that comes, `auto` small ones, `off` none but those asked for. */
export const IMAGE_MODES = ["auto", "on", "off"] as const;
export type ImageMode = typeof IMAGE_MODES[number];

interface Screen {
  readonly columns: number;
  readonly rows: number;
}

const ASKED = { maxBytes: MAX_VIEW_BYTES, maxPixels: MAX_VIEW_PIXELS };
const UNASKED = { maxBytes: MAX_AUTO_VIEW_BYTES, maxPixels: MAX_AUTO_VIEW_PIXELS };

/** Shows pictures in one way. */
export class PictureDisplay {
  readonly #mode: ImageMode;
  readonly #way: Pick<PictureSpace, "way" | "colours">;

  constructor(mode: ImageMode, way: Pick<PictureSpace, "way" | "colours">) {
    this.#mode = mode;
    this.#way = way;
  }

  /** The rows for the picture at `path` that has just come; none if it is no picture or shall not be shown. */
  async unasked(path: string, screen: Screen): Promise<string[]> {
    // Letters for pixels are for those who ask.
    const isPlain = this.#way.way === "cells" && this.#way.colours === "none";
    if (this.#mode === "off" || (this.#mode === "auto" && isPlain)) return [];
    const limits = this.#mode === "on" ? ASKED : UNASKED;
    const shown = await viewFile(path, limits, this.#space(screen));
    return typeof shown === "string" ? [] : shown;
  }

  /** The rows for the picture at `path`, or why there are none. */
  asked(path: string, screen: Screen): Promise<string[] | NoView> {
    return viewFile(path, ASKED, this.#space(screen));
  }

  #space({ columns, rows }: Screen): PictureSpace {
    return {
      ...this.#way,
      maxColumns: Math.max(1, Math.min(MAX_PICTURE_COLUMNS, columns - 2)),
      maxRows: Math.max(1, Math.min(MAX_PICTURE_ROWS, Math.floor(rows / 2))),
    };
  }
}
