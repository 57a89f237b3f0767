/**
 * Which pictures are shown, and how large.
 * @module
 */
import { MIB } from "../../../protocol/limits.ts";
import type { PictureSpace } from "./show_picture.ts";
import { type NoView, viewFile } from "./view_file.ts";

/** Largest file looked at inline. */
export const MAX_VIEW_BYTES = 16 * MIB;
/** Most pixels decoded for `/view`: a phone's picture; about a second and 64 MiB. */
export const MAX_VIEW_PIXELS = 16_000_000;
/** The same for pictures shown without being asked: not noticed while typing. */
const MAX_AUTO_VIEW_BYTES = MIB;
export const MAX_AUTO_VIEW_PIXELS = 1_500_000;
/** Space a picture takes on the screen. */
const MAX_PICTURE_COLUMNS = 60;
const MAX_PICTURE_ROWS = 16;

/** `on` shows every picture that comes, `auto` small ones, `off` none but those asked for. */
export type ImageMode = "auto" | "on" | "off";

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
