/**
 * What components use: the parts of the page's state that they show, what a person can do, and words.
 * @module
 */
import { createContext } from "preact";
import { useContext, useLayoutEffect, useReducer, useRef } from "preact/hooks";
import type { Actions } from "./actions.ts";
import type { Writing } from "./writing.ts";
import type { Store } from "./page_store.ts";
import type { PageState } from "./page_state.ts";
import { LANGUAGES, type Texts } from "./texts.ts";

/** What every component may use. */
export interface Page {
  readonly store: Store;
  readonly actions: Actions;
  readonly writing: Writing;
}

export const PageContext = createContext<Page | undefined>(undefined);

function usePage(): Page {
  const page = useContext(PageContext);
  if (page === undefined) throw new RangeError("Cannot show a component outside of a page");
  return page;
}

export function useActions(): Actions {
  return usePage().actions;
}

export function useWriting(): Writing {
  return usePage().writing;
}

/** A part of the state; the component is shown anew when it changes. */
export function usePart<T>(select: (state: PageState) => T): T {
  const { store } = usePage();
  const [, showAnew] = useReducer((count: number) => count + 1, 0);
  const selecting = useRef(select);
  selecting.current = select;
  const part = select(store.state);
  const shown = useRef(part);
  shown.current = part;
  useLayoutEffect(() => {
    const look = () => {
      if (!Object.is(selecting.current(store.state), shown.current)) showAnew(undefined);
    };
    look();
    return store.follow(look);
  }, [store]);
  return part;
}

/** What the page says, and how numbers and times are written: with the region that the person prefers. */
export interface Speech {
  readonly texts: Texts;
  readonly locale: string;
}

export const SpeechContext = createContext<Speech>({ texts: LANGUAGES.en, locale: "en" });

export function useLanguage(): string {
  return useContext(SpeechContext).locale;
}

export function useTexts(): Texts {
  return useContext(SpeechContext).texts;
}
