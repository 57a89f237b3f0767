/**
 * What operators may do, and the sentence about what one did.
 * @module
 */
import type { Entry, Request } from "../../../protocol/messages.ts";

/** What operators may do. */
export type Moderation = Extract<Request, { type: "moderate" }>["action"];
/** To whom, for how long, or in which words. */
export type Deed = Pick<Extract<Request, { type: "moderate" }>, "name" | "text" | "forMs">;

type Moderated = Extract<Entry, { type: "moderated" }>;

/** Names and texts in it are as others chose them. */
export function moderatedText(
  { by, action, name = "", text = "", until }:
    & Pick<Moderated, "by" | "action">
    & Partial<Moderated>,
): string {
  const end = until === undefined ? "" : ` until ${until}`;
  switch (action) {
    case "kick":
      return `${by} showed ${name} the door`;
    case "ban":
      return `${by} banned ${name}${end}`;
    case "unban":
      return `${by} ended the ban of ${name}`;
    case "mute":
      return `${by} muted ${name}${end}`;
    case "unmute":
      return `${by} lets ${name} speak again`;
    case "op":
      return `${by} made ${name} an operator`;
    case "topic":
      return text === "" ? `${by} removed the topic` : `${by} set the topic: ${text}`;
    default:
      return `${by} did something to ${name} that this version does not know: ${action}`;
  }
}
