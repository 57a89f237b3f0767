/**
 * What an accessibility check finds.
 * @module
 */
import axe from "axe-core";
import type { Page } from "playwright-core";

/** The page's policy keeps other scripts out: the check's own comes in past it. */
export const CHECKED = { bypassCSP: true } as const;

/** The serious and critical findings about what `page`, opened as {@linkcode CHECKED}, shows now. */
export async function findings(page: Page): Promise<string[]> {
  const isThere = await page.evaluate(() => "axe" in globalThis);
  if (!isThere) await page.addScriptTag({ content: axe.source });
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run()
  );
  return violations.filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
