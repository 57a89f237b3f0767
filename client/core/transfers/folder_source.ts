/**
 * A folder, shared as one archive that is made while it is sent.
 * @module
 */
import { isAbsolute, join, relative, resolve, sep as SEPARATOR } from "node:path";
import { MIB } from "../../../protocol/limits.ts";
import { MAX_FILE_NAME_BYTES } from "../../../protocol/names.ts";
import { cutToBytes } from "../../../protocol/text.ts";
import { Failure } from "../base/mod.ts";
import { ArchivePlan, type Planned } from "./archive_plan.ts";
import { ArchiveReader } from "./archive_reader.ts";
import type { UploadSource } from "./file_source.ts";
import type { LeftOut } from "./left_out.ts";
import { fileFailure, lookAtFile, UnreadableError, whyNot } from "./regular_file.ts";

/**
 * Bytes of files that are kept because only reading tells their number: nobody means to share all
 * of /proc.
 */
const MAX_KEPT_BYTES = 64 * MIB;

/**
 * The folder at `path` as `NAME.tar`: its folders, its regular files, and the links that lead from
 * one of its places to another. What cannot be sent is told to `leftOut`, now and while the archive
 * is being read.
 * @throws {Failure} `not_readable` if that is the folder itself.
 */
export async function openFolder(
  path: string,
  name: string,
  leftOut: LeftOut,
): Promise<UploadSource> {
  const walk = new Walk(resolve(path), leftOut);
  const plan = new ArchivePlan(await Array.fromAsync(walk.folder(resolve(path), `${name}/`)));
  return {
    name: `${cutToBytes(name, MAX_FILE_NAME_BYTES - ".tar".length)}.tar`,
    size: plan.size,
    mime: "application/x-tar",
    open: () => Promise.resolve(new ArchiveReader(plan, leftOut)),
  };
}

class Walk {
  #keptBytes = 0;

  constructor(private readonly root: string, private readonly leftOut: LeftOut) {}

  /**
   * What is in the folder at `path`, in the same order at every time, whatever the file system
   * says.
   */
  async *folder(path: string, name: string): AsyncGenerator<Planned> {
    let children: Deno.DirEntry[];
    try {
      const { mtime } = await Deno.stat(path);
      yield { entry: { name, kind: "folder", size: 0, mtime } };
      children = await Array.fromAsync(Deno.readDir(path));
    } catch (error) {
      if (path === this.root) throw fileFailure(error);
      return this.#without(name, error);
    }
    for (const child of children.toSorted((a, b) => a.name < b.name ? -1 : 1)) {
      yield* this.#child(child, join(path, child.name), name + child.name);
    }
  }

  async *#child(child: Deno.DirEntry, path: string, name: string): AsyncGenerator<Planned> {
    if (child.isDirectory) return yield* this.folder(path, `${name}/`);
    try {
      if (child.isFile) yield await this.#file(path, name);
      else if (child.isSymlink) yield await this.#link(path, name);
      else throw new Failure("not_a_file");
    } catch (error) {
      this.#without(name, error);
    }
  }

  /** A link that leads to somewhere else on this machine means nothing on another. */
  async #link(path: string, name: string): Promise<Planned> {
    const target = await Deno.readLink(path);
    const { mtime } = await Deno.lstat(path);
    const [first] = relative(this.root, resolve(path, "..", target)).split(SEPARATOR);
    if (isAbsolute(target) || first === "..") throw new LinkError(target);
    return { entry: { name, kind: "link", size: 0, mtime, target: target.replaceAll("\\", "/") } };
  }

  #without(name: string, error: unknown): void {
    if (error instanceof LinkError) return this.leftOut.add("notice", name, error.message);
    const failure = fileFailure(error);
    if (failure.code === "not_a_file") {
      return this.leftOut.add("notice", name, "no file, folder or link");
    }
    this.leftOut.add("error", name, whyNot(failure, name));
  }

  async #file(path: string, name: string): Promise<Planned> {
    const file = await lookAtFile(path);
    const { size, mtime, isExecutable, content } = file;
    this.#keptBytes += content?.length ?? 0;
    if (this.#keptBytes > MAX_KEPT_BYTES) {
      throw new UnreadableError("too much that the system makes when it is read");
    }
    return { entry: { name, kind: "file", size, mtime, isExecutable }, file };
  }
}

class LinkError extends Error {
  constructor(target: string) {
    super(`a link to ${target}, outside of the folder`);
  }
}
