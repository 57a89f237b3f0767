/**
 * What a begun word may become.
 * @module
 */
import type { Candidate } from "../../core/page.ts";
import { printable } from "../../../protocol/text.ts";
import { useTexts } from "./store.ts";

export interface CompletionListProps {
  readonly candidates: readonly Candidate[];
  /** The index of the one that Enter would take; -1 for none. */
  readonly chosen: number;
  readonly onChoose: (at: number) => void;
}

export function CompletionList({ candidates, chosen, onChoose }: CompletionListProps) {
  const texts = useTexts();
  return (
    <ul class="completions" id="completions" role="listbox" aria-label={texts.completions}>
      {candidates.map(({ label }, at) => (
        <li
          key={label}
          id={`completion-${at}`}
          role="option"
          aria-selected={at === chosen}
          onMouseDown={(event) => {
            event.preventDefault();
            onChoose(at);
          }}
        >
          <bdi>{printable(label)}</bdi>
        </li>
      ))}
    </ul>
  );
}
