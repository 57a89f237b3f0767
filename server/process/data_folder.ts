/**
 * The folder a server keeps its data in: made, locked by one process, and in a temporary place if nothing is to be kept.
 * @module
 */
import { join } from "node:path";
import { tryLockFile } from "../../protocol/file_lock.ts";

/** Another server uses the folder. */
export class FolderInUseError extends Error {
  override readonly name = "FolderInUseError";
}

/** A folder that belongs to this process until it is disposed of. */
export interface DataFolder extends Disposable {
  readonly path: string;
}

/**
 * Makes the folder if needed and locks it; the system frees the lock when the process ends in whatever way.
 * @throws {FolderInUseError}; and whatever the file system throws.
 */
export function openDataFolder(path: string): DataFolder {
  Deno.mkdirSync(path, { recursive: true, mode: 0o700 });
  const lock = tryLockFile(join(path, "LOCK"));
  if (lock === undefined) {
    throw new FolderInUseError(`Another server uses the data folder ${path}`);
  }
  return { path, [Symbol.dispose]: () => lock[Symbol.dispose]() };
}

/** A new folder whose contents go when it is disposed of. */
export function openTemporaryFolder(): DataFolder {
  const path = Deno.makeTempDirSync({ prefix: "chat-" });
  return { path, [Symbol.dispose]: () => Deno.removeSync(path, { recursive: true }) };
}

/** Where a server on `port` keeps its data if nobody says otherwise. */
export function defaultDataFolder(
  port: number,
  os: typeof Deno.build.os,
  env: (name: string) => string | undefined,
): string {
  return join(stateFolder(os, env), String(port));
}

/** Where all servers of a user keep things (XDG Base Directory Specification 0.8). */
export function stateFolder(
  os: typeof Deno.build.os,
  env: (name: string) => string | undefined,
): string {
  const home = env(os === "windows" ? "USERPROFILE" : "HOME") ?? ".";
  const base = os === "windows"
    ? env("LOCALAPPDATA") ?? join(home, "AppData", "Local")
    : os === "darwin"
    ? join(home, "Library", "Application Support")
    : env("XDG_STATE_HOME") || join(home, ".local", "state");
  return join(base, "chat");
}
