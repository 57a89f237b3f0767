/**
 * Code, with what it is written in and a button that copies it.
 * @module
 */
import { CopyButton } from "./copy_button.tsx";

export interface CodeBlockProps {
  /** What the sender says it is; empty if nothing. */
  readonly info: string;
  readonly text: string;
}

export function CodeBlock({ info, text }: CodeBlockProps) {
  return (
    <div class="code-block">
      {info !== "" && <p class="code-info">{info}</p>}
      <pre tabIndex={0}><code>{text}</code></pre>
      <CopyButton text={text} />
    </div>
  );
}
