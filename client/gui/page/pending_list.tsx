/**
 * Own messages that the server does not have yet.
 * @module
 */
import { printable } from "../../../protocol/text.ts";
import { parseMarkup } from "./markup/mod.ts";
import { usePeople } from "./people.ts";
import { Name } from "./name.tsx";
import { RichText } from "./rich_text.tsx";
import { usePart, useTexts } from "./store.ts";

export function PendingList() {
  const texts = useTexts();
  const people = usePeople();
  const isOver = usePart((state) => state.room?.phase === "over");
  const pending = usePart((state) => state.pending);
  const you = usePart((state) => state.room?.you ?? "");
  return (
    <>
      {pending.map(({ id, text, to, action }) => (
        <article key={id} class="row said pending">
          <p class="said-by">
            <Name name={you} />{" "}
            {to !== undefined && <span class="private">{texts.privateFor(printable(to))}</span>}
            {" "}
            <span class="pending-sign">{isOver ? texts.notSent : texts.pending}</span>
          </p>
          <div class="message" data-action={action}>
            <RichText blocks={parseMarkup(text, people)} />
          </div>
        </article>
      ))}
    </>
  );
}
