/**
 * A room to type in without a server: what the client is told to do is written down.
 * @module
 */
import { Games } from "../../client/core/room/mod.ts";
import { GAMES } from "../../protocol/games/mod.ts";
import type { OpenGame } from "../../protocol/messages.ts";
import { type Client, type Command, type Outcome, TypedInput } from "../../client/core/mod.ts";

/** Options of {@linkcode typingRoom}. */
export interface TypingOptions {
  readonly names?: readonly string[];
  readonly home?: string;
  readonly commands?: readonly Command[];
  readonly unacknowledged?: number;
  /** Who types. */
  readonly you?: string;
  /** What is played in the room. */
  readonly games?: readonly OpenGame[];
}

/** What became of a line: the calls that it led to, and the outcome. */
export interface Typed {
  readonly calls: readonly (readonly unknown[])[];
  readonly outcome: Outcome;
}

/** A {@linkcode TypedInput} whose client only writes down what it is told. */
export function typingRoom(options: TypingOptions = {}) {
  const { names = [], home, commands = [], unacknowledged = 0, you = "ana" } = options;
  let calls: unknown[][] = [];
  const games = new Games({
    catalogue: GAMES,
    you: () => you,
    emit: (event) => void calls.push(["event", event]),
    deliver: ({ type: _, id: __, ...deed }) => void calls.push(["play", deed]),
    nextId: () => "1",
  });
  games.welcomed(options.games ?? []);
  const state = { knownNames: names, you };
  const facts: Record<string, unknown> = { state, unacknowledged, games };
  const inviteLines = () => Promise.resolve(["chat join host:1"]);
  const client = new Proxy(facts, {
    get: (target, name) =>
      name in target ? target[String(name)] : (...args: unknown[]) => {
        calls.push([name, ...args]);
      },
  }) as unknown as Client;
  const input = new TypedInput({ client, home, inviteLines, commands });
  const taken = async (type: () => Promise<Outcome>): Promise<Typed> => {
    calls = [];
    return { outcome: await type(), calls };
  };
  const enter = (line: string, to?: string) => taken(() => input.enter(line, { to }));
  return { input, enter, taken };
}

/** Why a line was rejected; an empty string if it was not. */
export function rejection({ calls, outcome }: Typed): string {
  const [call] = calls;
  return outcome === "rejected" && call?.[0] === "reject" ? String(call[2]) : "";
}
