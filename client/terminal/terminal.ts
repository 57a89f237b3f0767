/**
 * The front end for people at a terminal.
 * @module
 */
import { closingText, linkExitCode } from "../base/mod.ts";
import { errorFacts } from "../../protocol/errors.ts";
import { EXIT } from "../../protocol/exit_codes.ts";
import { printable } from "../../protocol/text.ts";
import { Client, type ClientEvent, type ClientOptions } from "../core/mod.ts";
import type { TerminalDevice } from "./device.ts";
import { Stay } from "./stay.ts";
import type { StayOptions } from "./stay_options.ts";

type LinkClosed = Extract<ClientEvent, { type: "link"; state: "closed" }>;

export interface TerminalOptions extends Omit<StayOptions, "client" | "name"> {
  readonly client: ClientOptions;
  readonly device: TerminalDevice;
  /** Told in one sentence why the client could not go on. */
  readonly complain: (text: string) => void;
  /** Asks for another name because of `why`; `undefined` if the person gives up. */
  readonly askName: (why: string) => Promise<string | undefined>;
}

/**
 * Joins and shows the room until the person leaves, a signal comes, or the link is closed for good. Resolves to the exit
 * code; the terminal is then as it was.
 */
export async function runTerminal(options: TerminalOptions): Promise<number> {
  let { name } = options.client;
  for (;;) {
    const client = new Client({ ...options.client, name });
    const code = await Promise.race([
      options.signalled,
      client.ready().then(() => undefined),
    ]);
    if (code !== undefined) {
      await client.leave();
      return code;
    }
    if (client.state.limits !== undefined) {
      const stay = new Stay({ ...options, client, name });
      const end = await stay.run();
      return typeof end === "number" ? end : explain(end, options);
    }
    const end = await closing(client);
    if (end === undefined || !errorFacts(end.reason)?.otherName) return explain(end, options);
    const other = await options.askName(closingWhy(end, options));
    if (other === undefined) return EXIT.interrupted;
    name = other;
  }
}

async function closing(client: Client): Promise<LinkClosed | undefined> {
  for await (const event of client.events()) {
    if (event.type === "link" && event.state === "closed") return event;
  }
  return undefined;
}

function explain(end: LinkClosed | undefined, options: TerminalOptions): number {
  if (end === undefined) return EXIT.failed;
  const text = closingText(end, options.client.address);
  if (text !== undefined) options.complain(printable(text));
  return linkExitCode(end.reason, end.wasUp);
}

function closingWhy(end: LinkClosed, options: TerminalOptions): string {
  return printable(closingText(end, options.client.address) ?? "");
}
