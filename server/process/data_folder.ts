/**
 * The folder a server keeps its data in: made, locked by one process, and in a temporary place if
 * nothing is to be kept.
 * @module
 */
import { join } from "node:path";
import { tryLockFile } from "../../protocol/file_lock.ts";
import { systemReason } from "../../protocol/system_reason.ts";
import { stateFolder, type System } from "../../protocol/user_folders.ts";

/** The folder cannot be used; `message` says which, and why. */
export class DataFolderError extends Error {
  override readonly name = "DataFolderError";
}

/** A folder that belongs to this process until it is disposed of. */
export interface DataFolder extends Disposable {
  readonly path: string;
}

/**
 * Makes the folder if needed and locks it; the system frees the lock when the process ends in
 * whatever way.
 * @throws {DataFolderError}
 */
export function openDataFolder(path: string): DataFolder {
  const lock = lockFolder(path);
  if (lock === undefined) throw new DataFolderError(`Another server uses the data folder ${path}`);
  return { path, [Symbol.dispose]: () => lock[Symbol.dispose]() };
}

function lockFolder(path: string): Disposable | undefined {
  try {
    Deno.mkdirSync(path, { recursive: true, mode: 0o700 });
    return tryLockFile(join(path, "LOCK"));
  } catch (error) {
    const why = (exists(path) ? whyUnwritable(path) : undefined) ?? systemReason(error);
    throw new DataFolderError(`the data folder ${path} cannot be used: ${why}`);
  }
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}

/**
 * In the system's words, why no file can be made in `folder`, which a database does not tell;
 * `undefined` if one can.
 */
export function whyUnwritable(folder: string | undefined): string | undefined {
  if (folder === undefined) return undefined;
  try {
    Deno.removeSync(Deno.makeTempFileSync({ dir: folder, prefix: ".chat-" }));
    return undefined;
  } catch (error) {
    return systemReason(error);
  }
}

/** A new folder whose contents go when it is disposed of. */
export function openTemporaryFolder(): DataFolder {
  const path = Deno.makeTempDirSync({ prefix: "chat-" });
  return { path, [Symbol.dispose]: () => Deno.removeSync(path, { recursive: true }) };
}

/**
 * Where a server on `port` keeps its data if nobody says otherwise; `undefined` if there is no
 * place.
 */
export function defaultDataFolder(port: number, system?: System): string | undefined {
  const folder = stateFolder(system);
  return folder && join(folder, String(port));
}
