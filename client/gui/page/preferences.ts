/**
 * What a person chose for this window.
 * @module
 */
import type { Language } from "./texts.ts";

export const THEMES = ["auto", "light", "dark"] as const;
export type Theme = typeof THEMES[number];

export interface Preferences {
  readonly theme: Theme;
  readonly language: Language;
  readonly notify: boolean;
  readonly sound: boolean;
}

export const DEFAULT_PREFERENCES: Preferences = {
  theme: "auto",
  language: "en",
  notify: false,
  sound: false,
};
