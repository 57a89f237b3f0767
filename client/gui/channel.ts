/**
 * What the page and the client process tell each other. The page imports the types alone.
 * @module
 */
import { z } from "zod";
import { KIB } from "../../protocol/limits.ts";
import type { ClientEvent, CommandWords, ServerFacts } from "../core/page.ts";

/**
 * Longest message of a tab, in UTF-16 units: a full text in which JSON escapes every character
 * fits.
 */
export const MAX_TAB_MESSAGE_CHARS = 128 * KIB;

/** Something that went wrong: pages say it in their language by its code. */
export interface Trouble {
  readonly code: string;
  /** In English, with details that the code does not tell. */
  readonly text: string;
}

/** The facts of a room. */
export type RoomFacts = Omit<Extract<ClientEvent, { type: "info" }>, "type" | "at">;

/** Something in the conversation; never changes. */
export type ItemBody =
  | {
    readonly kind: "message";
    readonly id: string;
    readonly from: string;
    readonly text: string;
    /** Something the sender does. */
    readonly action?: true;
    /** A private message to this member. */
    readonly to?: string;
    readonly mine: boolean;
    /** It was said while the connection was lost. */
    readonly missed: boolean;
    /** It was there before this client came. */
    readonly old: boolean;
  }
  | {
    readonly kind: "file";
    /** The number of the file in the room; a {@linkcode FileView} tells the rest. */
    readonly file: string;
    readonly from: string;
    readonly mine: boolean;
    readonly missed: boolean;
    readonly old: boolean;
  }
  | {
    readonly kind: "game";
    /** The number of the game in the room; a {@linkcode GameView} tells the rest. */
    readonly game: string;
    /** A challenge to you, just now. */
    readonly isForYou: boolean;
  }
  | { readonly kind: "joined"; readonly name: string }
  | { readonly kind: "left"; readonly name: string; readonly reason: string }
  | { readonly kind: "renamed"; readonly from: string; readonly to: string }
  | { readonly kind: "info"; readonly facts: RoomFacts }
  | { readonly kind: "notice"; readonly text: string }
  /** `about`: the own message that it is about. */
  | ({ readonly kind: "error"; readonly about?: Said } & Trouble);

/** An own message: what was said, to whom alone, and how. */
export interface Said {
  readonly text: string;
  /** Something the sender does. */
  readonly action?: true;
  /** A private message to this member. */
  readonly to?: string;
}

/** `n` grows along the conversation and names the item; `at` is RFC 3339 in UTC. */
export type Item = ItemBody & { readonly n: number; readonly at: string };

/** An own message without an acknowledgement. */
export interface Pending extends Said {
  readonly id: string;
  readonly at: string;
}

/** What a search has found. */
export interface Found {
  readonly words: string;
  /** Newest first. */
  readonly messages: readonly FoundMessage[];
  readonly more: boolean;
}

export interface FoundMessage {
  readonly id: string;
  readonly at: string;
  readonly from: string;
  readonly to?: string;
  readonly text: string;
}

export type PreviewKind = "image" | "audio" | "video";

/** A file of the room, and what became of it here. */
export interface FileView {
  readonly file: string;
  readonly name: string;
  readonly size: number;
  readonly from: string;
  readonly mine: boolean;
  readonly transfer?: {
    readonly direction: "up" | "down";
    readonly state: "started" | "progress" | "paused" | "done" | "failed" | "declined";
    readonly bytes: number;
    /** Why it failed or pauses. */
    readonly code?: string;
    readonly text?: string;
  };
  /** Where it was saved. */
  readonly path?: string;
  /** What the bytes on this machine are; `url` serves them. */
  readonly preview?: {
    readonly kind: PreviewKind;
    readonly mime: string;
    readonly url: string;
    /** All of them are here, and the digest is right; otherwise they are served as they arrive. */
    readonly isWhole: boolean;
  } | undefined;
  /** Who has received an own file, and who does not want it. */
  readonly done: readonly string[];
  readonly declined: readonly string[];
  /** The server does not have it any more. Why, as the log has it; empty if it does not say. */
  readonly gone?: string | undefined;
}

type GameFacts = Omit<Extract<ClientEvent, { type: "game" }>, "type" | "history">;

/** A game of the room, and what happened last in it. */
export interface GameView extends GameFacts {
  /** The `n` of the item in which its board stands; of its earlier ones only that it goes on. */
  readonly place: number;
  /** It happened just now. */
  readonly isNews: boolean;
}

/** A file on its way from the page to the room, until it has a number. */
export interface Outgoing {
  readonly ref: string;
  readonly name: string;
  readonly size: number;
  readonly bytes: number;
  /** `reading`: the page's bytes are being copied; `waiting`: for the server; `failed`: `trouble` says why. */
  readonly state: "reading" | "waiting" | "failed";
  readonly trouble?: Trouble;
}

