/**
 * What stands in texts and names, without anything that a browser does not have.
 * @module
 */
export { type Mention, MentionFinder, mentions } from "./mentions.ts";
