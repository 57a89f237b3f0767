/**
 * What uploads note, so that a later run of the program can go on with them.
 * @module
 */
import { z } from "zod";

/** An upload that has not ended, with what proves later that the file is still the same. */
export const KeptUpload = z.object({
  /** The id of its offer. */
  id: z.string(),
  path: z.string(),
  size: z.int().nonnegative(),
  mtimeMs: z.number(),
  /** So many bytes were sent, and this is their SHA-256. */
  sent: z.int().nonnegative(),
  sha256: z.string(),
});
export type KeptUpload = z.infer<typeof KeptUpload>;

/** Where uploads are noted. What cannot be kept is lost, and nobody is troubled with it. */
export interface UploadNotes {
  /** Those that had not ended, in the order in which they were offered. */
  readonly uploads: readonly KeptUpload[];
  /** Notes how far an upload is, in place of what was noted of it. */
  keepUpload(upload: KeptUpload): void;
  /** The upload has ended. */
  dropUpload(id: string): void;
}
