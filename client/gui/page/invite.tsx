/**
 * What somebody alone in a room sees: how others come to it.
 * @module
 */
import { encode } from "uqr";
import { useMemo } from "preact/hooks";
import { CopyButton } from "./copy_button.tsx";
import { usePart, useTexts } from "./store.ts";

export function Invite() {
  const texts = useTexts();
  const address = usePart((state) => state.room?.address ?? "");
  const isLocal = /^(localhost|127\.|\[::1\])/.test(address);
  const command = usePart((state) => state.room?.invite ?? "");
  return (
    <section class="invite">
      <h2>{texts.inviteTitle}</h2>
      {isLocal ? <p>{texts.inviteLocal}</p> : <Command command={command} />}
    </section>
  );
}

function Command({ command }: { readonly command: string }) {
  const texts = useTexts();
  return (
    <>
      <p>{texts.inviteText}</p>
      <p class="invite-command">
        <code>{command}</code>
        <CopyButton text={command} />
      </p>
      <p>{texts.inviteScan}</p>
      <QrCode text={command} />
    </>
  );
}

function QrCode({ text }: { readonly text: string }) {
  const { size, path } = useMemo(() => {
    const code = encode(text, { border: 2 });
    const squares = code.data.flatMap((row, y) =>
      row.flatMap((isDark, x) => isDark ? [`M${x} ${y}h1v1h-1z`] : [])
    );
    return { size: code.size, path: squares.join("") };
  }, [text]);
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={text}>
      <path d={path} />
    </svg>
  );
}
