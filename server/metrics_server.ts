/**
 * Metrics and health over HTTP, on an address of their own.
 * @module
 */
import type { Metrics } from "./metrics.ts";

/** Where to listen. */
export interface MetricsAddress {
  readonly hostname: string;
  readonly port: number;
}

/** Answers `/metrics` and `/healthz` until it is disposed of. @throws what listening throws. */
export function serveMetrics(
  { hostname, port }: MetricsAddress,
  metrics: Metrics,
): AsyncDisposable & { readonly port: number } {
  const server = Deno.serve(
    { hostname, port, onListen: () => {} },
    (request) => answer(request, metrics),
  );
  return { port: server.addr.port, [Symbol.asyncDispose]: () => server.shutdown() };
}

async function answer(request: Request, metrics: Metrics): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (request.method !== "GET" && request.method !== "HEAD") {
    return new Response("Only GET\n", { status: 405, headers: { allow: "GET, HEAD" } });
  }
  if (pathname === "/healthz") return new Response("ok\n");
  if (pathname !== "/metrics") return new Response("See /metrics and /healthz\n", { status: 404 });
  return new Response(await metrics.text(), { headers: { "content-type": metrics.contentType } });
}
