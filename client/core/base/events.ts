/**
 * What a client tells its front end. The objects are ready to be written as JSON.
 * @module
 */
import type { Cell } from "../../../protocol/games/mod.ts";
import type { ListedFile, Reply } from "../../../protocol/messages.ts";

export type TransferState =
  | "started"
  | "progress"
  | "paused"
  | "done"
  | "failed"
  | "declined";

export interface TransferEvent {
  readonly type: "transfer";
  /** The number of the file in the room. */
  readonly id: string;
  readonly name: string;
  readonly direction: "up" | "down";
  readonly state: TransferState;
  readonly bytes: number;
  readonly size: number;
  /** Who shared the file, if known. */
  readonly from?: string | undefined;
  /** Of an own file: what {@linkcode Client.sendFile} returned. */
  readonly offer?: string | undefined;
  /** Of a received file that is complete. */
  readonly path?: string;
  readonly sha256?: string;
  /** Why it failed or pauses, and what people read about it. */
  readonly code?: string;
  readonly text?: string;
}

export interface MessageEvent {
  readonly type: "message";
  readonly id: string;
  readonly seq: number;
  readonly from: string;
  readonly text: string;
  /** Something the sender does. */
  readonly action?: true;
  /** A private message to this member. */
  readonly to?: string;
  /** Replayed, not live. */
  readonly history: boolean;
}

export interface FileEvent {
  readonly type: "file";
  /** The number of the file in the room: what `/get` takes. */
  readonly id: string;
  readonly seq: number;
  readonly from: string;
  readonly name: string;
  readonly size: number;
  readonly mime: string;
  readonly history: boolean;
  /** It is being fetched without being asked for. */
  readonly accepted: boolean;
  /** It is not there any more. */
  readonly gone?: true;
}

/** A place of a board. */
export interface BoardCell extends Cell {
  /** The piece of the last move. */
  readonly isLast?: true;
}

/** Something happened in a game. It has all of the game, and what is to be seen of it. */
export interface GameEvent {
  readonly type: "game";
  /** The number of the game in the room. */
  readonly game: string;
  /** Its newest entry. */
  readonly seq: number;
  readonly kind: string;
  /** What people call it, and the command that it is played with. */
  readonly title: string;
  readonly command: string;
  /** What its moves look like: `1–9`. */
  readonly keys: string;
  /** Of the protocol, or `shown`: nothing happened, somebody wants to see how it stands. */
  readonly action: string;
  /** Who did it; nobody if it lapsed. */
  readonly by?: string;
  /** The challenger, who begins, and the challenged one. */
  readonly players: readonly [string, string];
  readonly state: "open" | "running" | "over";
  readonly turn?: string;
  readonly winner?: string;
  readonly moves: readonly string[];
  /** Row by row from the top; empty if the kind is not known here. */
  readonly board: readonly (readonly BoardCell[])[];
  /** What the pieces of the two look like. */
  readonly signs: readonly [string, string];
  /** Won by the first player, won by the second, drawn. */
  readonly score: readonly [number, number, number];
  /** Whom you play with; missing if you do not play in it. */
  readonly opponent?: string;
  /** It is for you to accept, or to move. */
  readonly yourTurn: boolean;
  /** You play in it, or want to see all of it. */
  readonly watched: boolean;
  readonly history: boolean;
}

/** Something from the past, with its own time. */
export type PastEvent = (MessageEvent | FileEvent) & { readonly at: string };

type Info = Omit<Extract<Reply, { type: "info" }>, "type">;

export type EventBody =
  | {
    readonly type: "welcome";
    readonly you: string;
    readonly room: string;
    readonly members: readonly string[];
    /** Those of `members` for whom no key vouches. */
    readonly guests?: readonly string[];
    readonly server: string;
    /** Challenges and games that are open, as their events tell them. */
    readonly games?: readonly GameEvent[];
    /** Not the first one: the client has come back. */
    readonly again: boolean;
    /**
     * When the client has come back: how many messages and files of others follow that came
     * meanwhile.
     */
    readonly missed?: number;
    /** You are the member you were, and the others noticed nothing or saw you come back. */
    readonly resumed: boolean;
  }
  | {
    readonly type: "joined";
    readonly name: string;
    /** No key vouches for who it is. */
    readonly guest?: boolean | undefined;
  }
  | { readonly type: "left"; readonly name: string; readonly reason: string }
  | { readonly type: "renamed"; readonly from: string; readonly to: string }
  | {
    readonly type: "names";
    readonly members: readonly string[];
    readonly guests?: readonly string[];
  }
  | MessageEvent
  | GameEvent
  /** An own message is on its way: `sent` or an `error` with its id tells what became of it. */
  | {
    readonly type: "pending";
    readonly id: string;
    readonly text: string;
    readonly action?: true;
    readonly to?: string;
  }
  /** An own message is stored. */
  | { readonly type: "sent"; readonly id: string; readonly seq: number }
  | FileEvent
  /** Messages and files before those received so far, oldest first. */
  | { readonly type: "history"; readonly entries: readonly PastEvent[]; readonly more: boolean }
  /** What a search has found, newest first. */
  | {
    readonly type: "found";
    readonly words: string;
    readonly entries: readonly PastEvent[];
    readonly more: boolean;
  }
  | TransferEvent
  | ({ readonly type: "info" } & Info)
  | {
    readonly type: "files";
    readonly files: readonly ListedFile[];
    readonly more: boolean;
    /** Those before this one were asked for; the newest otherwise. */
    readonly before?: string;
  }
  /** A file that was shared is not there any more. `reason`: PROTOCOL.md, Entries. */
  | {
    readonly type: "withdrawn";
    readonly id: string;
    readonly from: string;
    readonly name: string;
    readonly reason: string;
    readonly history: boolean;
  }
  /** What became of an own file at one member. */
  | {
    readonly type: "receipt";
    readonly id: string;
    readonly name: string;
    readonly by: string;
    readonly state: "done" | "declined" | "failed";
    /** Why it failed there. */
    readonly code?: string;
  }
  | { readonly type: "notice"; readonly code: string; readonly text: string }
  | {
    readonly type: "error";
    readonly code: string;
    readonly text: string;
    /** Of the own message or offer that it is about. */
    readonly id?: string;
    /** What was typed, if nothing of it was done: it belongs back where it was typed. */
    readonly rejected?: string;
  }
  | { readonly type: "link"; readonly state: "connecting" | "up" }
  | {
    readonly type: "link";
    readonly state: "waiting";
    readonly retryInMs: number;
    readonly reason: string;
    /** An attempt to come back has failed; otherwise the connection was lost just now. */
    readonly again: boolean;
  }
  | {
    readonly type: "link";
    readonly state: "closed";
    readonly reason: string;
    readonly text: string;
    /** Was the client ever welcomed? */
    readonly wasUp: boolean;
  };

/**
 * Everything that happens to a client. `at`: RFC 3339 in UTC; an entry's is the server's, any other
 * the client's.
 */
export type ClientEvent = EventBody & { readonly at: string };
