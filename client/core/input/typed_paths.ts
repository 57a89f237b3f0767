/**
 * Paths as people type and drop them: with quotes, with `~`, as patterns, as `file:` addresses.
 * @module
 */
import { glob, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expandHome } from "../../../protocol/user_folders.ts";
import { Failure } from "../base/mod.ts";
import { splitWords, type Word } from "./split_words.ts";

/** Files that one pattern may name: whoever means more sends their folder. */
const MAX_MATCHES = 1_000;

/**
 * The paths that `argument` names. A name with blanks may be typed without quotes if there is such
 * a file.
 * @throws {Failure} for a pattern that nothing fits, and for what is no path.
 * @throws {NoHomeError}
 */
export async function typedPaths(argument: string, home: string | undefined): Promise<string[]> {
  const words = splitWords(argument).filter(({ text }) => text !== "");
  const whole = expandHome(argument, home);
  if (words.length > 1 && await exists(whole)) return [whole];
  const paths: string[] = [];
  for (const word of words) paths.push(...await pathsOf(word, home));
  return paths;
}

/**
 * What `line` names if it is nothing but paths of files that are there, or `file:` addresses; else
 * nothing.
 */
export async function droppedPaths(line: string): Promise<readonly string[]> {
  const typed = line.trim();
  const words = splitWords(typed).map(({ text }) => text);
  if (isAbsolute(typed) && await exists(typed)) return [typed];
  const isDropped = words.length > 0 && words.every((word) => isFileUrl(word) || isAbsolute(word));
  if (!isDropped) return [];
  const isThere = await Promise.all(words.map((word) => isFileUrl(word) || exists(word)));
  return isThere.includes(false) ? [] : words;
}

/** `path` as it is typed after a command. */
export function quotePath(path: string): string {
  if (/^[\p{L}\p{N}_./~:@%+=,-]+$/u.test(path)) return path;
  return path.includes('"') && !path.includes("'")
    ? `'${path}'`
    : `"${path.replace(/["\\]/g, "\\$&")}"`;
}

async function pathsOf(
  { text, pattern, isPattern }: Word,
  home: string | undefined,
): Promise<string[]> {
  if (isFileUrl(text)) return [pathOfUrl(text)];
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(text)) {
    throw new Failure("bad_command", `Only files of this machine can be sent, not ${text}`);
  }
  const path = expandHome(text, home);
  if (!isPattern || await exists(path)) return [path];
  const matches: string[] = [];
  for await (const match of glob(expandHome(pattern, home))) {
    matches.push(match);
    if (matches.length > MAX_MATCHES) {
      throw new Failure("bad_command", `More than ${MAX_MATCHES} files fit ${text}: send a folder`);
    }
  }
  if (matches.length === 0) throw new Failure("file_missing", `No file fits ${text}`);
  return matches.sort();
}

function pathOfUrl(url: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    throw new Failure("bad_command", `This is no address of a file on this machine: ${url}`);
  }
}

function isFileUrl(text: string): boolean {
  return /^file:\//i.test(text);
}

/** A folder at the very top is not: `/tmp` may be a mistyped command. */
function isAbsolute(path: string): boolean {
  return /^\/[^/]+\/./.test(path) || /^[a-z]:[\\/]/i.test(path) || path.startsWith("\\\\");
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then((info) => info.isFile() || info.isDirectory(), () => false);
}
