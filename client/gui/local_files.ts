/**
 * Files of the room whose bytes are on this machine, for the page to show.
 * @module
 */
import { MAX_PREVIEW_BYTES, SNIFF_BYTES } from "../../protocol/limits.ts";
import { isEqual, randomKey } from "./access.ts";
import type { FileView } from "./channel.ts";
import { type Media, sniff } from "./sniff.ts";

interface LocalFile {
  readonly path: string;
  readonly key: string;
  readonly media: Media;
}

/** Pictures, sounds and films by the number of the file. Nothing else has an address. */
export class LocalFiles {
  readonly #files = new Map<string, LocalFile>();

  /** Looks at the file at `path`; returns how it can be shown, if it can. */
  async add(file: string, path: string): Promise<FileView["preview"] | undefined> {
    const media = await sniffFile(path);
    if (media === undefined) return undefined;
    const key = this.#files.get(file)?.key ?? randomKey();
    this.#files.set(file, { path, key, media });
    return { ...media, url: `/files/${file}/${key}` };
  }

  /** The file that `/files/FILE/KEY` names. */
  find(file: string, key: string): LocalFile | undefined {
    const found = this.#files.get(file);
    return found !== undefined && isEqual(key, found.key) ? found : undefined;
  }
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
