/**
 * Beside the conversation: who is there, the room's files, and settings.
 * @module
 */
import { useEffect } from "preact/hooks";
import type { Sheet } from "./header.tsx";
import { FileList } from "./file_list.tsx";
import { IconButton } from "./icon.tsx";
import { MemberList } from "./member_list.tsx";
import { Settings } from "./settings.tsx";
import { useTexts } from "./store.ts";

export interface SidePanelProps {
  readonly sheet: Sheet | undefined;
  readonly onClose: () => void;
}

export function SidePanel({ sheet, onClose }: SidePanelProps) {
  const texts = useTexts();
  useEffect(() => {
    if (sheet === undefined) return;
    const onKey = (event: KeyboardEvent) => event.key === "Escape" && onClose();
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [sheet]);
  return (
    <aside class="panel" aria-label={`${texts.members}, ${texts.files}`}>
      <IconButton name="close" label={texts.close} class="panel-close" onClick={onClose} />
      <MemberList />
      <FileList />
      <Settings />
    </aside>
  );
}
