/**
 * One piece of the conversation; far from what is seen, an empty box of the same height.
 * @module
 */
import type { RefObject } from "preact";
import { memo } from "preact/compat";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Chunk } from "./chunks.ts";
import { ItemView } from "./item_view.tsx";

export interface ChunkViewProps {
  readonly chunk: Chunk;
  readonly list: RefObject<HTMLElement | null>;
}

/** How far from what is seen pieces are shown: fast scrolling does not meet empty boxes. */
const NEAR = "1600px 0px";

export const ChunkView = memo(function ({ chunk, list }: ChunkViewProps) {
  const box = useRef<HTMLDivElement>(null);
  const [heightPx, setHeightPx] = useState<number | undefined>(undefined);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new IntersectionObserver((entries) => {
      // Several changes may be told at once; the last one holds.
      const entry = entries.at(-1);
      if (entry === undefined) return;
      setHeightPx(entry.isIntersecting ? undefined : entry.boundingClientRect.height);
    }, { root: list.current, rootMargin: NEAR });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const { items, previous } = chunk;
  return (
    <div
      ref={box}
      class="chunk"
      data-last={items.at(-1)?.n}
      style={{ height: heightPx === undefined ? "" : `${heightPx}px` }}
    >
      {heightPx === undefined &&
        items.map((item, at) => (
          <ItemView key={item.n} item={item} previous={at === 0 ? previous : items[at - 1]} />
        ))}
    </div>
  );
});
