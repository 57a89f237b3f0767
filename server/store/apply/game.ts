/**
 * Games (PROTOCOL.md, Games): who may do what is decided here, by the table and the rules alone.
 * @module
 */
import { type Game, gameNamed, NoMove, type Player } from "../../../protocol/games/mod.ts";
import { nameKey } from "../../../protocol/names.ts";
import type { GameLapsed, GamePlayed, Moment } from "../change.ts";
import type { GameRow, Score } from "../games.ts";
import type { MemberRow } from "../members.ts";
import { type Outcome, refused, type RefusedOutcome } from "../outcome.ts";
import type { Tables } from "../tables.ts";
import { enter } from "./enter.ts";
import { isMuted } from "./restrictions.ts";

/** A challenge that nobody has answered for so long was not seen, or not wanted. */
const CHALLENGE_MS = 10 * 60_000;
/** Two who play now and then come back within a day. */
const IDLE_GAME_MS = 24 * 3_600_000;
/** Challenges and games of one member: as many boards as anybody looks after. */
const MAX_GAMES_OF_MEMBER = 8;
/** Of a room: every newcomer is told of all of them in its `welcome`. */
const MAX_GAMES_OF_ROOM = 100;

/** What is different about a game after a step. */
interface Step extends Partial<Pick<GameRow, "state" | "moves" | "score">> {
  readonly winner?: Player | undefined;
}

export function game(tables: Tables, change: GamePlayed, seq: number, moment: Moment): Outcome {
  const { room, author, id, action } = change;
  const known = tables.entries.seqOf(author, id);
  if (known !== undefined) return { kind: "duplicate", seq: known };
  const member = tables.members.get(author);
  if (member === undefined) return refused("no_such_member");
  if (isMuted(tables, room, author, moment)) return refused("muted");
  if (action === "challenge") return challenge(tables, change, member, seq, moment);
  const row = tables.games.get(change.game ?? 0);
  if (row === undefined || row.room !== room || !row.authors.includes(author)) {
    return refused("no_such_game");
  }
  const player: Player = row.authors[0] === author ? 0 : 1;
  const step = stepOf(tables.catalogue, row, player, change);
  if ("code" in step) return step;
  return write(tables, { row, step, action, author, id, by: member.name }, seq, moment);
}

/** Nobody has answered or moved in time, or a player is gone. */
export function gameLapsed(
  tables: Tables,
  change: GameLapsed,
  seq: number,
  moment: Moment,
): Outcome {
  const row = tables.games.get(change.game);
  if (row === undefined || row.state === "over") return refused("game_over");
  if (row.dueAt > moment.at) return refused("bad_request");
  return write(tables, { row, step: { state: "over" }, action: "lapse", author: 0 }, seq, moment);
}

function challenge(
  tables: Tables,
  { room, author, id, kind = "", name = "" }: GamePlayed,
  member: MemberRow,
  seq: number,
  moment: Moment,
): Outcome {
  const { members, memberships, games, catalogue } = tables;
  if (gameNamed(catalogue, kind) === undefined) return refused("no_such_game");
  const other = members.get(members.holderOf(nameKey(name)) ?? 0);
  const isThere = other !== undefined && other.author !== author &&
    memberships.joined(room, other.author) !== undefined;
  if (!isThere) return refused("no_such_member");
  const [own, others] = [games.of(author), games.of(other.author)];
  const between = own.find(({ authors }) => authors.includes(other.author));
  const isAnswer = between?.state === "open" && between.kind === kind &&
    between.authors[1] === author && between.room === room;
  if (isAnswer) {
    const step = { state: "running" } as const;
    const by = member.name;
    return write(tables, { row: between, step, action: "accept", author, id, by }, seq, moment);
  }
  if (between !== undefined) return refused("already_playing");
  const isTooMuch = Math.max(own.length, others.length) >= MAX_GAMES_OF_MEMBER ||
    games.open(room).length >= MAX_GAMES_OF_ROOM;
  if (isTooMuch) return refused("too_many_games");
  const parties = [partyOf(member), partyOf(other)] as const;
  const row: GameRow = {
    game: seq,
    room,
    kind,
    authors: [author, other.author],
    names: [member.name, other.name],
    parties,
    state: "open",
    moves: [],
    score: games.score(kind, parties),
    seq,
    dueAt: 0,
  };
  const by = member.name;
  return write(tables, { row, step: {}, action: "challenge", author, id, by }, seq, moment);
}

