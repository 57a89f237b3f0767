/**
 * What can be shared: a file as it is, or a folder as one archive.
 * @module
 */
import { basename, resolve } from "node:path";
import mime from "mime/lite";
import { isFileName, safeFileName } from "../../../protocol/names.ts";
import { openFile, type UploadSource } from "./file_source.ts";
import { openFolder } from "./folder_source.ts";
import type { LeftOut } from "./left_out.ts";
import { fileFailure, lookAtFile } from "./regular_file.ts";

/**
 * Looks at `path`: what this promises can be read. What of a folder cannot is told to `leftOut`.
 * @throws {Failure} `file_missing`, `not_a_file` or `not_readable`.
 */
export async function openSource(path: string, leftOut: LeftOut): Promise<UploadSource> {
  const { isDirectory } = await Deno.stat(path).catch((error) => {
    throw fileFailure(error);
  });
  const base = basename(resolve(path));
  if (isDirectory) return await openFolder(path, nameOf(base || "folder"), leftOut);
  const file = await lookAtFile(path);
  const name = nameOf(base);
  const type = mime.getType(name) ?? "application/octet-stream";
  return { name, size: file.size, mime: type, open: () => openFile(file) };
}

function nameOf(base: string): string {
  return isFileName(base) ? base : safeFileName(base);
}
