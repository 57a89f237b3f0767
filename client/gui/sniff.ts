/**
 * What a file is, by its bytes: the name and the type that its sender gave it may lie.
 * @module
 */
import { KIB } from "../../protocol/limits.ts";
import type { PreviewKind } from "./channel.ts";

/** Bytes of a file that are looked at to tell what it is. */
export const SNIFF_BYTES = 4 * KIB;

export interface Media {
  readonly kind: PreviewKind;
  readonly mime: string;
}

interface Signature extends Media {
  readonly at: number;
  /** Latin-1; `?` stands for any byte. */
  readonly bytes: string;
}

/** The formats that browsers show and that cannot carry a program. */
const SIGNATURES: readonly Signature[] = [
  { at: 0, bytes: "\x89PNG\r\n\x1a\n", kind: "image", mime: "image/png" },
  { at: 0, bytes: "\xff\xd8\xff", kind: "image", mime: "image/jpeg" },
  { at: 0, bytes: "GIF87a", kind: "image", mime: "image/gif" },
  { at: 0, bytes: "GIF89a", kind: "image", mime: "image/gif" },
  { at: 0, bytes: "RIFF????WEBP", kind: "image", mime: "image/webp" },
  { at: 0, bytes: "RIFF????WAVE", kind: "audio", mime: "audio/wav" },
  { at: 0, bytes: "ID3", kind: "audio", mime: "audio/mpeg" },
  { at: 0, bytes: "\xff\xfb", kind: "audio", mime: "audio/mpeg" },
  { at: 0, bytes: "\xff\xf3", kind: "audio", mime: "audio/mpeg" },
  { at: 0, bytes: "\xff\xf1", kind: "audio", mime: "audio/aac" },
  { at: 0, bytes: "fLaC", kind: "audio", mime: "audio/flac" },
  { at: 28, bytes: "\x01vorbis", kind: "audio", mime: "audio/ogg" },
  { at: 28, bytes: "OpusHead", kind: "audio", mime: "audio/ogg" },
  { at: 0, bytes: "OggS", kind: "video", mime: "video/ogg" },
  { at: 4, bytes: "ftypM4A", kind: "audio", mime: "audio/mp4" },
  { at: 4, bytes: "ftyp", kind: "video", mime: "video/mp4" },
  { at: 0, bytes: "\x1aE\xdf\xa3", kind: "video", mime: "video/webm" },
];

/** What `head`, the first bytes of a file, begins; `undefined` for what is only ever saved. */
export function sniff(head: Uint8Array): Media | undefined {
  const found = SIGNATURES.find(({ at, bytes }) =>
    head.length >= at + bytes.length &&
    [...bytes].every((char, i) => char === "?" || head[at + i] === char.charCodeAt(0))
  );
  return found && { kind: found.kind, mime: found.mime };
}
