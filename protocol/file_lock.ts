/**
 * A lock that one process at a time can hold, and that the system frees when it ends in whatever
 * way. It stands here because both halves of the program need it and neither may import the other.
 * @module
 */
import { DatabaseSync } from "node:sqlite";

/** SQLite's result code for what another process has locked. */
const SQLITE_BUSY = 5;

/**
 * Locks the file at `path`, which is made if needed and stays empty, until it is disposed of;
 * `undefined` if it is locked. The runtime has a lock of its own that does not wait, but not in
 * every version that executables are compiled with.
 * @throws whatever the file system throws.
 */
export function tryLockFile(path: string): Disposable | undefined {
  const database = new DatabaseSync(path);
  try {
    database.exec("PRAGMA busy_timeout = 0");
    // Unlike exec(), run() throws errors that have a result code.
    database.prepare("BEGIN EXCLUSIVE").run();
  } catch (error) {
    database.close();
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return undefined;
    throw error;
  }
  return { [Symbol.dispose]: () => database.close() };
}
