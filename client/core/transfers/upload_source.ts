/**
 * What can be shared: a file as it is, or a folder as one archive.
 * @module
 */
import { basename, resolve } from "node:path";
import mime from "mime/lite";
import { isFileName, safeFileName } from "../../../protocol/names.ts";
import { Failure } from "../base/mod.ts";
import { openFile, type UploadSource } from "./file_source.ts";
import { openFolder } from "./folder_source.ts";

/**
 * Looks at `path` without reading it.
 * @throws {Failure} `file_missing`, `not_a_file` or `not_readable`.
 */
export async function openSource(path: string): Promise<UploadSource> {
  // What is no regular file is never opened: opening a pipe or a device may block or act.
  const info = await Deno.stat(path).catch((error) => {
    throw new Failure(error instanceof Deno.errors.NotFound ? "file_missing" : "not_readable");
  });
  const base = basename(resolve(path));
  if (info.isDirectory) return await openFolder(path, nameOf(base || "folder"));
  if (!info.isFile) throw new Failure("not_a_file");
  const name = nameOf(base);
  const type = mime.getType(name) ?? "application/octet-stream";
  return { name, size: info.size, mime: type, open: () => openFile(path, info) };
}

function nameOf(base: string): string {
  return isFileName(base) ? base : safeFileName(base);
}
