/**
 * Bringing one item of the conversation into sight.
 * @module
 */

/** Scrolls to the item `n` and lights it up; does nothing if it is not in the page. */
export function jumpTo(n: number): void {
  const row = document.querySelector<HTMLElement>(`[data-n="${n}"]`);
  if (row === null) return;
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  row.scrollIntoView({ block: "center", behavior: isCalm ? "auto" : "smooth" });
  row.classList.add("found");
  row.addEventListener("animationend", () => row.classList.remove("found"), { once: true });
}
