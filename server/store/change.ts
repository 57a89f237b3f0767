/**
 * Shared facts as plain data: what happens on a server, before it is known whether it may happen
 * and which number it gets.
 *
 * Every fact that others rely on travels to the store as a {@linkcode Change}. A change can be
 * written to a file or sent over a wire, and whoever applies the same changes in the same order
 * gets the same tables. So nothing in it is looked up before: who wins a name, an id or a place is
 * decided where it is applied ({@linkcode applyChange}).
 * @module
 */

/** Hash of a resume token, as `tokenHash` makes it. */
type TokenHash = string;

/** Somebody new comes into `room`, which gives it a number of its own. */
export interface Joined {
  readonly type: "joined";
  readonly room: number;
  readonly name: string;
  /** The key that it proved to have (base64url); without one it is a guest. */
  readonly key?: string | undefined;
  readonly token: TokenHash;
  /** What its network address counts as. */
  readonly address: string;
}

/** A known member is connected again; if it was shown as left, it joins `room` once more. */
export interface Resumed {
  readonly type: "resumed";
  readonly room: number;
  readonly author: number;
  readonly key?: string | undefined;
  /** The token that it gets. */
  readonly token: TokenHash;
  /**
   * The token that it came with, which stays good until {@linkcode Confirmed}; without one its key
   * spoke for it.
   */
  readonly presented?: TokenHash | undefined;
  readonly address: string;
}

/** The client has shown that it knows its newest token; the one before is void. */
export interface Confirmed {
  readonly type: "confirmed";
  readonly author: number;
}

/** A member is not in `room` any more. Its name and its token stay good. */
export interface Left {
  readonly type: "left";
  readonly room: number;
  readonly author: number;
  /** Its token: one that has come back since is not meant. */
  readonly token: TokenHash;
  readonly reason: string;
}

/** The name of a member that is in no room is free for others. */
export interface Released {
  readonly type: "released";
  readonly author: number;
}

/** A member that is in no room is forgotten, its token and its name with it. */
export interface Forgotten {
  readonly type: "forgotten";
  readonly author: number;
}

export interface Renamed {
  readonly type: "renamed";
  readonly room: number;
  readonly author: number;
  readonly id: string;
  /** The new name, normalized. */
  readonly to: string;
}

/** A message to `room`, or with `to` to the room that its author shares with that member alone. */
export interface Message {
  readonly type: "message";
  readonly room: number;
  readonly author: number;
  readonly id: string;
  /** The author's name as it was. */
  readonly from: string;
  readonly text: string;
  readonly action?: true | undefined;
  readonly to?: { readonly author: number; readonly name: string } | undefined;
}

export interface FileOffered {
  readonly type: "file_offered";
  readonly room: number;
  readonly author: number;
  readonly id: string;
  readonly from: string;
  readonly name: string;
  readonly size: number;
  readonly mime: string;
}

/** All bytes of a file are stored. */
export interface FileStored {
  readonly type: "file_stored";
  readonly file: number;
  readonly sha256: string;
}

/** A file is not shared any more; its bytes go. */
export interface FileWithdrawn {
  readonly type: "file_withdrawn";
  readonly file: number;
  readonly reason: string;
}

/** What an operator wants done. Whether its author may is decided where it is applied. */
export interface Moderated {
  readonly type: "moderated";
  readonly room: number;
  readonly author: number;
  readonly id: string;
  readonly action: "kick" | "ban" | "unban" | "mute" | "unmute" | "op" | "topic";
  /** A member's name, or an address. */
  readonly name?: string | undefined;
  readonly text?: string | undefined;
  readonly forMs?: number | undefined;
  /** The server's own command line names its author as an operator. */
  readonly isTrusted?: true | undefined;
}

/** What somebody does in a game. Whether it may is decided where it is applied. */
export interface GamePlayed {
  readonly type: "game";
  readonly room: number;
  readonly author: number;
  readonly id: string;
  readonly action: "challenge" | "accept" | "decline" | "move" | "resign";
  /** Of a challenge: which game, and whom. */
  readonly kind?: string | undefined;
  readonly name?: string | undefined;
  /** Of everything else: the number of the game. */
  readonly game?: number | undefined;
  readonly move?: string | undefined;
  /** The how-manieth move its author meant to make. */
  readonly number?: number | undefined;
}

/** Nobody has answered or moved in time, or nobody will. */
export interface GameLapsed {
  readonly type: "game_lapsed";
  readonly game: number;
}

/** `token` makes the first operator, as long as there is none. */
export interface OperatorToken {
  readonly type: "operator_token";
  readonly token: string;
}

export type Change =
  | Joined
  | Resumed
  | Confirmed
  | Left
  | Released
  | Forgotten
  | Renamed
  | Message
  | FileOffered
  | FileStored
  | FileWithdrawn
  | Moderated
  | GamePlayed
  | GameLapsed
  | OperatorToken;

/** Changes that are applied together, in this order. Plain data. */
export interface Batch {
  /** Which server made it. */
  readonly origin: string;
  /** Numbers the batches of an origin without a gap, from 1. */
  readonly number: number;
  /** When it was made, in Unix time in ms. */
  readonly at: number;
  readonly changes: readonly Change[];
}

/** When a change was made: the same for all of a batch, and for everybody who applies it. */
export interface Moment {
  /** Unix time in ms. */
  readonly at: number;
  /** The same as entries tell it (RFC 3339, UTC). */
  readonly iso: string;
}

/** The moment `at`, in Unix time in ms. */
export function momentOf(at: number): Moment {
  return { at, iso: new Date(at).toISOString() };
}
