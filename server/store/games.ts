/**
 * The table of challenges and games (PROTOCOL.md, Games). Those that are over stay for the score.
 * @module
 */
import type { RenewableDatabase } from "./renewable_database.ts";

/** A challenge or a game. Of each pair the challenger comes first. */
export interface GameRow {
  /** The `seq` of its challenge. */
  readonly game: number;
  readonly room: number;
  readonly kind: string;
  readonly authors: readonly [number, number];
  /** What they are called, while it goes on. */
  readonly names: readonly [string, string];
  /** What they are told apart by in scores: as whom they played. */
  readonly parties: readonly [string, string];
  readonly state: "open" | "running" | "over";
  readonly moves: readonly string[];
  /** Won by the first, won by the second, drawn: until now, this game included. */
  readonly score: Score;
  /** Its newest entry. */
  readonly seq: number;
  /** When it lapses, in Unix time in ms. */
  readonly dueAt: number;
}

export type Score = readonly [number, number, number];

/** As SQLite has it. */
interface StoredRow {
  readonly game: number;
  readonly room: number;
  readonly kind: string;
  readonly first: number;
  readonly second: number;
  readonly first_name: string;
  readonly second_name: string;
  readonly first_party: string;
  readonly second_party: string;
  readonly state: GameRow["state"];
  readonly moves: string;
  readonly score: string;
  readonly seq: number;
  readonly due_at: number;
}

export class GameTable {
  readonly #put;
  readonly #get;
  readonly #open;
  readonly #of;
  readonly #due;
  readonly #last;
  readonly #rename;
  readonly #orphan;

  constructor(db: RenewableDatabase) {
    this.#put = db.prepare(
      "INSERT OR REPLACE INTO games VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    );
    this.#get = db.prepare<StoredRow>("SELECT * FROM games WHERE game = ?");
    this.#open = db.prepare<StoredRow>(
      "SELECT * FROM games WHERE state <> 'over' AND room = ? ORDER BY game",
    );
    this.#of = db.prepare<StoredRow>(
      "SELECT * FROM games WHERE state <> 'over' AND ? IN (first, second) ORDER BY game",
    );
    this.#due = db.prepare<{ game: number }>(
      "SELECT game FROM games WHERE state <> 'over' AND due_at <= ? ORDER BY game",
    );
    this.#last = db.prepare<StoredRow>(
      `SELECT * FROM games WHERE kind = ?1 AND
       ((first_party = ?2 AND second_party = ?3) OR (first_party = ?3 AND second_party = ?2))
       ORDER BY game DESC LIMIT 1`,
    );
    this.#rename = ["first", "second"].map((player) =>
      db.prepare(
        `UPDATE games SET ${player}_name = ? WHERE state <> 'over' AND ${player} = ?`,
      )
    );
    this.#orphan = db.prepare(
      "UPDATE games SET due_at = 0 WHERE state <> 'over' AND ? IN (first, second)",
    );
  }

  put({ game, room, kind, authors, names, parties, state, moves, score, ...rest }: GameRow): void {
    const [stored, counted] = [JSON.stringify(moves), JSON.stringify(score)];
    const { seq, dueAt } = rest;
    const people = [...authors, ...names, ...parties];
    this.#put.run(game, room, kind, ...people, state, stored, counted, seq, dueAt);
  }

  get(game: number): GameRow | undefined {
    const row = this.#get.get(game);
    return row && read(row);
  }

  /** Of `room`, those that are not over, in the order in which they began. */
  open(room: number): GameRow[] {
    return this.#open.all(room).map(read);
  }

  /** Of `author`, in all rooms, those that are not over. */
  of(author: number): GameRow[] {
    return this.#of.all(author).map(read);
  }

  /** Those that lapse at the time `at` (Unix time in ms) or before. */
  due(at: number): number[] {
    return this.#due.all(at).map(({ game }) => game);
  }

  /** What the two have played of `kind` until now, from the side of the first one. */
  score(kind: string, [first, second]: GameRow["parties"]): Score {
    const row = this.#last.get(kind, first, second);
    if (row === undefined) return [0, 0, 0];
    const { parties, score: [won, lost, drawn] } = read(row);
    return parties[0] === first ? [won, lost, drawn] : [lost, won, drawn];
  }

  /** `author` is called `name` from now on. */
  rename(author: number, name: string): void {
    for (const statement of this.#rename) statement.run(name, author);
  }

  /** Nobody waits for `author` any more: what it plays lapses. */
  orphan(author: number): void {
    this.#orphan.run(author);
  }
}

function read(row: StoredRow): GameRow {
  const { game, room, kind, state, seq } = row;
  return {
    game,
    room,
    kind,
    authors: [row.first, row.second],
    names: [row.first_name, row.second_name],
    parties: [row.first_party, row.second_party],
    state,
    moves: JSON.parse(row.moves) as string[],
    score: JSON.parse(row.score) as Score,
    seq,
    dueAt: row.due_at,
  };
}
