/**
 * Who is in the room: you first, then by name.
 * @module
 */
import { composeWith } from "./compose_with.ts";
import { Name } from "./name.tsx";
import { useLanguage, usePart, useTexts } from "./store.ts";

export function MemberList() {
  const texts = useTexts();
  const language = useLanguage();
  const members = usePart((state) => state.room?.members) ?? [];
  const you = usePart((state) => state.room?.you ?? "");
  const { compare } = new Intl.Collator(language);
  const others = members.filter((name) => name !== you).sort(compare);
  return (
    <section class="members" aria-labelledby="members-title">
      <h2 id="members-title">{texts.members}</h2>
      <ul>
        {members.includes(you) && (
          <li>
            <span class="dot" data-link="up" aria-hidden="true" />
            <Name name={you} /> <span class="hint">({texts.you})</span>
          </li>
        )}
        {others.map((name) => (
          <li key={name}>
            <span class="dot" data-link="up" aria-hidden="true" />
            <button type="button" class="link-button" onClick={() => composeWith(`@${name} `)}>
              <Name name={name} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
