/**
 * The input line: editing, earlier inputs, searching them, pasting. What a key does is decided
 * here, without any I/O.
 * @module
 */
import { MAX_TEXT_BYTES } from "../../protocol/limits.ts";
import { utf8Length } from "../../protocol/text.ts";
import { pastedText } from "../core/mod.ts";
import type { Completed } from "./completion.ts";
import {
  editByKey,
  type EditorState,
  EMPTY_EDITOR,
  insert,
  lineEnd,
  lineStart,
  setText,
} from "./editor.ts";
import { InputHistory } from "./input_history.ts";
import type { Press } from "./keys.ts";

/**
 * A paste with more lines is not put into the input line but asked about: nobody means to type
 * that much.
 */
export const MAX_PASTE_LINES = 100;

/** What the one who typed wants. */
export type Wish =
  | { readonly wish: "submit"; readonly text: string }
  /** `text` is too much for a message of its own. */
  | { readonly wish: "send_as_file"; readonly text: string }
  | { readonly wish: "complete" }
  /** Ctrl-C on an empty line: stop a transfer, or leave. */
  | { readonly wish: "interrupt" }
  | { readonly wish: "quit" }
  | { readonly wish: "clear" }
  | { readonly wish: "suspend" };

/** A large paste that waits for a decision. */
export interface PasteQuestion {
  /** As it is put in. */
  readonly text: string;
  /** As it was pasted: what a file gets. */
  readonly whole: string;
  readonly lines: number;
  /** Too large for one message. */
  readonly mustBeFile: boolean;
}

interface Search {
  readonly words: string;
  readonly found: { readonly index: number; readonly text: string } | undefined;
  /** What was typed before; it comes back when the search is given up. */
  readonly before: EditorState;
}

/** Takes keys, and tells what is wished. */
export class Composer {
  readonly #history: InputHistory;
  #editor = EMPTY_EDITOR;
  #search: Search | undefined;
  #question: PasteQuestion | undefined;
  #listed: readonly string[] = [];

  constructor(earlier: readonly string[] = []) {
    this.#history = new InputHistory(earlier);
  }

  /** What is typed now. */
  get editor(): EditorState {
    return this.#editor;
  }

  get question(): PasteQuestion | undefined {
    return this.#question;
  }

  /** What the last Tab could become; until the next key. */
  get listed(): readonly string[] {
    return this.#listed;
  }

  /** What is searched for among earlier inputs, and whether there is one. */
  get search(): { readonly words: string; readonly isFound: boolean } | undefined {
    if (this.#search === undefined) return undefined;
    return { words: this.#search.words, isFound: this.#search.found !== undefined };
  }

  /** Takes the outcome of a completion. */
  completed({ state, listed }: Completed): void {
    this.#editor = state;
    this.#listed = listed;
  }

  /**
   * Puts `text` back that was submitted and of which nothing was done, unless something else is
   * typed meanwhile.
   */
  restore(text: string): void {
    if (this.#editor.text === "") this.#editor = setText(this.#editor, text);
  }

  press(key: Press): Wish | undefined {
    this.#listed = [];
    if (this.#question !== undefined) return this.#answer(this.#question, key);
    if (key.type === "paste") return this.#paste(key.text, key.isCut);
    if (this.#search !== undefined && this.#searching(this.#search, key)) return undefined;
    if (key.type === "text") {
      this.#editor = insert(this.#editor, key.text);
      return undefined;
    }
    return this.#named(key.name);
  }

  #named(name: string): Wish | undefined {
    const { text } = this.#editor;
    switch (name) {
      case "enter":
        return this.#enter();
      case "tab":
        return { wish: "complete" };
      case "up":
      case "ctrl+p":
        return this.#vertically(-1);
      case "down":
      case "ctrl+n":
        return this.#vertically(1);
      case "ctrl+r":
        this.#search = { words: "", found: undefined, before: this.#editor };
        return undefined;
      case "ctrl+l":
        return { wish: "clear" };
      case "ctrl+z":
        return { wish: "suspend" };
      case "ctrl+c":
        if (text === "") return { wish: "interrupt" };
        this.#editor = setText(this.#editor, "");
        return undefined;
      case "ctrl+d":
        if (text === "") return { wish: "quit" };
        this.#editor = editByKey(this.#editor, "delete") ?? this.#editor;
        return undefined;
      default:
        this.#editor = editByKey(this.#editor, name) ?? this.#editor;
        return undefined;
    }
  }

  #enter(): Wish | undefined {
    const { text, cursor } = this.#editor;
    // A backslash at the end continues the text: the way without Alt and Ctrl.
    if (cursor === text.length && /(?<!\\)(?:\\\\)*\\$/.test(text)) {
      this.#editor = insert(setText(this.#editor, text.slice(0, -1)), "\n");
      return undefined;
    }
    if (text.trim() === "") return undefined;
    this.#editor = setText(this.#editor, "");
    return this.#submit(text);
  }

  #submit(text: string): Wish {
    this.#history.add(text);
    return { wish: "submit", text };
  }

  #vertically(step: -1 | 1): undefined {
    const { text, cursor } = this.#editor;
    const start = lineStart(text, cursor);
    const end = lineEnd(text, cursor);
    if (step < 0 && start > 0) this.#toLine(lineStart(text, start - 1), cursor - start);
    else if (step > 0 && end < text.length) this.#toLine(end + 1, cursor - start);
    else {
      const other = step < 0 ? this.#history.older(text) : this.#history.newer();
      if (other !== undefined) this.#editor = setText(this.#editor, other);
    }
  }

  #toLine(start: number, offset: number): void {
    const { text } = this.#editor;
    const cursor = Math.min(start + offset, lineEnd(text, start));
    // Inserting nothing puts the cursor between graphemes.
    this.#editor = insert({ ...this.#editor, cursor }, "");
  }

