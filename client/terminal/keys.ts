/**
 * What a terminal sends when keys are pressed, as keys.
 * @module
 */
import type { Position } from "./geometry.ts";
import { MIB } from "../../protocol/limits.ts";

/** Longest paste taken, in UTF-16 units; a larger thing is a file already. */
export const MAX_PASTE_CHARS = 8 * MIB;

/** Keys that are no text. Names follow readline: `ctrl+a`, `alt+b`, `shift+tab`, `up`. */
export type Press =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "key"; readonly name: string }
  | { readonly type: "paste"; readonly text: string; readonly isCut: boolean };

/** What a terminal sends: keys, and answers. */
export type Key =
  | Press
  /** Where the cursor is, from 0. */
  | ({ readonly type: "position" } & Position);

const CSI_FINAL: Readonly<Record<string, string>> = {
  A: "up",
  B: "down",
  C: "right",
  D: "left",
  H: "home",
  F: "end",
  Z: "shift+tab",
};
const CSI_NUMBER: Readonly<Record<number, string>> = {
  1: "home",
  2: "insert",
  3: "delete",
  4: "end",
  5: "pageup",
  6: "pagedown",
  7: "home",
  8: "end",
};
const CONTROL: Readonly<Record<string, string>> = {
  "\r": "enter",
  "\n": "ctrl+j",
  "\t": "tab",
  "\x7f": "backspace",
  "\b": "backspace",
  "\x1b": "escape",
};
const PASTE_START = "\x1b[200~";
const PASTE_END = "\x1b[201~";
/** One complete control sequence: CSI, SS3, or a string sequence up to its terminator. */
// deno-lint-ignore no-control-regex
const SEQUENCE = /^\x1b(?:\[([0-?]*)[ -/]*([@-~])|O([ -~])|[P\]X^_][^\x07\x1b]*(?:\x07|\x1b\\))/;
/** Where the cursor is (ECMA-48, CPR). */
// deno-lint-ignore no-control-regex
const POSITION = /^\x1b\[(\d+);(\d+)R$/;
/** The beginning of one that may still become complete. */
// deno-lint-ignore no-control-regex
const INCOMPLETE = /^\x1b(?:$|\x1b?\[[0-?]*[ -/]*$|\x1b?O?$|[P\]X^_][^\x07\x1b]*\x1b?$)/;
/** Longest unfinished sequence that is waited for; anything longer is noise and is dropped. */
const LONGEST_SEQUENCE = 256;

/** Turns what a terminal sends, however it is split, into keys. Does no I/O and knows no time. */
export class KeyDecoder {
  readonly #utf8 = new TextDecoder();
  #pending = "";
  #paste: string | undefined;
  #isCut = false;

  /** Takes the next bytes and returns the keys they complete. */
  push(bytes: Uint8Array): Key[] {
    this.#pending += this.#utf8.decode(bytes, { stream: true });
    const keys: Key[] = [];
    while (this.#pending !== "") {
      const before = this.#pending.length;
      const key = this.#paste === undefined ? this.#nextKey() : this.#pasted();
      if (key !== undefined) keys.push(key);
      if (this.#pending.length === before) break;
    }
    return keys;
  }

  /**
   * Is a sequence unfinished? Then call {@linkcode KeyDecoder.flush} when nothing follows for a
   * moment.
   */
  get isWaiting(): boolean {
    return this.#pending !== "" || this.#paste !== undefined;
  }

  /** Is it a paste whose end has not come? */
  get isPasting(): boolean {
    return this.#paste !== undefined;
  }

  /** Nothing followed: a lone escape was the key itself, an unended paste ends here. */
  flush(): Key[] {
    if (this.#paste !== undefined) return [this.#endPaste("")];
    const rest = this.#pending;
    this.#pending = "";
    if (rest === "\x1b") return [{ type: "key", name: "escape" }];
    if (rest.length === 2) return [{ type: "key", name: `alt+${rest[1]}` }];
    return [];
  }

  #nextKey(): Key | undefined {
    const pending = this.#pending;
    if (pending.startsWith(PASTE_START)) {
      this.#take(PASTE_START.length);
      this.#paste = "";
      return undefined;
    }
    if (pending.startsWith("\x1b")) return this.#escaped();
    // deno-lint-ignore no-control-regex
    const text = /^[^\x00-\x1f\x7f]+/.exec(pending)?.[0];
    if (text !== undefined) {
      this.#take(text.length);
      return { type: "text", text };
    }
    return { type: "key", name: controlName(this.#take(1)) };
  }

  #escaped(): Key | undefined {
    const pending = this.#pending;
    const match = SEQUENCE.exec(pending);
    if (match !== null) {
      this.#take(match[0].length);
      const [, row, column] = POSITION.exec(match[0]) ?? [];
      if (row !== undefined) return { type: "position", row: +row - 1, column: Number(column) - 1 };
      const name = sequenceName(match);
      return name === undefined ? undefined : { type: "key", name };
    }
    if (INCOMPLETE.test(pending)) {
      if (pending.length > LONGEST_SEQUENCE) this.#take(pending.length);
      return undefined;
    }
    this.#take(1);
    const rest = this.#nextKey();
    if (rest === undefined) return undefined;
    if (rest.type === "text") {
      const [first = ""] = rest.text;
      this.#pending = rest.text.slice(first.length) + this.#pending;
      return { type: "key", name: `alt+${first.toLowerCase()}` };
    }
    return rest.type === "key" ? { type: "key", name: `alt+${rest.name}` } : rest;
  }

  #pasted(): Key | undefined {
    const end = this.#pending.indexOf(PASTE_END);
    if (end >= 0) {
      const text = this.#take(end);
      this.#take(PASTE_END.length);
      return this.#endPaste(text);
    }
    // The end mark may be split over two reads.
    const safe = this.#pending.lastIndexOf("\x1b");
    const split = safe >= 0 && PASTE_END.startsWith(this.#pending.slice(safe));
    this.#keepPaste(this.#take(split ? safe : this.#pending.length));
    return undefined;
  }

  #endPaste(text: string): Key {
    this.#keepPaste(text);
    const pasted = (this.#paste ?? "").replace(/\r\n?/g, "\n");
    const key = { type: "paste", text: pasted, isCut: this.#isCut } as const;
    this.#paste = undefined;
    this.#isCut = false;
    return key;
  }

  #keepPaste(text: string): void {
    const room = MAX_PASTE_CHARS - (this.#paste ?? "").length;
    this.#isCut ||= text.length > room;
    this.#paste = (this.#paste ?? "") + text.slice(0, room);
  }

  #take(length: number): string {
    const taken = this.#pending.slice(0, length);
    this.#pending = this.#pending.slice(length);
    return taken;
  }
}

function controlName(char: string): string {
  const known = CONTROL[char];
  if (known !== undefined) return known;
  if (char === "\0") return "ctrl+space";
  return `ctrl+${String.fromCharCode(char.charCodeAt(0) + 0x40).toLowerCase()}`;
}

/** The name of a CSI or SS3 sequence, or `undefined` for one that is no key here. */
function sequenceName(match: RegExpExecArray): string | undefined {
  const [, parameters = "", final = "", ss3] = match;
  if (ss3 !== undefined) return ss3 === "M" ? "enter" : CSI_FINAL[ss3];
  const [first = 1, second = 1, third = 1] = parameters.split(";").map(Number);
  // xterm's modifyOtherKeys and the kitty keyboard protocol spell modified keys by code point.
  if (final === "u") return pointName(first, second);
  if (final === "~" && first === 27) return pointName(third, second);
  const base = final === "~" ? CSI_NUMBER[first] : CSI_FINAL[final];
  return base === undefined ? undefined : modified(base, second);
}

function pointName(point: number, modifier: number): string | undefined {
  if (!(point > 0 && point <= 0x10ffff)) return undefined;
  const char = String.fromCodePoint(point);
  return modified(CONTROL[char] ?? char.toLowerCase(), modifier);
}

function modified(base: string, modifier: number): string {
  const bits = modifier - 1;
  return (bits & 4 ? "ctrl+" : "") + (bits & 2 ? "alt+" : "") + (bits & 1 ? "shift+" : "") + base;
}
