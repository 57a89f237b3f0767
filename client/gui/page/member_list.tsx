/**
 * Who is in the room: you first, then by name.
 * @module
 */
import { printable } from "../../../protocol/text.ts";
import { composeWith } from "./compose_with.ts";
import { IconButton } from "./icon.tsx";
import { Name } from "./name.tsx";
import { useActions, useLanguage, usePart, useTexts } from "./store.ts";

export function MemberList() {
  const texts = useTexts();
  const actions = useActions();
  const language = useLanguage();
  const members = usePart((state) => state.room?.members) ?? [];
  const link = usePart((state) => state.room?.link.state);
  const you = usePart((state) => state.room?.you ?? "");
  const { compare } = new Intl.Collator(language);
  const others = members.filter((name) => name !== you).sort(compare);
  return (
    <section class="members" aria-labelledby="members-title">
      <h2 id="members-title">{texts.members}</h2>
      <ul>
        {members.includes(you) && (
          <li>
            <span class="dot" data-link={link} aria-hidden="true" />
            <span>
              <Name name={you} /> <span class="hint">({texts.you})</span>
            </span>
          </li>
        )}
        {others.map((name) => (
          <li key={name}>
            <span class="dot" data-link={link} aria-hidden="true" />
            <button type="button" class="link-button" onClick={() => composeWith(`@${name} `)}>
              <Name name={name} />
            </button>
            <IconButton
              name="lock"
              label={texts.privateTo(printable(name))}
              onClick={() => {
                actions.writeTo(name);
                composeWith("");
              }}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