  /** Was the key for the search? Any other one takes what was found and then does what it does. */
  #searching(search: Search, key: Press): boolean {
    if (key.type === "text") return this.#find(search, search.words + key.text);
    if (key.type === "paste") return this.#find(search, search.words + key.text);
    switch (key.name) {
      case "backspace":
        return this.#find(search, search.words.slice(0, -1));
      case "ctrl+r": {
        const older = this.#history.search(search.words, search.found?.index);
        if (older !== undefined) this.#show({ ...search, found: older });
        return true;
      }
      case "escape":
      case "ctrl+g":
      case "ctrl+c":
        this.#editor = search.before;
        this.#search = undefined;
        return true;
      default:
        this.#search = undefined;
        return false;
    }
  }

  #find(search: Search, words: string): true {
    const found = words === "" ? undefined : this.#history.search(words);
    this.#show({ ...search, words, found });
    return true;
  }

  #show(search: Search): void {
    this.#search = search;
    this.#editor = setText(this.#editor, search.found?.text ?? search.before.text);
  }

  #paste(pasted: string, isCut: boolean): undefined {
    this.#search = undefined;
    const whole = plain(pasted);
    const { text: typed, cursor } = this.#editor;
    const text = pastedText(whole, typed.slice(0, cursor).trim() === "");
    const lines = text.split("\n").length;
    const isLarge = isCut || utf8Length(text) + 3 * typed.length > MAX_TEXT_BYTES;
    if (lines > MAX_PASTE_LINES || isLarge) {
      this.#question = { text, whole, lines, mustBeFile: isLarge };
    } else this.#editor = insert(this.#editor, text);
  }

  #answer(question: PasteQuestion, key: Press): Wish | undefined {
    const answer = key.type === "text"
      ? key.text.toLowerCase()
      : key.type === "key"
      ? key.name
      : "";
    const { text, whole, mustBeFile } = question;
    if (answer === "f") {
      this.#question = undefined;
      return { wish: "send_as_file", text: whole };
    }
    if (answer === "m" && !mustBeFile) {
      this.#question = undefined;
      return this.#submit(pastedText(whole, true));
    }
    if (answer === "e" && !mustBeFile) this.#editor = insert(this.#editor, text);
    const isOver = ["n", "e", "escape", "ctrl+c", "ctrl+g"].includes(answer);
    if (isOver && !(answer === "e" && mustBeFile)) this.#question = undefined;
    return undefined;
  }
}

/** A paste is text: what else a clipboard may hold does not get in. */
function plain(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, "").toWellFormed();
}
