/**
 * The slim bar about what is not as it should be.
 * @module
 */
import { useEffect, useState } from "preact/hooks";
import { useActions, usePart, useTexts } from "./store.ts";
import { closedText, codeText } from "./trouble_text.ts";

/** What is wrong with the connection, and below it what else there is to say. */
export function Banner() {
  return (
    <>
      <LinkBar />
      <ProblemBar />
    </>
  );
}

function ProblemBar() {
  const texts = useTexts();
  const actions = useActions();
  const problem = usePart((state) => state.problem);
  if (problem === undefined) return null;
  return (
    <Bar text={problem}>
      <button type="button" onClick={() => actions.say(undefined)}>{texts.dismiss}</button>
    </Bar>
  );
}

function LinkBar() {
  const texts = useTexts();
  const actions = useActions();
  const link = usePart((state) => state.room?.link);
  const address = usePart((state) => state.room?.address ?? "");
  const channel = usePart((state) => state.channel);
  if (channel === "lost") return <Bar text={texts.ended} />;
  if (link?.state === "closed") {
    return (
      <Bar text={`${closedText(link, address, texts)} ${texts.over}`}>
        <button type="button" onClick={() => actions.save()}>{texts.saveConversation}</button>
      </Bar>
    );
  }
  if (link?.state === "waiting") return <Waiting retryAt={link.retryAt} code={link.code} />;
  return link?.state === "connecting" ? <Bar text={texts.connecting} /> : null;
}

function Waiting({ retryAt, code }: { readonly retryAt: number; readonly code: string }) {
  const texts = useTexts();
  const actions = useActions();
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(Math.ceil((retryAt - now) / 1000), 0);
  return (
    <Bar text={texts.lost(codeText(code, texts))}>
      <span class="countdown" aria-hidden="true">{texts.retryIn(seconds)}</span>
      <button type="button" onClick={() => actions.wish({ type: "retry" })}>
        {texts.retryNow}
      </button>
    </Bar>
  );
}

interface BarProps {
  readonly text: string;
  readonly children?: preact.ComponentChildren;
}

function Bar({ text, children }: BarProps) {
  return (
    <div class="banner">
      <span role="status">{text}</span>
      {children}
    </div>
  );
}
