/**
 * How this program names itself to a server.
 * @module
 */
import config from "../deno.json" with { type: "json" };

export const AGENT = `chat ${config.version}`;
