/**
 * What the link is used for: the room.
 * @module
 */
import { PROTOCOL_VERSION } from "../../../protocol/limits.ts";
import { type EventBody, failureText } from "../base/mod.ts";
import type { LinkState, LinkUser } from "../link/mod.ts";
import { enter, Incoming, type RoomParts } from "../room/mod.ts";
import type { ClientOptions } from "./client_options.ts";

/** The parts of a client that its link moves. */
export interface LinkUserParts extends RoomParts {
  readonly options: Pick<ClientOptions, "agent" | "history" | "identity">;
  readonly isEncrypted: boolean;
  /** Something may be as somebody waits for. */
  readonly check: () => void;
  /** Resolves when the front end keeps up; nothing if it does. */
  readonly caughtUp: () => Promise<void> | undefined;
}

/** Says hello, enters the room at each welcome, and takes in every line. */
export function linkUser(parts: LinkUserParts): LinkUser {
  const { options, state, exchange, emit, check, caughtUp } = parts;
  const incoming = new Incoming(parts);
  return {
    hello: () => ({
      type: "hello",
      protocol: PROTOCOL_VERSION,
      name: state.you,
      agent: options.agent,
      history: options.history,
      key: options.identity?.key,
      ...state.resumption,
    }),
    changed: (link) => {
      emit(linkEvent(link));
      check();
    },
    welcomed: (connection) => {
      enter(parts, connection);
      if (!parts.isEncrypted) {
        const text = "This connection is NOT ENCRYPTED: everybody on the network can read it";
        emit({ type: "notice", code: "not_encrypted", text });
      }
      check();
    },
    received: (line) => {
      incoming.handle(line);
      check();
      return caughtUp();
    },
    lost: ({ code }) => {
      exchange.detach();
      if (code === "server_misbehaved") emit({ type: "error", code, text: failureText(code) });
    },
  };
}

function linkEvent(link: LinkState): EventBody {
  if (link.kind === "waiting") {
    const { retryInMs, code: reason, isRepeated: again } = link;
    return { type: "link", state: "waiting", retryInMs, reason, again };
  }
  if (link.kind !== "closed") return { type: "link", state: link.kind };
  const { code: reason, text, wasUp } = link;
  return { type: "link", state: "closed", reason, text, wasUp };
}
