/**
 * The one sentence about a link that is closed.
 * @module
 */
import { type Address, formatAddress } from "../../protocol/address.ts";
import { type ClientEvent, isOwnDetail, toldText } from "../core/mod.ts";

type LinkClosed = Extract<ClientEvent, { type: "link"; state: "closed" }>;

/**
 * Why the client stops, for people; `undefined` if they wanted it. `text` of a server is untrusted.
 */
export function closingText(end: LinkClosed, address: Address): string | undefined {
  const { reason, text, wasUp } = end;
  if (reason === "left") return undefined;
  const why = isOwnDetail(reason) ? text : toldText(reason, text);
  const server = formatAddress(address);
  return wasUp ? `Disconnected from ${server}: ${why}` : `Cannot join ${server}: ${why}`;
}
