/**
 * The front end for pipes, scripts and bots: lines in, one line per event out.
 * @module
 */
import { closingText, inviteLines, linkExitCode } from "../base/mod.ts";
import { EXIT } from "../../protocol/exit_codes.ts";
import type { ByteSink } from "../../protocol/lines.ts";
import { Client, type ClientEvent, type ClientOptions, TypedInput } from "../core/mod.ts";
import { oneLine } from "./format.ts";
import { enterJson, readInputLines } from "./input.ts";
import { renderJson } from "./json.ts";
import { renderLines } from "./lines.ts";
import { Output } from "./output.ts";

export interface RunLinesOptions {
  readonly client: ClientOptions;
  readonly form: "lines" | "json";
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: ByteSink;
  /** Told in one sentence why the client could not go on. */
  readonly complain: (text: string) => void;
  /** A person types: `/quit` means now. Otherwise what was typed before it is finished first. */
  readonly isInteractive: boolean;
  /** How long to stay after the end of the input; `Infinity`: until the server closes or a signal. */
  readonly lingerMs: number;
  /** What `~` stands for. */
  readonly home: string | undefined;
  /** Resolves to the exit code that a signal asks for. */
  readonly signalled: Promise<number>;
}

type LinkClosed = Extract<ClientEvent, { type: "link"; state: "closed" }>;

/** Runs until the input ends, a signal comes, or the link is closed for good. Resolves to the exit code, all output written. */
export async function runLines(options: RunLinesOptions): Promise<number> {
  const client = new Client(options.client);
  const output = new Output(options.stdout);
  const drained = Promise.withResolvers<void>();
  const stay = { isInputDone: false, drained: drained.promise };
  const printing = print(client, output, options.form, drained.resolve);
  const wanted = await Promise.race([
    options.signalled,
    typeAll(client, options, stay).then(() => EXIT.ok),
    output.broken.then(() => EXIT.ok),
    client.closed().then(() => undefined),
  ]);
  await client.leave();
  const end = await printing;
  await output.flush();
  if (wanted !== undefined || end === undefined) return wanted ?? EXIT.failed;
  // To stay until the server closes was all that was left to do.
  const isExpected = stay.isInputDone && end.reason === "shutting_down";
  if (isExpected && options.lingerMs === Infinity) return EXIT.ok;
  const text = closingText(end, options.client.address);
  if (text !== undefined) options.complain(oneLine(text));
  return linkExitCode(end.reason, end.wasUp);
}

/** Returns the last event of the link. `drained` is called when the server has stopped by its own will. */
async function print(
  client: Client,
  output: Output,
  form: "lines" | "json",
  drained: () => void,
): Promise<LinkClosed | undefined> {
  const render = form === "json" ? renderJson : renderLines;
  let end: LinkClosed | undefined;
  for await (const event of client.events()) {
    if (event.type === "link" && event.state === "closed") end = event;
    if (event.type === "link" && "reason" in event && event.reason === "shutting_down") drained();
    await output.write(render(event));
  }
  return end;
}

/** Does what the lines of the input ask for, and waits for what comes of it. */
async function typeAll(
  client: Client,
  { stdin, form, isInteractive, lingerMs, home, client: { sleep } }: RunLinesOptions,
  stay: { isInputDone: boolean; readonly drained: Promise<void> },
): Promise<void> {
  const input = new TypedInput({ client, home, inviteLines });
  await client.ready();
  let hasQuit = false;
  for await (const line of readInputLines(stdin)) {
    await client.hasRoom();
    const outcome = form === "json" ? await enterJson(input, line) : await input.enter(line);
    hasQuit = outcome === "quit";
    if (hasQuit) break;
  }
  if (hasQuit && isInteractive) return;
  await client.settled();
  stay.isInputDone = true;
  if (hasQuit || lingerMs === 0) return;
  const closed = new AbortController();
  client.closed().then(() => closed.abort());
  if (lingerMs === Infinity) await Promise.race([client.closed(), stay.drained]);
  else await sleep(lingerMs, closed.signal);
}
