/**
 * Bringing one item of the conversation into sight.
 * @module
 */

/** Scrolls to the item `n` and lights it up; does nothing if the page does not have it. */
export function jumpTo(n: number): void {
  const row = rowOf(n);
  if (row !== null) return show(row);
  // Its piece is an empty box until it is near.
  const chunks = [...document.querySelectorAll<HTMLElement>(".chunk")];
  const chunk = chunks.find(({ dataset }) => Number(dataset["last"]) >= n);
  if (chunk === undefined) return;
  chunk.scrollIntoView({ block: "center" });
  const watcher = new MutationObserver(() => {
    const come = rowOf(n);
    if (come === null) return;
    watcher.disconnect();
    show(come);
  });
  watcher.observe(chunk, { childList: true });
}

function rowOf(n: number): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-n="${n}"]`);
}

function show(row: HTMLElement): void {
  row.scrollIntoView({ block: "center" });
  row.classList.add("found");
  row.addEventListener("animationend", () => row.classList.remove("found"), { once: true });
}
