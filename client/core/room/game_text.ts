/**
 * The sentence about what happened in a game.
 * @module
 */
import type { GameEvent } from "../base/mod.ts";

/** Names in it are as others chose them. */
export function gameText(event: GameEvent): string {
  const { title, action, by = "", players: [first, second], state } = event;
  const other = by === first ? second : first;
  switch (action) {
    case "challenge":
      return event.yourTurn
        ? `${by} challenges you to ${title}: ${replies(event)}`
        : `${by} challenges ${other} to ${title}`;
    case "accept":
      return `${by} takes the challenge of ${other}: ${title}, ${turnText(event)}`;
    case "decline":
      return by === first
        ? `${by} takes back the challenge to ${other}`
        : `${by} does not want to play ${title} with ${other} now`;
    case "move": {
      const move = `${by} plays ${event.moves.at(-1)}`;
      if (state === "over") return `${move} ${endText(event, by, other)}`;
      return `${move} against ${other}, ${turnText(event)}`;
    }
    case "resign":
      return `${by} gives up, ${other} wins${scoreText(event)}`;
    case "lapse":
      return event.moves.length > 0
        ? `The game of ${first} and ${second} has ended unfinished`
        : `The challenge of ${first} to ${second} has lapsed`;
    case "shown":
      return `${title}: ${first} ${event.signs[0]}, ${second} ${event.signs[1]}, ${
        turnText(event)
      }`;
    default:
      return `${by} did something in ${title} that this version does not know: ${action}`;
  }
}

/** `ana's turn`, `your turn: /ttt 1–9`, or that it has not begun. */
function turnText(event: GameEvent): string {
  const { state, turn = "", yourTurn, players: [, second] } = event;
  if (state === "open") return yourTurn ? replies(event) : `waiting for ${second}`;
  return yourTurn ? "your turn" : `${turn}'s turn`;
}

function replies({ command }: GameEvent): string {
  return `/${command} accept or /${command} decline`;
}

function endText(event: GameEvent, by: string, other: string): string {
  const end = event.winner === undefined
    ? `against ${other}: drawn`
    : event.winner === by
    ? `and wins against ${other}`
    : `and loses against ${other}`;
  return end + scoreText(event);
}

/** ` (ana 2, ben 1, drawn 1)` once there is more than one game to count. */
function scoreText({ players: [first, second], score: [won, lost, drawn] }: GameEvent): string {
  if (won + lost + drawn < 2) return "";
  return ` (${first} ${won}, ${second} ${lost}, drawn ${drawn})`;
}
