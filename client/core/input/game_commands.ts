/**
 * Commands to play: one for each game.
 * @module
 */
import { type Game, NoMove } from "../../../protocol/games/mod.ts";
import { Failure } from "../base/mod.ts";
import type { Client } from "../client/mod.ts";
import type { GameDeed, KnownGame } from "../room/mod.ts";
import { wholeName } from "../text/mod.ts";
import type { Action, Command, Known } from "./command.ts";

export function gameCommands(games: readonly Game[]): readonly Command[] {
  return games.map(gameCommand);
}

/** What is done in a game that is found by the name of somebody who plays in it. */
type Word = "accept" | "decline" | "resign" | "watch";

const WORDS: Readonly<Record<Word, (at: Table, name: string | undefined) => void>> = {
  accept,
  decline,
  resign,
  watch,
};

/** Where a command is carried out. */
interface Table {
  readonly client: Client;
  readonly game: Game;
}

function gameCommand(game: Game): Command {
  const [name, ...aliases] = game.words;
  return {
    name,
    aliases,
    usage: `[NAME|accept|${game.moves.usage}|resign|watch]`,
    help: `play ${game.title}: challenge NAME, accept or decline, make a move, give up, ` +
      "follow a game of others; alone it shows your boards",
    takes: "name",
    read: (argument, known) => readGame(game, argument, known),
  };
}

function readGame(game: Game, argument: string, { names }: Known): Action | undefined {
  if (argument === "") return ({ client }) => showAll({ client, game });
  const [, first = "", rest = ""] = /^(\S+)\s*(.*)$/.exec(argument) ?? [];
  const name = rest === "" ? undefined : wholeName(rest.replace(/^(?:with|of)\s+/i, ""), names);
  const word = first.toLowerCase();
  if (Object.hasOwn(WORDS, word)) {
    return ({ client }) => WORDS[word as Word]({ client, game }, name);
  }
  if (game.moves.pattern.test(first)) return ({ client }) => move({ client, game }, first, name);
  const challenged = wholeName(argument, names);
  if (challenged === "") return undefined;
  const deed: GameDeed = { action: "challenge", kind: game.kind, name: challenged };
  return ({ client }) => client.games.play(deed);
}

function showAll(at: Table): void {
  const { client, game } = at;
  const open = client.games.open(game.kind);
  const own = open.filter((found) => client.games.isPlayer(found));
  for (const found of own) client.games.show(found);
  if (own.length > 0) return;
  const [command] = game.words;
  const others = open.map(({ players }) => players.join(" and ")).join(", ");
  const text = others === ""
    ? `Nobody plays ${game.title}: /${command} NAME challenges somebody`
    : `${game.title} is played by ${others}: /${command} watch NAME follows them`;
  client.notice("games", text);
}

function move(at: Table, typed: string, name: string | undefined): void {
  const { client: { games, state } } = at;
  const running = own(at, name).filter((found) => found.state === "running");
  const found = theOne(at, typed, preferred(running, ({ turn }) => turn === state.you), name);
  const { turn = "", game, position, moves } = found;
  if (turn !== state.you) throw new Failure("not_your_turn", `It is ${turn}'s turn`);
  const next = position?.after(typed);
  if (next instanceof NoMove) throw new Failure("bad_move", next.reason);
  games.play({ action: "move", game, move: typed, number: moves.length + 1 });
}

function accept(at: Table, name: string | undefined): void {
  const { client: { games, state } } = at;
  const challenges = own(at, name).filter(({ state: stage, players }) =>
    stage === "open" && players[1] === state.you
  );
  games.play({ action: "accept", game: theOne(at, "accept", challenges, name).game });
}

/** A challenge to oneself, or else one's own. */
function decline(at: Table, name: string | undefined): void {
  const { client: { games, state } } = at;
  const open = own(at, name).filter((found) => found.state === "open");
  const challenges = preferred(open, ({ players }) => players[1] === state.you);
  games.play({ action: "decline", game: theOne(at, "decline", challenges, name).game });
}

/** A game that goes on, or else one's own challenge. */
function resign(at: Table, name: string | undefined): void {
  const { client: { games, state } } = at;
  const mine = own(at, name).filter(({ state: stage, players }) =>
    stage === "running" || players[0] === state.you
  );
  const found = theOne(at, "resign", preferred(mine, (one) => one.state === "running"), name);
  const action = found.state === "running" ? "resign" : "decline";
  games.play({ action, game: found.game });
}

function watch(at: Table, name: string | undefined): void {
  const { client, game: { kind } } = at;
  const others = client.games.open(kind).filter((found) => !client.games.isPlayer(found));
  const found = theOne(at, "watch", named(at, others, name), name);
  if (client.games.watch(found)) return client.games.show(found);
  client.notice("games", `You no longer watch ${found.players.join(" and ")}`);
}

/** The open games of the person, with `name` if one is given. */
function own(at: Table, name: string | undefined): KnownGame[] {
  const { client: { games }, game: { kind } } = at;
  return named(at, games.open(kind).filter((found) => games.isPlayer(found)), name);
}

function named({ client }: Table, found: KnownGame[], name: string | undefined): KnownGame[] {
  if (name === undefined) return found;
  return found.filter((game) => client.games.isPlayer(game, name));
}

/** Those for which `isBetter` holds, if there are any. */
function preferred(found: KnownGame[], isBetter: (game: KnownGame) => boolean): KnownGame[] {
  const better = found.filter(isBetter);
  return better.length > 0 ? better : found;
}

/** @throws {Failure} if there is none, or more than one. */
function theOne(
  { client, game: { title, words: [command] } }: Table,
  typed: string,
  found: readonly KnownGame[],
  name: string | undefined,
): KnownGame {
  const [first, ...more] = found;
  if (first === undefined) {
    const whose = name === undefined ? "" : ` with ${name}`;
    const what = typed === "accept" || typed === "decline"
      ? `There is no challenge${whose} to ${title}`
      : typed === "watch"
      ? `Nobody else plays ${title}`
      : `You play no ${title}${whose}`;
    throw new Failure("no_such_game", `${what}: /${command} NAME challenges somebody`);
  }
  if (more.length === 0) return first;
  const { you } = client.state;
  const others = found.map(({ players: [a, b] }) => a === you ? b : a).join(", ");
  throw new Failure("unclear_name", `With whom? /${command} ${typed} NAME: ${others}`);
}
