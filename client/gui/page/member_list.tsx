/**
 * Who is in the room: you first, then by name; and who has dropped out and may come back.
 * @module
 */
import { printable } from "../../../protocol/text.ts";
import { composeWith } from "./compose_with.ts";
import { IconButton } from "./icon.tsx";
import { Name } from "./name.tsx";
import { Security } from "./security.tsx";
import { useLanguage, usePart, useTexts, useWriting } from "./store.ts";
import { useDropped } from "./use_dropped.ts";

export function MemberList() {
  const texts = useTexts();
  const writing = useWriting();
  const language = useLanguage();
  const members = usePart((state) => state.room?.members) ?? [];
  const you = usePart((state) => state.room?.you ?? "");
  const dropped = useDropped();
  const { compare } = new Intl.Collator(language);
  const others = members.filter((name) => name !== you).sort(compare);
  return (
    <section class="members" aria-labelledby="members-title">
      <h2 id="members-title">{texts.members}</h2>
      <ul>
        {members.includes(you) && (
          <li>
            <HereDot />
            <span class="member">
              <Name name={you} /> <span class="hint">({texts.you})</span> <Guest name={you} />
            </span>
          </li>
        )}
        {others.map((name) => (
          <li key={name}>
            <HereDot />
            <span class="member">
              <button type="button" class="link-button" onClick={() => composeWith(`@${name} `)}>
                <Name name={name} />
              </button>{" "}
              <Guest name={name} />
            </span>
            <IconButton
              name="private"
              label={texts.privateTo(printable(name))}
              onClick={() => writing.writeTo(name)}
            />
          </li>
        ))}
        {dropped.map((name) => (
          <li key={name} class="dropped" title={texts.droppedWhy}>
            <span class="dot" aria-hidden="true" />
            <span class="member">
              <Name name={name} isPlain /> <span class="hint">{texts.dropped}</span>
            </span>
          </li>
        ))}
      </ul>
      <Security />
    </section>
  );
}

/** Whoever is in the list is here, as far as the connection tells. */
function HereDot() {
  const texts = useTexts();
  const link = usePart((state) => state.room?.link.state);
  const isHere = link === "up";
  return (
    <span
      class="dot"
      data-link={link}
      {...(isHere ? { role: "img", "aria-label": texts.here, title: texts.here } : {})}
    />
  );
}

function Guest({ name }: { readonly name: string }) {
  const texts = useTexts();
  const isGuest = usePart((state) => state.room?.guests.includes(name) === true);
  return isGuest ? <span class="guest" title={texts.guestWhy}>{texts.guest}</span> : null;
}
