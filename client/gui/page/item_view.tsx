/**
 * One line of the conversation, with what stands above it.
 * @module
 */
import { printable } from "../../../protocol/text.ts";
import { memo } from "preact/compat";
import type { Item, Said } from "../channel.ts";
import { continues, isNewDay } from "./chunks.ts";
import { FileCard } from "./file_card.tsx";
import { GameCard } from "./game_card.tsx";
import { dayText, exactTimeText, sizeText, timeText } from "./format.ts";
import { Message } from "./message.tsx";
import { Name } from "./name.tsx";
import { useLanguage, usePart, useTexts, useWriting } from "./store.ts";
import type { Texts } from "./texts.ts";
import { troubleText } from "./trouble_text.ts";

export interface ItemViewProps {
  readonly item: Item;
  readonly previous: Item | undefined;
}

export const ItemView = memo(function ({ item, previous }: ItemViewProps) {
  return (
    <>
      {isNewDay(item, previous) && <DayMark at={item.at} />}
      <NewsMark n={item.n} />
      {item.kind === "game"
        ? <GameRow item={item} />
        : "from" in item && item.kind !== "renamed"
        ? <SaidView item={item} isMore={continues(item, previous)} />
        : <Happened item={item} />}
    </>
  );
});

type SaidItem = Extract<Item, { kind: "message" | "file" }>;

function SaidView({ item, isMore }: { readonly item: SaidItem; readonly isMore: boolean }) {
  return (
    <article class={isMore ? "row said more" : "row said"} data-n={item.n}>
      <p class={isMore ? "said-by hidden" : "said-by"}>
        <Name name={item.from} /> <Private item={item} />
        <Time at={item.at} />
      </p>
      {item.kind === "message" ? <Message item={item} /> : <FileCard file={item.file} />}
    </article>
  );
}

function Private({ item }: { readonly item: SaidItem }) {
  const texts = useTexts();
  if (item.kind !== "message" || item.to === undefined) return null;
  return <span class="private">{texts.privateFor(printable(item.to))}</span>;
}

export function Time({ at }: { readonly at: string }) {
  const language = useLanguage();
  return <time dateTime={at} title={exactTimeText(at, language)}>{timeText(at, language)}</time>;
}

function GameRow({ item }: { readonly item: Extract<Item, { kind: "game" }> }) {
  return (
    <div class="row" data-n={item.n}>
      <GameCard game={item.game} n={item.n} />
    </div>
  );
}

type HappenedItem = Exclude<Item, SaidItem | { kind: "game" }>;

function Happened({ item }: { readonly item: HappenedItem }) {
  const texts = useTexts();
  const language = useLanguage();
  const text = happenedText(item, texts, language);
  return (
    <div class="row happened" data-kind={item.kind} data-n={item.n}>
      <p dir="auto">{text}</p>
      {item.kind === "error" && item.about && <Again said={item.about} />}
      <Time at={item.at} />
    </div>
  );
}

/** What the server refused goes back into the box, for the same people. */
function Again({ said }: { readonly said: Said }) {
  const texts = useTexts();
  const writing = useWriting();
  return (
    <button type="button" class="link-button" onClick={() => writing.again(said)}>
      {texts.writeAgain}
    </button>
  );
}

function happenedText(item: HappenedItem, texts: Texts, language: string): string {
  switch (item.kind) {
    case "joined":
      return texts.joined(printable(item.name));
    case "left":
      return leftText(item.reason, texts)(printable(item.name));
    case "renamed":
      return texts.renamed(printable(item.from), printable(item.to));
    case "info":
      return lines(texts.info(item.facts, (bytes) => sizeText(bytes, language)));
    case "notice":
      return lines(item.text.split("\n"));
    case "error": {
      const why = troubleText(item, texts);
      return item.about === undefined ? why : lines(texts.about(why, item.about.text).split("\n"));
    }
  }
}

function leftText(reason: string, texts: Texts): (name: string) => string {
  if (reason === "lost") return texts.leftLost;
  return reason === "kicked" ? texts.leftKicked : texts.left;
}

function lines(of: readonly string[]): string {
  return of.map(printable).join("\n");
}

function DayMark({ at }: { readonly at: string }) {
  const texts = useTexts();
  const language = useLanguage();
  return (
    <p class="mark day">
      <span>{dayText(at, new Date(), language, texts)}</span>
    </p>
  );
}

function NewsMark({ n }: { readonly n: number }) {
  const texts = useTexts();
  const mark = usePart((state) => state.marks.get(n));
  if (mark === undefined) return null;
  return (
    <p class="mark news">
      <span>{texts[mark.kind](mark.count)}</span>
    </p>
  );
}
