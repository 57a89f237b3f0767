/**
 * Bold and italics, as CommonMark finds them ("process emphasis").
 * @module
 */
import type { Run } from "./delimiters.ts";
import type { Inline } from "./tree.ts";

/** Nesting beyond this is shown as it stands: whoever shows a tree calls itself for each level. */
const MAX_DEPTH = 8;

interface Part {
  readonly inline: Inline;
  /** Levels of bold and italics in it. */
  readonly depth: number;
}
type Piece = Run | Part;

/** `pieces` with the runs that belong together as bold and italics; the others are text. Takes linear time. */
export function withEmphasis(pieces: readonly (Run | Inline)[]): readonly Inline[] {
  const stack: Piece[] = [];
  /** Below this there is no partner for runs of a kind. */
  const bottoms = new Map<string, number>();
  for (const piece of pieces) {
    if (piece.kind !== "run") {
      stack.push({ inline: piece, depth: 0 });
      continue;
    }
    if (piece.closes) closeAll(stack, piece, bottoms);
    if (piece.length > 0) stack.push(piece.opens ? piece : { inline: asText(piece), depth: 0 });
  }
  return merged(stack.map(inlineOf));
}

/** Pairs `closer` with what it ends, until nothing of it is left or there is nothing to end. */
function closeAll(stack: Piece[], closer: Run, bottoms: Map<string, number>): void {
  const kind = `${closer.char}${closer.opens}${closer.all % 3}`;
  while (closer.length > 0) {
    const bottom = bottoms.get(kind) ?? 0;
    let at = stack.length - 1;
    while (at >= bottom && !isPartner(stack[at] as Piece, closer)) at--;
    if (at < bottom) {
      bottoms.set(kind, stack.length);
      return;
    }
    const opener = stack[at] as Run;
    const content = stack.slice(at + 1);
    const depth = 1 + content.reduce((most, piece) => Math.max(most, depthOf(piece)), 0);
    if (depth > MAX_DEPTH || content.every(isMark)) return;
    const used = Math.min(opener.length, closer.length, 2);
    opener.length -= used;
    closer.length -= used;
    stack.length = opener.length === 0 ? at : at + 1;
    for (const [key, index] of bottoms) bottoms.set(key, Math.min(index, stack.length));
    const parts = merged(content.map(inlineOf));
    stack.push({ inline: { kind: used === 2 ? "bold" : "italic", parts }, depth });
  }
}

function isPartner(piece: Piece, closer: Run): boolean {
  if (!isRun(piece) || piece.char !== closer.char) return false;
  // CommonMark's rule of three: in `*a**b*` the two in the middle belong together.
  const isEither = piece.closes || closer.opens;
  if (!isEither || (piece.all + closer.all) % 3 !== 0) return true;
  return piece.all % 3 === 0 && closer.all % 3 === 0;
}

function isRun(piece: Piece): piece is Run {
  return "kind" in piece;
}

/** Is it nothing but marks? Faces such as `*_*` consist of them. */
function isMark(piece: Piece): boolean {
  return isRun(piece) || (piece.inline.kind === "text" && /^[*_]+$/.test(piece.inline.text));
}

function depthOf(piece: Piece): number {
  return isRun(piece) ? 0 : piece.depth;
}

function inlineOf(piece: Piece): Inline {
  return isRun(piece) ? asText(piece) : piece.inline;
}

function asText({ char, length }: Run): Inline {
  return { kind: "text", text: char.repeat(length) };
}

/** Neighbouring texts as one. */
function merged(parts: readonly Inline[]): readonly Inline[] {
  const texts: Inline[] = [];
  let words: string[] = [];
  const flush = () => {
    if (words.length > 0) texts.push({ kind: "text", text: words.join("") });
    words = [];
  };
  for (const part of parts) {
    if (part.kind === "text") words.push(part.text);
    else {
      flush();
      texts.push(part);
    }
  }
  flush();
  return texts;
}
