/**
 * The sentence about what happened in a game.
 * @module
 */
import type { GameEvent } from "../base/mod.ts";

/** From the side of whoever reads it. Names in it are as others chose them. */
export function gameText(event: GameEvent): string {
  const { title, action, by = "", players: [first, second], state } = event;
  const other = by === first ? second : first;
  const [who, whom] = [subject(event, by), object(event, other)];
  const does = (verb: string) => `${who} ${verb}${who === "You" ? "" : "s"}`;
  switch (action) {
    case "challenge":
      return `${does("challenge")} ${whom} to ${title}${
        event.yourTurn ? `: ${replies(event)}` : ""
      }`;
    case "accept":
      return `${does("accept")}: ${title}, ${first} ${event.signs[0]}, ${second} ${
        event.signs[1]
      }, ` +
        turnText(event, true);
    case "decline":
      return by === first
        ? `${does("take")} back the challenge to ${whom}`
        : `${does("decline")} to play ${title} with ${whom}`;
    case "move": {
      const move = `${does("play")} ${event.moves.at(-1)}`;
      if (state !== "over") return `${move} against ${whom}, ${turnText(event)}`;
      if (event.winner === undefined) return `${move} against ${whom}: drawn${scoreText(event)}`;
      const end = event.winner === by ? "win" : "lose";
      return `${move} and ${end}${who === "You" ? "" : "s"} against ${whom}${scoreText(event)}`;
    }
    case "resign": {
      return `${does("give")} up, ${whom} ${whom === "you" ? "win" : "wins"}${scoreText(event)}`;
    }
    case "lapse":
      return event.moves.length > 0
        ? `The game of ${first} and ${second} ended unfinished`
        : `The challenge of ${first} to ${second} lapsed`;
    case "shown":
      return `${title}: ${first} ${event.signs[0]}, ${second} ${event.signs[1]}, ${
        turnText(event, true)
      }`;
    default:
      return `${by} did something in ${title} that this version does not know: ${action}`;
  }
}

/** `ana's turn`, `your turn`, or that it has not begun; `isFull`: with how a move is made. */
function turnText(event: GameEvent, isFull = false): string {
  const { state, turn = "", yourTurn, command, keys, players: [, second] } = event;
  if (state === "open") return yourTurn ? replies(event) : `waiting for ${second}`;
  if (!yourTurn) return `${turn}'s turn`;
  return isFull ? `your turn: /${command} ${keys}` : "your turn";
}

function replies({ command }: GameEvent): string {
  return `/${command} accept or /${command} decline`;
}

/** ` (ana 2, ben 1, drawn 1)` once there is more than one game to count. */
function scoreText({ players: [first, second], score: [won, lost, drawn] }: GameEvent): string {
  if (won + lost + drawn < 2) return "";
  return ` (${first} ${won}, ${second} ${lost}, drawn ${drawn})`;
}

function subject({ opponent, players }: GameEvent, name: string): string {
  return isYou(opponent, players, name) ? "You" : name;
}

function object({ opponent, players }: GameEvent, name: string): string {
  return isYou(opponent, players, name) ? "you" : name;
}

/** Of the two who play, the one who is not your opponent. */
function isYou(opponent: string | undefined, players: readonly string[], name: string): boolean {
  return opponent !== undefined && name !== opponent && players.includes(name);
}
