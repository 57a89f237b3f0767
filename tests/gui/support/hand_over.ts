/**
 * Files and texts that are dropped into a page or pasted.
 * @module
 */
import type { Page } from "playwright-core";
import type { PageGlobals } from "./page_elements.ts";

/** Drops files with these names anywhere in the page. */
export async function drop(page: Page, names: readonly string[]): Promise<void> {
  await page.evaluate((wanted) => {
    const { DataTransfer, DragEvent, File, document } = globalThis as unknown as PageGlobals;
    const data = new DataTransfer();
    for (const name of wanted) data.items.add(new File([name], name));
    const init = { dataTransfer: data, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new DragEvent("dragover", init));
    document.body.dispatchEvent(new DragEvent("drop", init));
  }, [...names]);
}

/** Pastes a file. */
export async function pasteFile(page: Page, name: string): Promise<void> {
  await page.evaluate((wanted) => {
    const { ClipboardEvent, DataTransfer, File, document } = globalThis as unknown as PageGlobals;
    const data = new DataTransfer();
    data.items.add(new File(["x"], wanted));
    const init = { clipboardData: data, bubbles: true, cancelable: true };
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", init));
  }, name);
}
