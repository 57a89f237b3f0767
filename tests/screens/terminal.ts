/**
 * Captures the screen of the terminal client for the README, from the real thing.
 * Run it by `deno run -A tests/screens/terminal.ts`.
 * @module
 */
import { fileURLToPath } from "node:url";
import { joinKeyed, makeKey } from "../support/keyed_client.ts";
import { joinRaw } from "../support/raw_client.ts";
import { startServer } from "../support/server.ts";
import { joinPane } from "../support/terminal_client.ts";

const README = fileURLToPath(new URL("../../README.md", import.meta.url));
const BEGIN = "<!-- terminal screen: begin -->";
const END = "<!-- terminal screen: end -->";

await using server = await startServer({ encrypted: true });
await using ana = await joinPane(server, "ana", { columns: 76, rows: 22, encrypted: true });
const { client } = await joinKeyed(server, "ben", { key: await makeKey() });
await using ben = client;
await ben.send({ type: "say", id: "1", text: "morning! does the new build start for you, ana?" });
await ana.until(/>\[ben\]/);
await ana.enter("it does 👍 and 日本語 looks right as well");
await ana.until(/\[ana\] it does/);
await using _builds = await joinRaw(server, "builds");
await ana.until("builds joined");
const long =
  "good. I have put the notes of yesterday's test on the list, please add what you saw and tell me by noon";
await ben.send({ type: "say", id: "2", text: long });
await ben.send({ type: "offer", id: "3", name: "drone flight.mp4", size: 80_000_000 });
await ana.until(/drone flight/);
await ana.enter("/files");
await ana.until(/ID +file +size/);
await ana.type("ben: sure, just a mom");
const rows = await ana.until(/> ben: sure, just a mom/);

const readme = await Deno.readTextFile(README);
const [before = ""] = readme.split(BEGIN);
const after = readme.split(END)[1] ?? "";
// Not a code block: the first two of those are the commands that a newcomer copies.
const shown = rows.map((row) => row.replaceAll("&", "&amp;").replaceAll("<", "&lt;"));
const screen = ["<pre>", ...shown, "</pre>"].join("\n");
await Deno.writeTextFile(README, `${before}${BEGIN}\n\n${screen}\n\n${END}${after}`);
console.log(screen);
