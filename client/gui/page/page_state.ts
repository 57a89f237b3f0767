/**
 * What the page knows, and what each message of the client process changes.
 * @module
 */
import type {
  Answer,
  FileView,
  Found,
  GameView,
  Item,
  Outgoing,
  Pending,
  RoomView,
  ToPage,
} from "../channel.ts";
import { type Compose, EMPTY_COMPOSE, left, renamed } from "./compose.ts";
import { DEFAULT_PREFERENCES, type Preferences } from "./preferences.ts";

/** A line in the conversation that says how much after it is new. */
export interface Mark {
  readonly kind: "missed" | "unread";
  readonly count: number;
}

/** A file that waits in the page. */
export type Queued = Pick<Outgoing, "ref" | "name" | "size">;

export interface PageState {
  /** The channel to the client process. */
  readonly channel: "opening" | "open" | "lost" | "no_key";
  readonly room: RoomView | undefined;
  /** Who is here, or has said or shared something. */
  readonly people: readonly string[];
  readonly items: readonly Item[];
  readonly hasOlder: boolean;
  readonly pending: readonly Pending[];
  readonly files: ReadonlyMap<string, FileView>;
  readonly games: ReadonlyMap<string, GameView>;
  /** The one in which something happened last while the page was there. */
  readonly lastGame: GameView | undefined;
  readonly outgoing: readonly Outgoing[];
  /** Own files that wait for their turn to be handed over. */
  readonly queued: readonly Queued[];
  /** By the `n` of the first item after the line. */
  readonly marks: ReadonlyMap<number, Mark>;
  /** Does the person look at the page? */
  readonly isWatched: boolean;
  /** Messages and files since the person looked elsewhere. */
  readonly unread: number;
  readonly preferences: Preferences;
  /** The picture that is shown in full: the number of its file. */
  readonly picture: string | undefined;
  readonly compose: Compose;
  readonly found: Found | undefined;
  /** Something that the page itself has to say. */
  readonly problem: string | undefined;
}

export const EMPTY_STATE: PageState = {
  channel: "opening",
  room: undefined,
  people: [],
  items: [],
  hasOlder: false,
  pending: [],
  files: new Map(),
  games: new Map(),
  lastGame: undefined,
  outgoing: [],
  queued: [],
  marks: new Map(),
  isWatched: true,
  unread: 0,
  preferences: DEFAULT_PREFERENCES,
  picture: undefined,
  compose: EMPTY_COMPOSE,
  found: undefined,
  problem: undefined,
};

/** The state after `message`. */
export function receive(state: PageState, message: Exclude<ToPage, Answer>): PageState {
  if (message.type === "older") {
    const { items, hasOlder } = message;
    const people = withAuthors(state.people, items);
    return { ...state, items: [...items, ...state.items], hasOlder, people };
  }
  const { room, items, hasOlder, pending, files, games, outgoing, found } = message;
  // The first update of a connection tells everything anew.
  const isFirst = hasOlder !== undefined;
  const base = isFirst ? { ...state, items: [], hasOlder } : state;
  const next = {
    ...base,
    ...(room !== undefined && { room, people: joined(base.people, room.members) }),
    ...(pending !== undefined && { pending }),
    ...(outgoing !== undefined && { outgoing }),
    ...(found !== undefined && { found }),
    ...(files !== undefined && { files: withFiles(base.files, files) }),
    ...(games !== undefined && { games: withGames(base.games, games) }),
    ...(games !== undefined && !isFirst && { lastGame: games.at(-1) }),
  };
  if (items === undefined) return next;
  const compose = isFirst ? next.compose : followed(next.compose, items);
  return withItems({ ...next, compose }, items);
}

/** The person looks at the page, or elsewhere. */
export function watch(state: PageState, isWatched: boolean): PageState {
  if (state.isWatched === isWatched) return state;
  if (isWatched) return { ...state, isWatched, unread: 0 };
  const marks = [...state.marks].filter(([, mark]) => mark.kind !== "unread");
  return { ...state, isWatched, unread: 0, marks: new Map(marks) };
}

/** Is it something that people should not miss? */
export function isNews(item: Item): boolean {
  if (item.kind === "game") return item.isForYou;
  return (item.kind === "message" || item.kind === "file") && !item.mine && !item.old;
}

/** Somebody whom one writes to may be called something else now, or be gone. */
function followed(compose: Compose, items: readonly Item[]): Compose {
  return items.reduce((before, item) => {
    if (item.kind === "renamed") return renamed(before, item.from, item.to);
    // Whoever has lost the connection gets it when they are back.
    return item.kind === "left" && item.reason !== "lost" ? left(before, item.name) : before;
  }, compose);
}

function withAuthors(people: readonly string[], items: readonly Item[]): readonly string[] {
  return joined(people, items.flatMap((item) => "from" in item ? [item.from] : []));
}

/** The same array if nobody is new. */
function joined(people: readonly string[], more: readonly string[]): readonly string[] {
  const all = new Set(people);
  for (const name of more) all.add(name);
  return all.size === people.length ? people : [...all];
}

function withFiles(
  files: ReadonlyMap<string, FileView>,
  changed: readonly FileView[],
): ReadonlyMap<string, FileView> {
  const next = new Map(files);
  for (const file of changed) next.set(file.file, file);
  return next;
}

function withGames(
  games: ReadonlyMap<string, GameView>,
  changed: readonly GameView[],
): ReadonlyMap<string, GameView> {
  const next = new Map(games);
  for (const game of changed) next.set(game.game, game);
  return next;
}

function withItems(state: PageState, added: readonly Item[]): PageState {
  const items = [...state.items, ...added];
  const marks = new Map(state.marks);
  let unread = state.unread;
  let last = state.items.at(-1);
  for (const item of added) {
    if ("missed" in item && item.missed) {
      const isMore = last !== undefined && "missed" in last && last.missed;
      grow(marks, "missed", isMore ? undefined : item.n);
    } else if (!state.isWatched && isNews(item)) {
      grow(marks, "unread", unread === 0 ? item.n : undefined);
      unread++;
    }
    last = item;
  }
  return { ...state, items, marks, unread, people: withAuthors(state.people, added) };
}

/** Starts a mark at `n`, or counts one more for the last of its kind. */
function grow(marks: Map<number, Mark>, kind: Mark["kind"], n: number | undefined): void {
  const at = n ?? [...marks].findLast(([, mark]) => mark.kind === kind)?.[0];
  if (at === undefined) return;
  marks.set(at, { kind, count: n === undefined ? (marks.get(at)?.count ?? 0) + 1 : 1 });
}
