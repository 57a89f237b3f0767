/**
 * What a monitoring system reads. The library behind it is loaded only when it is used.
 * @module
 */
import type { MetricsAddress, Monitoring, ServerFacts } from "./facts.ts";

export type { MetricsAddress, Monitoring, ServerFacts } from "./facts.ts";

/**
 * Opens `address`. `facts` are those of the server, when it runs. @throws what listening throws.
 */
export async function startMonitoring(
  address: MetricsAddress,
  facts: () => ServerFacts | undefined,
): Promise<Monitoring> {
  const { monitor } = await import("./monitoring.ts");
  return monitor(address, facts);
}
