/**
 * A server that says what a test wants it to, be it nonsense or harm.
 * @module
 */
import { encodeLine, readLines, writeAll } from "../../protocol/lines.ts";
import { MAX_LINE_BYTES } from "../../protocol/limits.ts";

/** A line, or bytes that need not be one. */
export type ScriptLine = object | Uint8Array<ArrayBuffer>;

/** Without TLS; disposing stops it. */
export class ScriptedServer implements AsyncDisposable {
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #scripts: (readonly ScriptLine[])[];
  readonly #serving: Promise<void>;
  #conn: Deno.Conn | undefined;

  /** Answers the hello of the first connection with the first script, and so on. */
  constructor(...scripts: (readonly ScriptLine[])[]) {
    this.#scripts = scripts;
    this.#serving = this.#serve();
  }

  get address(): string {
    return `127.0.0.1:${this.#listener.addr.port}`;
  }

  /** Cuts the connection there is. */
  cut(): void {
    try {
      this.#conn?.close();
    } catch {
      // It was closed already.
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    this.cut();
    await this.#serving;
  }

  async #serve(): Promise<void> {
    for (const script of this.#scripts) {
      const conn = await this.#listener.accept().catch(() => undefined);
      if (conn === undefined) return;
      this.#conn = conn;
      await follow(conn, script).catch(() => {}); // It was cut.
      this.cut();
    }
  }
}

async function follow(conn: Deno.Conn, script: readonly ScriptLine[]): Promise<void> {
  for await (const line of readLines(conn, { maxLineBytes: MAX_LINE_BYTES })) {
    const { type } = JSON.parse(line);
    if (type === "leave") return;
    if (type !== "hello") continue;
    for (const next of script) {
      await writeAll(conn, next instanceof Uint8Array ? next : encodeLine(next));
    }
  }
}

const ID = "0123456789abcdef0123456789abcdef";

/** A `welcome` for ana into the room main. */
export const WELCOME = {
  type: "welcome",
  you: "ana",
  room: "main",
  members: ["ana", "ben"],
  seq: 0,
  log: ID,
  token: ID,
  resumed: false,
  limits: { lineBytes: 65536, textBytes: 16384, nameChars: 32, fileBytes: 1, ratePerSecond: 0 },
  server: "scripted",
} as const;
