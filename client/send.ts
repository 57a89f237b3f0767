/**
 * `chat send`: one message or some files, then out.
 * @module
 */
import { closingText, failureExitCode, linkExitCode } from "./base/mod.ts";
import { EXIT } from "../protocol/exit_codes.ts";
import { Client, type ClientOptions, textFailure, withoutClosingBreaks } from "./core/mod.ts";
import { oneLine, renderLines } from "./lines/mod.ts";

export interface SendOptions {
  readonly client: ClientOptions;
  /** The message; `undefined` if only files are sent. */
  readonly text: string | undefined;
  readonly files: readonly string[];
  /** Told what was done, a line at a time. */
  readonly report: (line: string) => void;
  /** Told what is worth knowing about the connection. */
  readonly note: (text: string) => void;
  /** Told what could not be done, a sentence at a time. */
  readonly complain: (text: string) => void;
  /** Resolves to the exit code that a signal asks for. */
  readonly signalled: Promise<number>;
}

/** Sends, and resolves to the exit code: 0 if everything is stored on the server. */
export async function runSend(options: SendOptions): Promise<number> {
  const { text, complain } = options;
  const failure = text === undefined ? undefined : textFailure(text);
  if (failure !== undefined) {
    complain(text === "" ? "There is nothing to send" : failure.message);
    return EXIT.usage;
  }
  const client = new Client(options.client);
  const watching = watch(client, options);
  const signalled = await Promise.race([
    options.signalled,
    sendAll(client, options).then(() => undefined),
  ]);
  await client.leave();
  const failed = await watching;
  return signalled ?? failed ?? EXIT.ok;
}

async function sendAll(client: Client, { text, files }: SendOptions): Promise<void> {
  await client.ready();
  if (text !== undefined) client.say(withoutClosingBreaks(text));
  for (const file of files) client.sendFile(file);
  await client.settled();
}

/** Returns the exit code of the first failure. */
async function watch(client: Client, options: SendOptions): Promise<number | undefined> {
  let failed: number | undefined;
  for await (const event of client.events()) {
    if (event.type === "link" && event.state === "closed") {
      const text = closingText(event, options.client.address);
      if (text === undefined) continue;
      options.complain(oneLine(text));
      failed ??= linkExitCode(event.reason, event.wasUp);
    } else if (event.type === "notice") {
      options.note(oneLine(event.text));
    } else if (event.type === "error") {
      options.complain(oneLine(event.text));
      failed ??= failureExitCode(event.code);
    } else if (event.type === "transfer" && event.direction === "up") {
      if (event.state === "failed") failed ??= failureExitCode(event.code ?? "");
      const say = event.state === "failed" ? options.complain : options.report;
      for (const line of renderLines(event)) say(line.replace(/^! /, ""));
    }
  }
  return failed;
}
