/**
 * What a person can choose for this window, and the way out.
 * @module
 */
import { askToNotify, mayNotify } from "./notifications.ts";
import { THEMES } from "./preferences.ts";
import { useActions, usePart, useTexts } from "./store.ts";
import { type Language, LANGUAGES } from "./texts.ts";

export function Settings() {
  const texts = useTexts();
  const actions = useActions();
  const { theme, language, notify, sound } = usePart((state) => state.preferences);
  const toggleNotify = async (isWanted: boolean) => {
    // What is allowed already needs no moment in which it is not.
    const isAllowed = isWanted && (mayNotify() || await askToNotify());
    actions.prefer({ notify: isAllowed });
    if (isWanted && !isAllowed) actions.say(texts.notAllowed);
  };
  const toggleSound = async (isWanted: boolean) => {
    actions.prefer({ sound: isWanted });
    if (!isWanted || await actions.playSound()) return;
    actions.prefer({ sound: false });
    actions.say(texts.noSound);
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
      <Check label={texts.notify} isOn={notify} onToggle={toggleNotify} />
      <Check label={texts.sound} isOn={sound} onToggle={toggleSound} />
      <button type="button" onClick={() => actions.save()}>{texts.saveConversation}</button>
      <button type="button" onClick={() => actions.wish({ type: "leave" })}>{texts.leave}</button>
    </details>
  );
}

interface CheckProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onToggle: (isWanted: boolean) => Promise<void>;
}

/** Ticked when what it stands for is on, not when that is wanted: the browser has a say. */
function Check({ label, isOn, onToggle }: CheckProps) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={isOn}
        onChange={({ currentTarget }) => {
          const isWanted = currentTarget.checked;
          currentTarget.checked = isOn;
          void onToggle(isWanted);
        }}
      />
      {label}
    </label>
  );
}
