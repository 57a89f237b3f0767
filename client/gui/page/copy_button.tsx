/**
 * A button that copies a text, and says so when it has.
 * @module
 */
import { useState } from "preact/hooks";
import { useActions, useTexts } from "./store.ts";

export function CopyButton({ text }: { readonly text: string }) {
  const texts = useTexts();
  const actions = useActions();
  const [copied, setCopied] = useState<string>();
  const copy = async () => setCopied(await actions.copy(text) ? text : undefined);
  return (
    <button type="button" onClick={() => void copy()}>
      {copied === text ? texts.copied : texts.copy}
    </button>
  );
}
