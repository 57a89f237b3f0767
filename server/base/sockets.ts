/**
 * Ends of connections.
 * @module
 */
import { writeAll } from "../../protocol/lines.ts";
import { sleep } from "../../protocol/sleep.ts";
import type { Wire } from "../../protocol/wire.ts";

/** Time for a refused peer to read why: a slow network's round trip. */
const REFUSAL_MS = 1_000;

/**
 * Sends `answer` as the last thing on `wire` and closes it, in a bounded time and so that the peer
 * can still read it: what the peer goes on sending is taken and dropped, since unread bytes would
 * turn the close into a reset.
 */
export async function refuse(wire: Wire, answer: Uint8Array): Promise<void> {
  const deadline = new AbortController();
  const farewell = (async () => {
    await writeAll(wire, answer);
    await wire.closeWrite();
    const dropped = new Uint8Array(16 * 1024);
    while (!deadline.signal.aborted && await wire.read(dropped) !== null);
  })().catch(() => {});
  await Promise.race([farewell, sleep(REFUSAL_MS, deadline.signal)]);
  deadline.abort();
  wire.close();
  await farewell;
}

/** Is `error` what a connection reports when its peer or the network has failed? */
export function isNetworkError(error: unknown): boolean {
  const { ConnectionReset, ConnectionAborted, BrokenPipe, BadResource, Interrupted, TimedOut } =
    Deno.errors;
  const kinds = [
    ConnectionReset,
    ConnectionAborted,
    BrokenPipe,
    BadResource,
    Interrupted,
    TimedOut,
  ];
  return kinds.some((kind) => error instanceof kind) || error instanceof Deno.errors.UnexpectedEof;
}
