/**
 * What a member may ask for: a table from the type of a request to what is done about it.
 * @module
 */
import { errorFacts, ProtocolError } from "../../protocol/errors.ts";
import { parseLine, Request, type RequestType } from "../../protocol/messages.ts";
import type { LimitName, Traffic } from "../base/mod.ts";
import type { Archive, Members, Moderation, Rooms } from "../rooms/mod.ts";
import type { Outcome } from "../store/mod.ts";
import type { Caller } from "./caller.ts";
import {
  declineRoute,
  type FileRequestParts,
  getRoute,
  listFilesRoute,
  offerRoute,
  withdrawRoute,
} from "./files.ts";
import { gameRoute } from "./game.ts";
import { type InfoParts, infoRoute } from "./info.ts";
import { historyRoute, searchRoute } from "./looking_back.ts";
import { moderateRoute } from "./moderate.ts";
import { type RenameParts, renameRoute } from "./rename.ts";
import { refusal } from "./refusal.ts";
import type { Route } from "./route.ts";
import { sayRoute } from "./say.ts";
import { whoisRoute } from "./whois.ts";

/** What all requests together rely on. */
export interface RequestParts extends RenameParts, FileRequestParts, InfoParts {
  readonly members: Members;
  readonly rooms: Rooms;
  readonly archive: Archive;
  readonly moderation: Moderation;
}

/**
 * Handles one line of a welcomed client: at once if it is within its rate, later otherwise, so that
 * a flooder waits. Resolves when the next one may be read. @throws {ProtocolError} for a line that
 * ends the session; others are answered.
 */
export type LineHandler = (caller: Caller, line: string) => void | Promise<void>;

type Routes = { readonly [T in RequestType]: Route<T> };

const LIMITS = { requests: "rateLimit", offers: "rateLimit", queries: "queryRate" } as const;

export function lineHandler(parts: RequestParts): LineHandler {
  const routes = routesOf(parts);
  const { clock, moderation, traffic } = parts;
  const carryOut = (caller: Caller, request: Request): void | Promise<void> => {
    const route = routes[request.type] as Route<RequestType>;
    if (route.isSpeaking && isMuted(moderation, caller)) throw new ProtocolError("muted");
    if ("handle" in route) return route.handle(caller, request);
    const change = route.changeOf(caller, request);
    const answer = answersTo(request, route.isShown === true, traffic);
    if (route.isAwaited) return caller.append(change, answer).then(() => {});
    caller.enqueue(change, answer);
  };
  const holdBack = async (caller: Caller, waitMs: number, limit: LimitName) => {
    if (waitMs > 0) await caller.pause(waitMs, limit);
    if (caller.isCongested) await caller.relieved();
  };
  return (caller, line) => {
    let request: Request | undefined;
    const refuse = (error: unknown): void => {
      if (!(error instanceof ProtocolError) || errorFacts(error.code)?.fatal) throw error;
      const { code, message: text } = error;
      caller.reply(refusal(request ?? JSON.parse(line), { code, text }, traffic));
    };
    try {
      const asked = request = parseLine(Request, line);
      const { rate } = routes[asked.type];
      const waitMs = rate === "none" ? 0 : caller.budget[rate].take(clock.monotonic());
      // Most lines need no promise.
      if (waitMs === 0 && !caller.isCongested) return carryOut(caller, asked)?.catch(refuse);
      const held = holdBack(caller, waitMs, rate === "none" ? "rateLimit" : LIMITS[rate]);
      return held.then(() => carryOut(caller, asked)).catch(refuse);
    } catch (error) {
      refuse(error);
    }
  };
}

/**
 * What the sender of `request` is told: acknowledged, again if it was stored before, or refused.
 */
function answersTo(
  request: Request,
  isShown: boolean,
  traffic: Traffic,
): (outcome: Outcome) => object[] {
  const id = "id" in request ? request.id : undefined;
  return (outcome) => {
    switch (outcome.kind) {
      case "entered": {
        const ack = { type: "ack", id, seq: outcome.seq };
        return isShown ? [JSON.parse(outcome.line) as object, ack] : [ack];
      }
      case "duplicate":
        return [{ type: "ack", id, seq: outcome.seq, duplicate: true }];
      case "refused":
        return [refusal(request, outcome, traffic)];
      case "done":
        return [];
    }
  };
}

/** Seen early, so that nothing is begun; what counts is decided where the change is applied. */
function isMuted(moderation: Moderation, { room, member, host }: Caller): boolean {
  return moderation.isMuted(room.id, member.key, host);
}

function routesOf(parts: RequestParts): Routes {
  return {
    say: sayRoute(parts),
    rename: renameRoute(parts),
    offer: offerRoute(parts),
    withdraw: withdrawRoute(parts),
    get: getRoute(parts),
    decline: declineRoute(parts),
    files: listFilesRoute(parts),
    history: historyRoute(parts.archive),
    search: searchRoute(parts.archive),
    info: infoRoute(parts),
    moderate: moderateRoute(parts.moderation),
    game: gameRoute(),
    whois: whoisRoute(parts),
    leave: { rate: "none", handle: (caller) => caller.quit() },
    ping: { rate: "none", handle: (caller) => caller.reply({ type: "pong" }) },
    pong: { rate: "none", handle: () => {} },
  };
}
