/**
 * The whole window.
 * @module
 */
import { useMemo, useState } from "preact/hooks";
import { Announcer } from "./announcer.tsx";
import { Banner } from "./banner.tsx";
import { Composer } from "./composer.tsx";
import { DropZone } from "./drop_zone.tsx";
import { Header, type Sheet } from "./header.tsx";
import { Lightbox } from "./lightbox.tsx";
import { MessageList } from "./message_list.tsx";
import { NameCard } from "./name_card.tsx";
import { Search } from "./search.tsx";
import { SidePanel } from "./side_panel.tsx";
import { TurnBar } from "./turn_bar.tsx";
import { SpeechContext, usePart, useTexts } from "./store.ts";
import { LANGUAGES, localeOf } from "./texts.ts";

export function App() {
  const language = usePart((state) => state.preferences.language);
  const speech = useMemo(() => ({
    texts: LANGUAGES[language],
    locale: localeOf(language, navigator.languages),
  }), [language]);
  return (
    <SpeechContext.Provider value={speech}>
      <Window />
    </SpeechContext.Provider>
  );
}

function Window() {
  const texts = useTexts();
  const phase = usePart((state) => state.room?.phase);
  const channel = usePart((state) => state.channel);
  if (channel === "no_key") return <Blank text={texts.noKey} />;
  if (phase === undefined) return <Blank text={channel === "lost" ? texts.ended : texts.looking} />;
  return phase === "naming" ? <NameCard /> : <Room />;
}

function Room() {
  const [sheet, setSheet] = useState<Sheet | undefined>(undefined);
  const [isSearching, setSearching] = useState(false);
  return (
    <DropZone>
      <div class="window" data-sheet={sheet ?? "none"}>
        <div class="conversation">
          <Header
            sheet={sheet}
            onSheet={setSheet}
            isSearching={isSearching}
            onSearch={() => setSearching(!isSearching)}
          />
          <main class="room-main">
            {isSearching && <Search onClose={() => setSearching(false)} />}
            <Banner />
            <MessageList />
            <TurnBar />
            <Composer />
          </main>
        </div>
        <SidePanel sheet={sheet} onClose={() => setSheet(undefined)} />
      </div>
      <Lightbox />
      <Announcer />
    </DropZone>
  );
}

function Blank({ text }: { readonly text: string }) {
  return (
    <main class="blank">
      <p role="status">{text}</p>
    </main>
  );
}
