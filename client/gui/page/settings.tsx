/**
 * What a person can choose for this window, and the way out.
 * @module
 */
import { THEMES } from "./preferences.ts";
import { useActions, usePart, useTexts } from "./store.ts";
import { type Language, LANGUAGES } from "./texts.ts";

export function Settings() {
  const texts = useTexts();
  const actions = useActions();
  const { theme, language, notify, sound } = usePart((state) => state.preferences);
  const toggleNotify = async (isWanted: boolean) => {
    const isAllowed = isWanted && await Notification.requestPermission() === "granted";
    actions.prefer({ notify: isAllowed });
    if (isWanted && !isAllowed) actions.say(texts.notAllowed);
  };
  return (
    <details class="settings">
      <summary>{texts.settings}</summary>
      <label>
        {texts.theme}
        <select
          value={theme}
          onChange={({ currentTarget }) =>
            actions.prefer({ theme: THEMES.find((one) => one === currentTarget.value) ?? "auto" })}
        >
          {THEMES.map((one) => <option key={one} value={one}>{texts.themes[one]}</option>)}
        </select>
      </label>
      <label>
        {texts.languageLabel}
        <select
          value={language}
          onChange={({ currentTarget }) =>
            actions.prefer({ language: currentTarget.value as Language })}
        >
          {Object.entries(LANGUAGES).map(([code, { language: name }]) => (
            <option key={code} value={code}>{name}</option>
          ))}
        </select>
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={notify}
          onChange={({ currentTarget }) => void toggleNotify(currentTarget.checked)}
        />
        {texts.notify}
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={sound}
          onChange={({ currentTarget }) => actions.prefer({ sound: currentTarget.checked })}
        />
        {texts.sound}
      </label>
      <button type="button" onClick={() => actions.save()}>{texts.saveConversation}</button>
      <button type="button" onClick={() => actions.wish({ type: "leave" })}>{texts.leave}</button>
    </details>
  );
}
