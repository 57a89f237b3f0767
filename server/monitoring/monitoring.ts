/**
 * What `--metrics` adds to a server.
 * @module
 */
import { formatAddress } from "../../protocol/address.ts";
import type { Facts, MetricsAddress, Monitoring, ServerFacts } from "./facts.ts";
import { Metrics } from "./metrics.ts";
import { serveMetrics } from "./metrics_server.ts";

const NOTHING_YET: ServerFacts = {
  members: 0,
  connections: 0,
  sockets: 0,
  transfers: 0,
  entries: 0,
  files: 0,
  fileBytes: 0,
  sentBytes: 0,
  deliveries: 0,
  limited: new Map(),
  refusedRequests: new Map(),
};

/**
 * Opens `address`. `facts` are those of the server, when it runs. @throws what listening throws.
 */
export function monitor(
  address: MetricsAddress,
  facts: () => ServerFacts | undefined,
): Monitoring {
  const metrics = new Metrics(() => ({ ...facts() ?? NOTHING_YET, ...processFacts() }));
  const http = serveMetrics(address, metrics);
  return {
    url: `http://${formatAddress({ host: address.hostname, port: http.port })}`,
    observe: (event) => metrics.observe(event),
    committed: (ms) => metrics.committed(ms),
    [Symbol.asyncDispose]: () => http[Symbol.asyncDispose](),
  };
}

function processFacts(): Pick<Facts, "memoryBytes" | "descriptors"> {
  return { memoryBytes: Deno.memoryUsage().rss, descriptors: openDescriptors() };
}

function openDescriptors(): number | undefined {
  try {
    return Array.from(Deno.readDirSync("/proc/self/fd")).length;
  } catch {
    return undefined; // Only Linux tells, and only a process with all of the runtime's permissions.
  }
}
