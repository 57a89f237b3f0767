/**
 * Reading back in a conversation.
 * @module
 */
import type { Page } from "playwright-core";

/** Scrolls up until `text` is seen. */
export async function scrollToTop(page: Page, text: string): Promise<void> {
  await page.evaluate((wanted) =>
    new Promise<void>((resolve) => {
      const { document, requestAnimationFrame } = globalThis as unknown as {
        document: {
          querySelector(
            selector: string,
          ): { textContent: string; scrollTop: number; innerText: string };
        };
        requestAnimationFrame(callback: () => void): void;
      };
      const list = document.querySelector("[role=log]");
      const step = () => {
        if (list.scrollTop < 2000 && list.textContent.includes(wanted)) return resolve();
        list.scrollTop -= 1500;
        requestAnimationFrame(step);
      };
      step();
    }), text);
}
