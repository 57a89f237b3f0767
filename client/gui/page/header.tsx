/**
 * The line above the conversation: which room, how connected, who is there.
 * @module
 */
import { IconButton } from "./icon.tsx";
import { Name } from "./name.tsx";
import { PlainBadge } from "./security.tsx";
import { usePart, useTexts } from "./store.ts";

/** What narrow windows show over the conversation. */
export type Sheet = "members" | "files";

export interface HeaderProps {
  readonly sheet: Sheet | undefined;
  readonly onSheet: (sheet: Sheet | undefined) => void;
  readonly isSearching: boolean;
  readonly onSearch: () => void;
}

export function Header({ sheet, onSheet, isSearching, onSearch }: HeaderProps) {
  const texts = useTexts();
  const room = usePart((state) => state.room?.room ?? "");
  const members = usePart((state) => state.room?.members.length ?? 0);
  const link = usePart((state) => state.channel === "open" ? state.room?.link.state : "closed");
  const toggle = (wanted: Sheet) => onSheet(sheet === wanted ? undefined : wanted);
  return (
    <header class="header">
      <h1 class="room-name">
        <Name name={room} isPlain />
      </h1>
      <p class="header-facts">
        <span class="dot" data-link={link} aria-hidden="true" />
        <span class="link-word" role="status">
          {link === "up" ? texts.connected : texts.connecting}
          {" · "}
        </span>
        <span class="member-count">{texts.memberCount(members)}</span>
      </p>
      <PlainBadge />
      <IconButton
        name="search"
        label={texts.search}
        isPressed={isSearching}
        onClick={onSearch}
      />
      <span class="header-buttons">
        <IconButton
          name="people"
          label={texts.members}
          isPressed={sheet === "members"}
          onClick={() => toggle("members")}
        />
        <IconButton
          name="files"
          label={texts.files}
          isPressed={sheet === "files"}
          onClick={() => toggle("files")}
        />
      </span>
    </header>
  );
}
