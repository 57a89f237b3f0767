/**
 * What PROTOCOL.md says, for the tests that compare it with the code.
 * @module
 */

const page = await Deno.readTextFile(new URL("../../protocol/PROTOCOL.md", import.meta.url));

/** The cells of the rows of the table under the heading `heading`, without its head. */
export function tableUnder(heading: string): string[][] {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("|"));
  return rows.slice(2).map((row) => row.split("|").slice(1, -1).map((cell) => cell.trim()));
}

/** The words in backquotes of `cell`, outside of parentheses. */
export function wordsOf(cell: string): string[] {
  const outside = cell.replace(/\([^)]*\)/g, "");
  return Array.from(outside.matchAll(/`(\w+)`/g), ([, word]) => word ?? "");
}

/** A line of JSON that the page shows, and who sends it where the page says so. */
export interface Example {
  readonly line: string;
  readonly sender: "client" | "server";
}

/** Every line of JSON in the code blocks of the page. */
export function examples(): Example[] {
  const blocks = Array.from(page.matchAll(/^```\n([^]*?)^```$/gm), ([, block]) => block ?? "");
  return blocks.flatMap((block) => block.split("\n")).flatMap((line) => {
    const sender = line.startsWith("←") ? "server" : "client";
    return Array.from(line.matchAll(/\{"[^']*\}/g), ([json]) => ({ line: json, sender } as const));
  });
}
