/**
 * What was typed in earlier runs.
 * @module
 */
import { dirname } from "node:path";
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
    if (lines.length > 2 * MAX_INPUT_HISTORY) await this.#rewrite(kept);
    return kept.flatMap(parsed);
  }

  /** Adds `input`. Never rejects. */
  async add(input: string): Promise<void> {
    if (!this.#isUsable) return;
    try {
      await Deno.mkdir(dirname(this.#path), { recursive: true });
      const line = `${JSON.stringify(input)}\n`;
      await Deno.writeTextFile(this.#path, line, { append: true, mode: 0o600 });
    } catch {
      this.#isUsable = false;
    }
  }

  async #rewrite(lines: readonly string[]): Promise<void> {
    const fresh = `${this.#path}.new`;
    const text = lines.map((line) => `${line}\n`).join("");
    await Deno.writeTextFile(fresh, text, { mode: 0o600 })
      .then(() => Deno.rename(fresh, this.#path)).catch(() => {});
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
