/**
 * What is there to be measured.
 * @module
 */

/** Folders of servers, which are not on the path of everybody. */
const SERVER_FOLDERS = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

/** The file of `command`, or `undefined` if it is not installed. */
export function whereIs(command: string): string | undefined {
  const folders = [...(Deno.env.get("PATH") ?? "").split(":"), ...SERVER_FOLDERS];
  return folders.map((folder) => `${folder}/${command}`).find(isFile);
}

/** Is there a file at `path`? */
export function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
