/**
 * What was typed in earlier runs.
 * @module
 */
import { dirname } from "node:path";
import { appendPrivate, replacePrivate } from "../../protocol/private_file.ts";
import { MAX_INPUT_HISTORY } from "./input_history.ts";

/** Keeps inputs in a file of the user, one JSON string per line. A file that cannot be used is none. */
export class InputFile {
  readonly #path: string;
  #isUsable = true;

  constructor(path: string) {
    this.#path = path;
  }

  /** The inputs of earlier runs, oldest first. Makes the file short again when it has grown. */
  async read(): Promise<string[]> {
    const text = await Deno.readTextFile(this.#path).catch(() => "");
    const lines = text.split("\n").filter((line) => line !== "");
    const kept = lines.slice(-MAX_INPUT_HISTORY);
    if (lines.length > 2 * MAX_INPUT_HISTORY) this.#rewrite(kept);
    return kept.flatMap(parsed);
  }

  /** Adds `input`. Never rejects. */
  async add(input: string): Promise<void> {
    if (!this.#isUsable) return;
    try {
      await Deno.mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
      appendPrivate(this.#path, `${JSON.stringify(input)}\n`);
    } catch {
      this.#isUsable = false;
    }
  }

  #rewrite(lines: readonly string[]): void {
    try {
      replacePrivate(this.#path, lines.map((line) => `${line}\n`).join(""));
    } catch {
      // It stays long.
    }
  }
}

function parsed(line: string): string[] {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "string" ? [value] : [];
  } catch {
    return [];
  }
}
