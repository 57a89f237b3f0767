/**
 * The conversation: stays at its end while the person is there, and where it is while they read
 * above.
 * @module
 */
import { useCallback, useLayoutEffect, useRef, useState } from "preact/hooks";
import { type Chunk, chunkItems } from "./chunks.ts";
import { ChunkView } from "./chunk_view.tsx";
import { Icon } from "./icon.tsx";
import { Invite } from "./invite.tsx";
import { OutgoingList } from "./outgoing_list.tsx";
import { PendingList } from "./pending_list.tsx";
import { useActions, usePart, useTexts } from "./store.ts";

/** So near to the end counts as there. */
const END_PX = 48;
/** Older messages are asked for when so little is left above. */
const OLDER_PX = 1_200;

/** Something that was seen, and where it stood. */
interface Anchor {
  readonly element: Element;
  readonly top: number;
}

export function MessageList() {
  const texts = useTexts();
  const actions = useActions();
  const items = usePart((state) => state.items);
  const pending = usePart((state) => state.pending);
  const outgoing = usePart((state) => state.outgoing);
  const queued = usePart((state) => state.queued);
  const isAlone = usePart((state) => state.room?.members.length === 1);
  const list = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  /** Where the list stood when it was last looked at. */
  const placed = useRef(0);
  const seen = useRef(-1);
  const [below, setBelow] = useState(0);
  const chunks = useRef<readonly Chunk[]>([]);
  const anchor = useRef<Anchor | undefined>(undefined);
  chunks.current = chunkItems(items, chunks.current);
  const newest = useRef(-1);
  newest.current = items.at(-1)?.n ?? -1;

  const scrolled = useCallback(() => {
    const element = list.current;
    if (element === null) return;
    placed.current = element.scrollTop;
    isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < END_PX;
    anchor.current = isAtEnd.current ? undefined : anchorOf(element);
    if (element.scrollTop < OLDER_PX) actions.loadOlder();
    if (!isAtEnd.current) return;
    seen.current = newest.current;
    setBelow(0);
  }, []);
  const settle = useCallback(() => {
    const element = list.current;
    if (element === null) return;
    const lowest = element.scrollHeight - element.clientHeight;
    // Somebody has scrolled up, and the event about it has yet to come: what is new must not take
    // them back.
    const hasMoved = element.scrollTop < placed.current && placed.current <= lowest;
    if (isAtEnd.current && hasMoved) return scrolled();
    if (isAtEnd.current) element.scrollTop = element.scrollHeight;
    else keepPlace(element, anchor.current);
    placed.current = element.scrollTop;
  }, []);

  const goToEnd = () => {
    isAtEnd.current = true;
    placed.current = list.current?.scrollTop ?? 0;
  };

  const pendingBefore = useRef(0);
  useLayoutEffect(() => {
    // Who says something wants to see it.
    if (pending.length > pendingBefore.current) goToEnd();
    pendingBefore.current = pending.length;
    settle();
    if (isAtEnd.current) seen.current = newest.current;
    else setBelow(countNews(items, seen.current));
  }, [items, pending, outgoing, queued]);
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const observer = new ResizeObserver(settle);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);
  const toEnd = () => {
    goToEnd();
    settle();
    setBelow(0);
  };

  return (
    <div class="list-frame">
      <div
        class="list"
        ref={list}
        onScroll={scrolled}
        role="log"
        aria-live="off"
        aria-label={texts.conversation}
        tabIndex={0}
      >
        <div class="list-inner">
          {chunks.current.map((chunk) => <ChunkView key={chunk.key} chunk={chunk} list={list} />)}
          {isAlone && <Invite />}
          <PendingList />
          <OutgoingList />
        </div>
      </div>
      {below > 0 && (
        <button type="button" class="pill" aria-label={texts.toNewest} onClick={toEnd}>
          {texts.newBelow(below)} <Icon name="down" />
        </button>
      )}
    </div>
  );
}

function countNews(items: readonly { n: number; kind: string }[], after: number): number {
  let count = 0;
  for (let at = items.length - 1; at >= 0; at--) {
    const item = items[at];
    if (item === undefined || item.n <= after) break;
    if (item.kind === "message" || item.kind === "file") count++;
  }
  return count;
}

/** The first piece that can be seen, and where it stands. */
function anchorOf(list: HTMLElement): Anchor | undefined {
  const { top } = list.getBoundingClientRect();
  for (const element of list.querySelectorAll(".row")) {
    const box = element.getBoundingClientRect();
    if (box.bottom > top) return { element, top: box.top };
  }
  return undefined;
}

/** Moves the list so that what was seen stays where it was, whatever came above it. */
function keepPlace(
  list: HTMLElement,
  anchor: Anchor | undefined,
): void {
  if (anchor === undefined || !anchor.element.isConnected) return;
  const moved = anchor.element.getBoundingClientRect().top - anchor.top;
  if (moved !== 0) list.scrollTop += moved;
}
