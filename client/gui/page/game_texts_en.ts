/**
 * What the page says about games, in English. Names are ready to be shown.
 * @module
 */
export const games = {
  challenge: (by: string, other: string, title: string) => `${by} challenges ${other} to ${title}`,
  challengesYou: (by: string, title: string) => `${by} challenges you to ${title}`,
  youChallenge: (other: string, title: string) => `You challenge ${other} to ${title}`,
  accepts: (by: string) => `${by} accepts`,
  declined: (by: string) => `${by} does not want to play now`,
  takenBack: (by: string) => `${by} has taken the challenge back`,
  lapsed: "Nobody has answered the challenge",
  unfinished: "Ended unfinished",
  plays: (by: string, move: string) => `${by} plays ${move}`,
  waiting: (name: string) => `Waiting for ${name} to accept`,
  yourTurn: "Your turn",
  turn: (name: string) => `${name}’s turn`,
  won: (name: string) => `${name} has won`,
  youWon: "You have won",
  gaveUp: (by: string, name: string) => `${by} has given up, ${name} wins`,
  drawn: "Drawn",
  unknown: "This version of chat does not know this game",
  accept: "Accept",
  decline: "Not now",
  takeBack: "Take back",
  giveUp: "Give up",
  again: "Play again?",
  show: "Show the board",
  yourTurnIn: (title: string, opponent: string) => `Your turn: ${title} with ${opponent}`,
  goesOn: (title: string, first: string, second: string) =>
    `${title}: ${first} and ${second} go on below`,
  board: (title: string, first: string, second: string) => `${title}: ${first} against ${second}`,
  cell: (row: number, column: number, what: string) => `Row ${row}, column ${column}: ${what}`,
  free: "free",
  piece: (sign: string, name: string) => `${sign}, ${name}`,
  last: "last move",
  winning: "winning",
  score: (first: string, won: number, second: string, lost: number, drawn: number) =>
    `${first} ${won}, ${second} ${lost}, drawn ${drawn}`,
};
