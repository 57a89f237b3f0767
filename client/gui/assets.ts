/**
 * The page itself: part of the program, never fetched from anywhere.
 * @module
 */
import icon from "./page/icon.svg" with { type: "text" };
import html from "./page/index.html" with { type: "text" };
import css from "./page/page.css" with { type: "text" };

export interface Asset {
  readonly contentType: string;
  readonly text: string;
}

/** The script is bundled into `dist/`, from where an executable carries it beside the program. */
const SCRIPT = Deno.build.standalone ? "./page.js" : "../../dist/page.js";

/**
 * Everything the page consists of, by path. @throws {Deno.errors.NotFound} if the page was not
 * built.
 */
export async function loadAssets(): Promise<ReadonlyMap<string, Asset>> {
  const script = await Deno.readTextFile(new URL(SCRIPT, import.meta.url));
  return new Map([
    ["/", { contentType: "text/html; charset=utf-8", text: html }],
    ["/page.css", { contentType: "text/css; charset=utf-8", text: css }],
    ["/page.js", { contentType: "text/javascript; charset=utf-8", text: script }],
    ["/icon.svg", { contentType: "image/svg+xml", text: icon }],
  ]);
}
