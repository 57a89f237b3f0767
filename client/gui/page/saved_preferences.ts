/**
 * What a person chose in earlier windows, and how the page follows it.
 * @module
 */
import { keep, recall } from "./browser_storage.ts";
import { mayNotify } from "./notifications.ts";
import { DEFAULT_PREFERENCES, type Preferences, THEMES } from "./preferences.ts";
import { chooseLanguage, LANGUAGES } from "./texts.ts";

const KEY = "chat-preferences";

/** Those of earlier windows; the language is the browser's until one is chosen. */
export function loadPreferences(): Preferences {
  const language = chooseLanguage(navigator.languages);
  const fallback = { ...DEFAULT_PREFERENCES, language };
  try {
    const saved = JSON.parse(recall("browser", KEY) ?? "{}") as Partial<Preferences>;
    return {
      theme: THEMES.find((theme) => theme === saved.theme) ?? fallback.theme,
      language: saved.language !== undefined && Object.hasOwn(LANGUAGES, saved.language)
        ? saved.language
        : language,
      notify: saved.notify === true && mayNotify(),
      sound: saved.sound === true,
    };
  } catch {
    return fallback;
  }
}

/** Keeps them, and makes the page look as they say. */
export function applyPreferences(preferences: Preferences): void {
  keep("browser", KEY, JSON.stringify(preferences));
  document.documentElement.lang = preferences.language;
  document.documentElement.dataset["theme"] = preferences.theme;
}
