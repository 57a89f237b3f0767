import { render } from "preact";
import { useState } from "preact/hooks";
import type { ClientEvent } from "../../core/events.ts";
import { printable } from "../../../protocol/text.ts";
function App() { const [n, set] = useState(0); const e: ClientEvent | undefined = undefined; return <button type="button" onClick={() => set(n + 1)}>{printable(String(n))}{e}</button>; }
render(<App />, document.body);
