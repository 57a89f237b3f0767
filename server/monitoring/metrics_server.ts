/**
 * Metrics and health over HTTP, on an address of their own. The runtime's HTTP server bounds
 * neither the connections nor the time that a request takes, and whoever held many would take the
 * descriptors of the chat: so the little HTTP that is needed is spoken here.
 * @module
 */
import { KIB } from "../../protocol/limits.ts";
import { sleep } from "../../protocol/sleep.ts";
import type { Wire } from "../../protocol/wire.ts";
import { isLoopback, refuse } from "../base/mod.ts";
import { acceptConnections, plainWire } from "../gateways/mod.ts";
import type { MetricsAddress } from "./facts.ts";
import type { Metrics } from "./metrics.ts";
import { type MetricsRequest, readMetricsRequest } from "./metrics_request.ts";

/** Time for such a request, answer included. */
const METRICS_TIMEOUT_MS = 5_000;

/** Longest head of a request there: what browsers send at most by default. */
export const METRICS_HEAD_BYTES = 8 * KIB;

/** Connections to the metrics' address; a monitoring system or two and a person need a few. */
export const MAX_METRICS_CONNECTIONS = 32;

const REASONS = {
  200: "OK",
  400: "Bad Request",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
} as const;

/**
 * Answers `/metrics` and `/healthz` until it is disposed of: one request to a connection, each
 * within {@linkcode METRICS_TIMEOUT_MS}, and at most {@linkcode MAX_METRICS_CONNECTIONS} at once,
 * of which the oldest makes room.
 * @throws what listening throws.
 */
export function serveMetrics(
  address: MetricsAddress,
  metrics: Metrics,
): AsyncDisposable & { readonly port: number } {
  const listener = Deno.listen({ ...address });
  const bound = listener.addr as Deno.NetAddr;
  const isLocal = isLoopback(bound.hostname);
  const stop = new AbortController();
  const open = new Map<Wire, Promise<void>>();
  const accepting = (async () => {
    for await (const conn of acceptConnections(listener, { signal: stop.signal, sleep })) {
      const wire = plainWire(conn);
      const [oldest] = open.keys();
      if (oldest !== undefined && open.size >= MAX_METRICS_CONNECTIONS) oldest.close();
      open.set(wire, serve(wire, metrics, isLocal).finally(() => open.delete(wire)));
    }
  })();
  return {
    port: bound.port,
    async [Symbol.asyncDispose]() {
      stop.abort();
      listener.close();
      await accepting;
      for (const wire of open.keys()) wire.close();
      await Promise.all(open.values());
    },
  };
}

/** Never throws: whatever happens, the connection is closed. */
async function serve(wire: Wire, metrics: Metrics, isLocal: boolean): Promise<void> {
  const timer = setTimeout(() => wire.close(), METRICS_TIMEOUT_MS);
  try {
    const head = await readHead(wire);
    if (head === undefined) return;
    await refuse(wire, await answer(readMetricsRequest(head, isLocal), metrics));
  } catch {
    // The peer broke off, or its time was over.
  } finally {
    clearTimeout(timer);
    wire.close();
  }
}

/** Everything up to the empty line, or as much as may come; `undefined` if the peer ends before. */
async function readHead(wire: Wire): Promise<string | undefined> {
  const buffer = new Uint8Array(METRICS_HEAD_BYTES);
  for (let length = 0;;) {
    const bytes = await wire.read(buffer.subarray(length));
    if (bytes === null) return undefined;
    length += bytes;
    const head = new TextDecoder("latin1").decode(buffer.subarray(0, length));
    if (/\r?\n\r?\n/.test(head)) return head;
    if (length === buffer.length) return "";
  }
}

async function answer(request: MetricsRequest, metrics: Metrics): Promise<Uint8Array> {
  if (request.kind === "refused") {
    const { status } = request;
    return response(status, `${REASONS[status]}. See /metrics and /healthz\n`);
  }
  const isMetrics = request.kind === "metrics";
  const body = isMetrics ? await metrics.text() : "ok\n";
  return response(200, body, isMetrics ? metrics.contentType : undefined, request.isHead);
}

function response(
  status: keyof typeof REASONS,
  body: string,
  type = "text/plain; charset=utf-8",
  isHead = false,
): Uint8Array {
  const encoder = new TextEncoder();
  const { length } = encoder.encode(body);
  const head = [
    `HTTP/1.1 ${status} ${REASONS[status]}`,
    `Content-Type: ${type}`,
    `Content-Length: ${length}`,
    "Cache-Control: no-store",
    "X-Content-Type-Options: nosniff",
    ...(status === 405 ? ["Allow: GET, HEAD"] : []),
    "Connection: close",
  ];
  return encoder.encode(`${head.join("\r\n")}\r\n\r\n${isHead ? "" : body}`);
}