/** What `player` makes of a game by its `action`, or why it may not. */
function stepOf(
  catalogue: readonly Game[],
  row: GameRow,
  player: Player,
  { action, move = "", number }: GamePlayed,
): Step | RefusedOutcome {
  const { state } = row;
  if (state === "over") return refused("game_over");
  const isOpen = state === "open";
  switch (action) {
    case "accept":
      if (!isOpen) return refused("bad_request", "The game has begun");
      return player === 1 ? { state: "running" } : refused("not_your_turn");
    case "decline":
      return isOpen ? { state: "over" } : refused("bad_request", "The game has begun");
    case "resign":
      if (isOpen) return refused("bad_request", "The game has not begun");
      return ended(row, player === 0 ? 1 : 0);
    case "move":
      if (isOpen || (number !== undefined && number !== row.moves.length + 1)) {
        return refused("not_your_turn");
      }
      return moved(catalogue, row, player, move);
    default:
      return refused("bad_request");
  }
}

function moved(
  catalogue: readonly Game[],
  row: GameRow,
  player: Player,
  move: string,
): Step | RefusedOutcome {
  const position = gameNamed(catalogue, row.kind)?.play(row.moves);
  if (position === undefined || position instanceof NoMove) return refused("no_such_game");
  if (position.turn !== player) return refused("not_your_turn");
  const next = position.after(move);
  if (next instanceof NoMove) return refused("bad_move", next.reason);
  const moves = [...row.moves, move];
  const { outcome } = next;
  if (outcome === undefined) return { moves };
  return { ...ended(row, outcome === "drawn" ? undefined : outcome.winner), moves };
}

/** Over, and counted. */
function ended({ score }: GameRow, winner: Player | undefined): Step {
  return {
    state: "over",
    winner,
    score: score.with(winner ?? 2, (score[winner ?? 2]) + 1) as Score & number[],
  };
}

interface Entered {
  readonly row: GameRow;
  readonly step: Step;
  readonly action: string;
  readonly author: number;
  readonly id?: string;
  readonly by?: string;
}

function write(
  tables: Tables,
  { row, step, action, author, id, by }: Entered,
  seq: number,
  moment: Moment,
): Outcome {
  const { winner, ...changes } = step;
  const next = { ...row, ...changes, seq };
  const { state, moves, names, kind, room, score } = next;
  const waitMs = state === "open" ? CHALLENGE_MS : IDLE_GAME_MS;
  tables.games.put({ ...next, dueAt: moment.at + waitMs });
  const about = { author, ...(id !== undefined && { id }) };
  const shown = {
    id,
    game: String(next.game),
    kind,
    action,
    by,
    ...shownGame({ state, moves, names }),
    winner: winner === undefined ? undefined : names[winner],
    score,
  };
  return enter(tables, { room, entry: "game", ...about }, seq, moment, shown);
}

/** A game as `welcome` shows it. */
export function openGame(row: GameRow): object {
  const { seq, game, kind, score } = row;
  return { seq, game: String(game), kind, ...shownGame(row), score };
}

function shownGame({ state, moves, names }: Pick<GameRow, "state" | "moves" | "names">) {
  const turn = state === "running" ? names[moves.length % 2] : undefined;
  return { players: names, state, moves, turn };
}

/** Whoever has a key is the same with it whatever its name, and however often it was away. */
function partyOf({ key, author }: MemberRow): string {
  return key === null ? `guest ${author}` : `key ${key}`;
}
