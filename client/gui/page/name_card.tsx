/**
 * The first thing that somebody without a name sees.
 * @module
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { Security } from "./security.tsx";
import { useActions, usePart, useTexts } from "./store.ts";
import { problemText } from "./trouble_text.ts";

export function NameCard() {
  const texts = useTexts();
  const actions = useActions();
  const address = usePart((state) => state.room?.address ?? "");
  const trouble = usePart((state) => state.room?.problem);
  const problem = trouble === undefined ? "" : problemText(trouble, address, texts);
  const wanted = usePart((state) => state.room?.you ?? "");
  const isJoining = usePart((state) => state.room?.link.state === "connecting") && wanted !== "";
  const [name, setName] = useState(wanted);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), [trouble]);
  const submit = (event: Event) => {
    event.preventDefault();
    if (name.trim() !== "" && !isJoining) actions.wish({ type: "enter", name: name.trim() });
  };
  return (
    <main class="blank">
      <form class="card" onSubmit={submit}>
        <h1>{texts.joinTitle(address)}</h1>
        <Security />
        <label for="name">{texts.yourName}</label>
        <input
          id="name"
          ref={field}
          value={name}
          maxLength={64}
          autocomplete="nickname"
          aria-describedby="name-hint"
          aria-invalid={problem !== ""}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <p id="name-hint" class={problem === "" ? "hint" : "problem"} role="status">
          {problem === "" ? texts.nameHint : problem}
        </p>
        <button type="submit" class="primary" disabled={isJoining}>
          {isJoining ? texts.joining : texts.join}
        </button>
      </form>
    </main>
  );
}
