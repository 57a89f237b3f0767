/**
 * An accept loop that survives.
 * @module
 */

const LONGEST_ACCEPT_PAUSE_MS = 1_000;

/** Pause after a failed accept, doubling from the first to the longest (as nats-server does). */
const FIRST_ACCEPT_PAUSE_MS = 10;

/** What connections are accepted from; a `Deno.Listener` is one. */
export interface Acceptor<C> {
  accept(): Promise<C>;
}

/** Options of {@linkcode acceptConnections}. */
export interface AcceptOptions {
  /** Ends the loop. The caller closes the listener as well, so that a waiting accept ends. */
  readonly signal: AbortSignal;
  /** Waits for `ms`, or until the signal. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Told of every failed accept. */
  readonly onFailed?: (error: unknown) => void;
}

/**
 * Yields connections until `signal`. A failed accept, such as one for want of file descriptors, is
 * tried again after a pause that doubles from 10 ms to 1 s; the runtime's own iterator would end
 * for good.
 */
export async function* acceptConnections<C>(
  listener: Acceptor<C>,
  { signal, sleep, onFailed }: AcceptOptions,
): AsyncGenerator<C> {
  let pauseMs = FIRST_ACCEPT_PAUSE_MS;
  while (!signal.aborted) {
    let conn: C;
    try {
      conn = await listener.accept();
    } catch (error) {
      if (signal.aborted) return;
      onFailed?.(error);
      await sleep(pauseMs, signal);
      pauseMs = Math.min(pauseMs * 2, LONGEST_ACCEPT_PAUSE_MS);
      continue;
    }
    pauseMs = FIRST_ACCEPT_PAUSE_MS;
    yield conn;
  }
}
