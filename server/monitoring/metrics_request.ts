/**
 * The requests that the metrics' address answers. Pure.
 * @module
 */
import { isIP } from "node:net";
import { isLoopback } from "../base/mod.ts";

/** What is asked for, or the status of the refusal. */
export type MetricsRequest =
  | { readonly kind: "metrics" | "healthz"; readonly isHead: boolean }
  | { readonly kind: "refused"; readonly status: 400 | 403 | 404 | 405 };

/**
 * Reads the head of an HTTP request. With `isLocal`, a request for a name that is not this
 * machine's is refused: a page that somebody looks at here could have let its own name lead here.
 */
export function readMetricsRequest(head: string, isLocal: boolean): MetricsRequest {
  const [, method, target = ""] = /^([A-Z]+) (\S+) HTTP\/1\.[01]\r?\n/.exec(head) ?? [];
  if (method === undefined) return { kind: "refused", status: 400 };
  const [, host] = /^host:[ \t]*(\S*)[ \t]*\r?$/im.exec(head) ?? [];
  if (isLocal && host !== undefined && !isOwnName(host)) return { kind: "refused", status: 403 };
  if (method !== "GET" && method !== "HEAD") return { kind: "refused", status: 405 };
  const [path] = target.split("?");
  const isHead = method === "HEAD";
  if (path === "/metrics") return { kind: "metrics", isHead };
  return path === "/healthz" ? { kind: "healthz", isHead } : { kind: "refused", status: 404 };
}

/** Is `host`, with or without a port, a name of the loopback interface? */
function isOwnName(host: string): boolean {
  const [, bracketed, plain] = /^(?:\[([^\]]*)\]|([^:]*))(?::\d+)?$/.exec(host) ?? [];
  const name = (bracketed ?? plain ?? "").toLowerCase();
  return name === "localhost" || (isIP(name) !== 0 && isLoopback(name));
}
