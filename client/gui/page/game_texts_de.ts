/**
 * What the page says about games, in German.
 * @module
 */
import type { games as english } from "./game_texts_en.ts";

export const games: typeof english = {
  challenge: (by, other, title) => `${by} fordert ${other} zu ${title} heraus`,
  challengesYou: (by, title) => `${by} fordert dich zu ${title} heraus`,
  youChallenge: (other, title) => `Du forderst ${other} zu ${title} heraus`,
  accepts: (by) => `${by} nimmt an`,
  declined: (by) => `${by} möchte gerade nicht spielen`,
  takenBack: (by) => `${by} hat die Herausforderung zurückgenommen`,
  lapsed: "Niemand hat auf die Herausforderung geantwortet",
  unfinished: "Unvollendet beendet",
  plays: (by, move) => `${by} setzt auf ${move}`,
  waiting: (name) => `Wartet darauf, dass ${name} annimmt`,
  yourTurn: "Du bist am Zug",
  turn: (name) => `${name} ist am Zug`,
  won: (name) => `${name} hat gewonnen`,
  youWon: "Du hast gewonnen",
  gaveUp: (by, name) => `${by} hat aufgegeben, ${name} gewinnt`,
  drawn: "Unentschieden",
  unknown: "Diese Version von chat kennt dieses Spiel nicht",
  accept: "Annehmen",
  decline: "Jetzt nicht",
  takeBack: "Zurücknehmen",
  giveUp: "Aufgeben",
  again: "Noch einmal?",
  show: "Spielbrett zeigen",
  yourTurnIn: (title, opponent) => `Du bist am Zug: ${title} mit ${opponent}`,
  goesOn: (title, first, second) => `${title}: ${first} und ${second} spielen unten weiter`,
  board: (title, first, second) => `${title}: ${first} gegen ${second}`,
  cell: (row, column, what) => `Zeile ${row}, Spalte ${column}: ${what}`,
  free: "frei",
  piece: (sign, name) => `${sign}, ${name}`,
  last: "letzter Zug",
  winning: "gewinnt",
  score: (first, won, second, lost, drawn) =>
    `${first} ${won}, ${second} ${lost}, unentschieden ${drawn}`,
};
