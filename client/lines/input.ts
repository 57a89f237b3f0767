/**
 * Standard input, line by line.
 * @module
 */
import { z } from "zod";
import { KIB } from "../../protocol/limits.ts";
import type { Outcome, TypedInput } from "../core/mod.ts";

/**
 * Longest line of standard input that is kept, in UTF-16 units; what is over a text's limit is
 * refused anyway.
 */
export const MAX_INPUT_LINE_CHARS = 64 * KIB;

/**
 * Yields the lines of `source`; the last one need not end with a line break. Bytes that are not UTF-8 become U+FFFD. Of a
 * line that is too long only the beginning is kept, which is still too long to be sent.
 */
export async function* readInputLines(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let pending = "";
  for await (const chunk of source) {
    const lines = (pending + decoder.decode(chunk, { stream: true })).split("\n");
    pending = (lines.pop() ?? "").slice(0, MAX_INPUT_LINE_CHARS);
    for (const line of lines) yield line.replace(/\r$/, "");
  }
  pending += decoder.decode();
  if (pending !== "") yield pending;
}

const JsonInput = z.union([
  z.strictObject({ say: z.string(), to: z.string().optional() }),
  z.strictObject({ send: z.string().min(1) }),
  z.strictObject({ command: z.string() }),
]);

/**
 * Does what `line` asks for: a line that starts with `{` is an object `{"say", "to"?}`, `{"send"}` or `{"command"}`, any
 * other is what a person would type.
 */
export async function enterJson(input: TypedInput, line: string): Promise<Outcome> {
  if (!line.trimStart().startsWith("{")) return await input.enter(line);
  const parsed = JsonInput.safeParse(jsonOf(line));
  if (!parsed.success) {
    return input.reject("bad_command", 'Expected {"say": …}, {"send": …} or {"command": …}', line);
  }
  const value = parsed.data;
  if ("say" in value) return await input.say(value.say, { to: value.to });
  if ("send" in value) return await input.share(value.send);
  return await input.command(value.command);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
