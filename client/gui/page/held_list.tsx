/**
 * What was written and is not in the box: on its way, put aside for somebody, or come back while something else was written.
 * @module
 */
import { printable } from "../../../protocol/text.ts";
import type { ComponentChildren } from "preact";
import type { Held } from "./compose.ts";
import { useLanguage, usePart, useTexts, useWriting } from "./store.ts";
import { writingTroubleText } from "./trouble_of_writing.ts";

export function HeldList() {
  const texts = useTexts();
  const { waiting, handed, held } = usePart(({ compose }) => compose);
  const onTheWay = waiting.filter(({ ref }) => ref !== handed);
  if (onTheWay.length + held.length === 0) return null;
  return (
    <ul class="held" aria-label={texts.notSent}>
      {onTheWay.map(({ ref, text, to }) => (
        <Row
          key={ref}
          text={text}
          to={to}
          why={texts.pending}
        />
      ))}
      {held.map((one) => <HeldRow key={one.id} held={one} />)}
    </ul>
  );
}

function HeldRow({ held }: { readonly held: Held }) {
  const texts = useTexts();
  const language = useLanguage();
  const writing = useWriting();
  const { id, text, to, trouble } = held;
  const why = trouble === undefined ? texts.draft : writingTroubleText(trouble, texts, language);
  return (
    <Row text={text} to={to} why={why} isProblem={trouble !== undefined}>
      <button type="button" onClick={() => writing.takeHeld(id)}>{texts.edit}</button>
      <button type="button" onClick={() => writing.dropHeld(id)}>{texts.discard}</button>
    </Row>
  );
}

interface RowProps {
  readonly text: string;
  readonly to: string | undefined;
  readonly why: string;
  readonly isProblem?: boolean;
  readonly children?: ComponentChildren;
}

function Row({ text, to, why, isProblem = false, children }: RowProps) {
  const texts = useTexts();
  return (
    <li>
      <p class={isProblem ? "held-why problem" : "held-why"}>
        {to !== undefined && <span class="private">{texts.privateFor(printable(to))}</span>} {why}
      </p>
      <p class="held-text" dir="auto">{text.split("\n").map(printable).join("\n")}</p>
      {children && <span class="held-buttons">{children}</span>}
    </li>
  );
}
