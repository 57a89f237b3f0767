/**
 * The languages of the page, and which one a person gets.
 * @module
 */
import { de } from "./texts_de.ts";
import { en, type Texts } from "./texts_en.ts";

export type { Texts };

/** By language code. */
export const LANGUAGES = { en, de } as const;
export type Language = keyof typeof LANGUAGES;

/** The first of the person's languages that the page speaks. */
export function chooseLanguage(preferred: readonly string[]): Language {
  const codes = preferred.map((language) => language.slice(0, 2).toLowerCase());
  return codes.find((code): code is Language => Object.hasOwn(LANGUAGES, code)) ?? "en";
}

/** `language` with the region that the person prefers, if they have said one. */
export function localeOf(language: Language, preferred: readonly string[]): string {
  return preferred.find((locale) => locale.startsWith(`${language}-`)) ?? language;
}
