/**
 * Files of the room whose bytes are on this machine, for the page to show.
 * @module
 */
import { MIB } from "../../protocol/limits.ts";
import type { PartialFile } from "../core/mod.ts";
import { isEqual, randomKey } from "./access.ts";
import { Arrival } from "./arrival.ts";
import type { FileView } from "./channel.ts";
import { type Media, sniff, SNIFF_BYTES } from "./sniff.ts";

/**
 * Largest picture that is shown without being asked for; a browser decodes it in well under a
 * second.
 */
const MAX_PREVIEW_BYTES = 32 * MIB;

/** A file that can be shown. */
export interface LocalFile {
  readonly key: string;
  readonly media: Media;
  /** Where it is when it is complete. */
  readonly path: string;
  /** How much of it is here, if it was shown before it was complete. */
  readonly arrival?: Arrival;
}

/** How the page shows a file. */
export type Preview = NonNullable<FileView["preview"]>;

/** Pictures, sounds and films by the number of the file. Nothing else has an address. */
export class LocalFiles {
  readonly #files = new Map<string, LocalFile>();

  /**
   * Looks at the complete file at `path`; returns how it can be shown, if it can. Its address stays
   * what it was.
   */
  async add(file: string, path: string): Promise<Preview | undefined> {
    const media = await sniffFile(path);
    const known = this.#files.get(file);
    if (media === undefined) {
      this.#files.delete(file);
      return undefined;
    }
    known?.arrival?.verified(path);
    const arrival = known?.arrival && { arrival: known.arrival };
    return this.#show(file, { key: known?.key ?? randomKey(), media, path, ...arrival });
  }

  /**
   * Looks at the beginning of a file that arrives; returns how it can be shown, if it is a sound or
   * a film.
   */
  async begin(file: string, partial: PartialFile): Promise<Preview | undefined> {
    const { path } = partial;
    const media = await sniffFile(path);
    const known = this.#files.get(file);
    // It may have become complete, or have been given up, while it was looked at.
    if (known !== undefined) return previewOf(file, known);
    if (media === undefined || media.kind === "image" || partial.isClosed) return undefined;
    return this.#show(file, { key: randomKey(), media, path, arrival: new Arrival(partial) });
  }

  /**
   * What has arrived of a file will not become whole. Returns how the file can be shown still, if
   * it was here whole before.
   */
  lose(file: string): Preview | undefined {
    const known = this.#files.get(file);
    if (known === undefined) return undefined;
    if (isWhole(known)) return previewOf(file, known);
    known.arrival?.lost();
    this.#files.delete(file);
    return undefined;
  }

  /** The file that `/files/FILE/KEY` names. */
  find(file: string, key: string): LocalFile | undefined {
    const found = this.#files.get(file);
    return found !== undefined && isEqual(key, found.key) ? found : undefined;
  }

  #show(file: string, local: LocalFile): Preview {
    this.#files.set(file, local);
    return previewOf(file, local);
  }
}

function previewOf(file: string, local: LocalFile): Preview {
  const { key, media } = local;
  return { ...media, url: `/files/${file}/${key}`, isWhole: isWhole(local) };
}

function isWhole({ arrival }: LocalFile): boolean {
  return arrival === undefined || arrival.readable === arrival.size;
}

async function sniffFile(path: string): Promise<Media | undefined> {
  try {
    using file = await Deno.open(path);
    const head = new Uint8Array(SNIFF_BYTES);
    const media = sniff(head.subarray(0, await file.read(head) ?? 0));
    const { size } = await file.stat();
    return media?.kind === "image" && size > MAX_PREVIEW_BYTES ? undefined : media;
  } catch {
    // It is gone already: there is nothing to show.
    return undefined;
  }
}
