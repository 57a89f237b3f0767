/**
 * Markdown light: what of it a message may use, and replies that quote.
 * @module
 */
export { parseMarkup } from "./blocks.ts";
export { isQuotedFrom, quote, quoted } from "./quotes.ts";
export { type Block, type Inline, type Link, names, shownText } from "./tree.ts";
