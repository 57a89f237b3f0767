/**
 * The front end for people who like windows: a page in their browser, served by the client itself.
 * @module
 */
import { closingText, linkExitCode } from "../base/mod.ts";
import { EXIT } from "../../protocol/exit_codes.ts";
import type { ClientOptions } from "../core/mod.ts";
import { Access } from "./access.ts";
import { loadAssets } from "./assets.ts";
import type { Part } from "./conversation.ts";
import { openBrowser, openFolder } from "./desktop.ts";
import { OutgoingFolder } from "./outgoing_folder.ts";
import { type LinkClosed, Visit, type VisitOptions } from "./visit.ts";
import { TAB_BATCH_ITEMS } from "./tab.ts";
import { Tabs } from "./tabs.ts";
import { WindowServer } from "./window_server.ts";

export interface RunGuiOptions {
  readonly client: Omit<ClientOptions, "name"> & { readonly downloads: string };
  /** Without a name, the page asks for it. */
  readonly name: string | undefined;
  readonly memoryOf: VisitOptions["memoryOf"];
  /** What `~` stands for. */
  readonly home: string | undefined;
  /** Told the address of the page. */
  readonly report: (text: string) => void;
  /** Told in one sentence why the client could not go on. */
  readonly complain: (text: string) => void;
  /** Resolves to the exit code that a signal asks for. */
  readonly signalled: Promise<number>;
}

/** Runs until the last tab is closed, the person leaves, or a signal comes. Resolves to the exit code. */
export async function runGui(options: RunGuiOptions): Promise<number> {
  const { client, name, memoryOf, home, report, complain, signalled } = options;
  const assets = await loadAssets().catch(() => undefined);
  if (assets === undefined) {
    complain("The page was not built: deno task page builds it");
    return EXIT.local;
  }
  await OutgoingFolder.clean(client.downloads, client.clock.wall());
  await using outgoing = new OutgoingFolder(client.downloads, client.mark);
  const tabs = new Tabs({
    sleep: client.sleep,
    wished: (wish) => visit.act(wish),
    typed: (typed) => visit.typed(typed),
  });
  const visit: Visit = new Visit({
    client: { ...client, history: TAB_BATCH_ITEMS },
    memoryOf,
    home,
    outgoing,
    changed: (part: Part) => tabs.changed(part),
    reveal: (path) => void openFolder(path),
  });
  if (name !== undefined) {
    const refused = await Promise.race([visit.enter(name), signalled]);
    if (typeof refused === "number") return await leave(visit, refused);
    if (refused !== undefined) return ended(refused, options);
  }
  const over = new AbortController();
  using _ = { [Symbol.dispose]: () => over.abort() };
  if (name === undefined) void visit.look(over.signal);
  const access = new Access(client.clock);
  await using server = new WindowServer({
    visit,
    tabs,
    access,
    assets,
    sleep: client.sleep,
  });
  const isOpen = await openBrowser(server.url(access.ticket));
  report(
    `${isOpen ? "The room is open in your browser" : "Open the room in a browser"}: ${
      server.url(access.token)
    }`,
  );
  const code = await Promise.race([signalled, tabs.gone, visit.quit]);
  const end = await visit.leave();
  if (typeof code === "number") return code;
  return end === undefined || end.reason === "left" ? EXIT.ok : ended(end, options);
}

async function leave(visit: Visit, code: number): Promise<number> {
  await visit.leave();
  return code;
}

function ended(end: LinkClosed, { client, complain }: RunGuiOptions): number {
  const text = closingText(end, client.address);
  if (text !== undefined) complain(text);
  return linkExitCode(end.reason, end.wasUp);
}
