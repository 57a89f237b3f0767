/**
 * From parsed options to a running client.
 * @module
 */
import type { Invite } from "../protocol/address.ts";
import { join, resolve } from "node:path";
import { EndSignals } from "../protocol/end_signals.ts";
import { AGENT } from "./agent.ts";
import { type AcceptPolicy, type ClientOptions, Memory, realSurroundings } from "./core/mod.ts";
import { MAX_INPUT_LINE_CHARS } from "./lines/mod.ts";
import { runMode } from "./front_ends.ts";
import type { Mode } from "./modes.ts";
import { securityFor } from "./security.ts";
import { runSend } from "./send.ts";
import type { ImageMode } from "./terminal/mod.ts";

/** How long `chat send` tries to come back: a script should not hang for ever. */
const SEND_RECONNECT_MS = 60_000;

export interface JoinOptions {
  readonly address: Invite;
  readonly plain: boolean;
  readonly passwordFile: string | undefined;
  /** `undefined` where the front end asks for it. */
  readonly name: string | undefined;
  readonly mode: Mode;
  /** `undefined` if there is no place for received files. */
  readonly downloads: string | undefined;
  /**
   * Where the client keeps what it remembers between its runs; `undefined` if there is no place.
   */
  readonly config: string | undefined;
  readonly accept: AcceptPolicy;
  readonly reconnectMs: number;
  readonly lingerMs: number;
  readonly home: string | undefined;
  readonly images: ImageMode;
}

/** Runs `chat join` and resolves to its exit code. */
export async function runJoin(options: JoinOptions): Promise<number> {
  const security = await securityFor(options);
  if (typeof security === "number") return security;
  const { address, name, mode, accept, reconnectMs } = options;
  const { config } = options;
  const memoryOf = (who: string) =>
    config === undefined ? undefined : Memory.open(join(config, "members"), address, who);
  // A window asks for the name by itself: only it knows when somebody is there to be remembered.
  using memory = name === undefined || mode === "gui" ? undefined : memoryOf(name);
  const { lingerMs, home, images } = options;
  const client: Omit<ClientOptions, "name"> = {
    ...realSurroundings(),
    ...security,
    address,
    downloads: options.downloads && resolve(options.downloads),
    accept,
    reconnectMs,
    memory,
    agent: AGENT,
  };
  return await runMode(mode, { client, name, memoryOf, lingerMs, home, images });
}

export interface SendOnceOptions {
  readonly address: Invite;
  readonly plain: boolean;
  readonly passwordFile: string | undefined;
  readonly name: string;
  readonly text: string | undefined;
  readonly files: readonly string[];
  /** The message is what standard input has. */
  readonly isPiped: boolean;
}

/** Runs `chat send` and resolves to its exit code. */
export async function sendOnce(options: SendOnceOptions): Promise<number> {
  const { address, name, files, isPiped } = options;
  const security = await securityFor(options);
  if (typeof security === "number") return security;
  using signals = await EndSignals.listen();
  const text = isPiped ? await readText(Deno.stdin.readable) : options.text;
  return await runSend({
    client: {
      ...realSurroundings(),
      ...security,
      address,
      name,
      downloads: undefined,
      accept: "none",
      reconnectMs: SEND_RECONNECT_MS,
      history: 0,
      agent: AGENT,
    },
    text,
    files,
    report: (line) => console.log(line),
    note: (sentence) => console.error(`* ${sentence}`),
    complain: (sentence) => console.error(`! ${sentence}`),
    signalled: signals.came,
  });
}

/**
 * What `source` has up to its end, without the last line break. What is too long for a message is
 * cut, still too long.
 */
export async function readText(source: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of source) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MAX_INPUT_LINE_CHARS) break;
  }
  return (text + decoder.decode()).replace(/\r?\n$/, "");
}
