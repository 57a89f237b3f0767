/**
 * HTTP by hand, for requests that no library would send.
 * @module
 */
import { writeAll } from "../../../protocol/lines.ts";

/** An answer: its status, its head as it came, and its body. */
export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/**
 * Sends `lines` as the head of a request to the window at `url`, then `body`; reads until the
 * server closes or has answered.
 */
export async function rawRequest(
  url: string,
  lines: readonly string[],
  body = "",
): Promise<RawAnswer> {
  using conn = await Deno.connect({ hostname: "127.0.0.1", port: Number(new URL(url).port) });
  const request = `${[...lines, "Connection: close"].join("\r\n")}\r\n\r\n${body}`;
  await writeAll(conn, new TextEncoder().encode(request));
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(65_536);
  let text = "";
  for (;;) {
    const bytes = await conn.read(buffer).catch(() => null);
    if (bytes === null) break;
    text += decoder.decode(buffer.subarray(0, bytes), { stream: true });
    // Whoever switches protocols does not close.
    if (text.startsWith("HTTP/1.1 101") && text.includes("\r\n\r\n")) break;
  }
  const [head = "", ...rest] = text.split("\r\n\r\n");
  return {
    status: Number(/^HTTP\/1\.\d (\d+)/.exec(head)?.[1]),
    head,
    body: rest.join("\r\n\r\n"),
  };
}