export type LinkView =
  | { readonly state: "connecting" | "up" }
  /** `retryAt`: ms since 1970. */
  | { readonly state: "waiting"; readonly retryAt: number; readonly code: string }
  /** `wasUp`: the room was entered before. */
  | ({ readonly state: "closed"; readonly wasUp: boolean } & Trouble);

/** Somebody who dropped out and whose name is kept for them. */
export interface Dropped {
  readonly name: string;
  /** Until then, in ms since 1970. */
  readonly until: number;
}

export interface RoomView {
  /** `naming`: a name is wanted; `room`: in the room or on the way back to it; `over`: nothing more will come. */
  readonly phase: "naming" | "room" | "over";
  /** Why the last name did not do; `undefined` while it may. */
  readonly problem?: Trouble | undefined;
  /** Where the server is. */
  readonly address: string;
  /** The command that others join with. */
  readonly invite: string;
  readonly you: string;
  readonly room: string;
  readonly members: readonly string[];
  /** Those of `members` for whom no key vouches. */
  readonly guests: readonly string[];
  readonly dropped: readonly Dropped[];
  readonly security: ServerFacts;
  readonly link: LinkView;
  /** Largest file that the server takes, once it is known. */
  readonly fileBytes?: number;
  /** Where received files go. */
  readonly downloads: string;
  /** The server has older files than those that are known. */
  readonly moreFiles: boolean;
  /** What may be typed after a `/`. */
  readonly commands: readonly CommandWords[];
}

/** From the process: everything that is new since the last one. `items` continue those before. */
export interface Update {
  readonly type: "update";
  readonly room?: RoomView;
  readonly items?: readonly Item[];
  /** With the first items: are there older ones? */
  readonly hasOlder?: boolean;
  readonly pending?: readonly Pending[];
  /** Those that changed. */
  readonly files?: readonly FileView[];
  readonly games?: readonly GameView[];
  readonly outgoing?: readonly Outgoing[];
  /** To the search that was asked for last, by whichever tab. */
  readonly found?: Found;
}

/** From the process: what `older` asked for. */
export interface Older {
  readonly type: "older";
  readonly items: readonly Item[];
  readonly hasOlder: boolean;
}

/** Why nothing became of what was typed. */
export interface Refusal extends Trouble {
  /** It may be said as it stands, whatever it looks like. */
  readonly mayBeText: boolean;
}

/** From the process: what became of what was typed as `ref`. Without a refusal, the rest comes as updates. */
export interface Answer {
  readonly type: "answer";
  readonly ref: string;
  readonly refusal?: Refusal;
}

export type ToPage = Update | Older | Answer;

const file = z.string().regex(/^[0-9]{1,16}$/);
const game = z.string().regex(/^[0-9]{1,16}$/);
const text = z.string().max(MAX_TAB_MESSAGE_CHARS);

/** As typed: a command, or a message to the room or to the member `to` alone. */
export const Typed = z.object({
  /** Names it. What is sent again under the same name is not done again. */
  ref: z.string().max(64),
  text,
  to: text.optional(),
  /** It is a text, whatever it begins with. */
  isText: z.boolean().optional(),
});
export type Typed = z.infer<typeof Typed>;

/** From the page. */
export const ToProcess = z.discriminatedUnion("type", [
  /** The last update is shown: the next one may come. */
  z.object({ type: z.literal("shown") }),
  z.object({ type: z.literal("enter"), name: text }),
  Typed.extend({ type: z.literal("input") }),
  z.object({ type: z.literal("search"), words: text }),
  z.object({ type: z.literal("older"), before: z.int() }),
  z.object({ type: z.enum(["get", "decline", "cancel", "pause", "resume", "reveal"]), file }),
  z.object({
    type: z.literal("play"),
    action: z.enum(["challenge", "accept", "decline", "move", "resign"]),
    kind: z.string().max(32).optional(),
    name: text.optional(),
    game: game.optional(),
    move: z.string().max(16).optional(),
    number: z.int().positive().optional(),
  }),
  /** Where its board can be seen again. */
  z.object({ type: z.literal("show_game"), game }),
  z.object({ type: z.literal("files"), before: file.optional() }),
  z.object({ type: z.literal("forget"), ref: z.string().max(64) }),
  z.object({ type: z.literal("retry") }),
  z.object({ type: z.literal("leave") }),
]);
export type ToProcess = z.infer<typeof ToProcess>;

/** The WebSocket protocol's name; the other protocol that a page names is its token. */
export const CHANNEL_PROTOCOL = "chat-window";
/** The header with the name of a file that a page sends, percent-encoded. */
export const FILE_NAME_HEADER = "x-file-name";
