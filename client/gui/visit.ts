/**
 * One person's visit to one room, whatever tabs are open.
 * @module
 */
import { inviteCommand, inviteLines } from "../base/mod.ts";
import { formatAddress } from "../../protocol/address.ts";
import { dirname } from "node:path";
import { MAX_HISTORY_PAGE } from "../../protocol/limits.ts";
import {
  Client,
  type ClientEvent,
  type ClientOptions,
  failureText,
  lookAtServer,
  type Memory,
  type ServerFacts,
  TypedInput,
} from "../core/mod.ts";
import type { Refusal, Typed } from "./channel.ts";
import { Conversation, type Part } from "./conversation.ts";
import type { OutgoingFolder } from "./outgoing_folder.ts";
import { Previews } from "./previews.ts";
import { type HandedFile, Sharing } from "./sharing.ts";
import type { Wish } from "./tab.ts";
import { refusalOf, Typing } from "./typing.ts";

export type LinkClosed = Extract<ClientEvent, { type: "link"; state: "closed" }>;

export interface VisitOptions {
  readonly client: Omit<ClientOptions, "name" | "memory"> & { readonly downloads: string };
  /** What the client remembers of an earlier run under a name. */
  readonly memoryOf: (name: string) => Memory | undefined;
  /** What `~` stands for. */
  readonly home: string | undefined;
  readonly outgoing: OutgoingFolder;
  readonly changed: (part: Part) => void;
  /** Shows the folder at `path` to the person. */
  readonly reveal: (path: string) => void;
}

const NOT_CONNECTED = { code: "not_connected", text: failureText("not_connected") };

/** Does what pages wish with a client, and keeps what they show. */
export class Visit {
  readonly conversation: Conversation;
  readonly previews: Previews;
  readonly #options: VisitOptions;
  readonly #quit = Promise.withResolvers<void>();
  readonly #sharing: Sharing;
  #client: Client | undefined;
  #typing: Typing | undefined;
  #following: Promise<LinkClosed | undefined> = Promise.resolve(undefined);

  constructor(options: VisitOptions) {
    this.#options = options;
    const { address, downloads, encryption, clock } = options.client;
    const security = { isEncrypted: encryption !== undefined };
    const invite = inviteCommand({ address, ...security });
    const room = { address: this.address, invite, downloads, security };
    this.conversation = new Conversation(room, options.changed, clock);
    this.previews = new Previews(this.conversation);
    this.#sharing = new Sharing(this.conversation, options.outgoing);
  }

  /** Where the server is. */
  get address(): string {
    return formatAddress(this.#options.client.address);
  }

  /** Finds out what a person should know about the server before they join it. Ends when `signal` is aborted. */
  async look(signal: AbortSignal): Promise<void> {
    const { address, encryption } = this.#options.client;
    const security = await lookAtServer(address, encryption, signal);
    if (this.#client === undefined) this.#secured(security);
  }

  /** Resolves when the person wants to leave. */
  get quit(): Promise<void> {
    return this.#quit.promise;
  }

  /** Joins as `name`. Resolves when the client is in the room, or to why it is not. */
  async enter(name: string): Promise<LinkClosed | undefined> {
    const memory = this.#options.memoryOf(name);
    const client = new Client({ ...this.#options.client, name, memory });
    this.#client = client;
    const input = new TypedInput({ client, home: this.#options.home, inviteLines });
    this.#typing = new Typing(input, () => this.#quit.resolve());
    this.conversation.changeRoom({ commands: input.table.words });
    const following = this.#following = this.#follow(client).finally(() =>
      memory?.[Symbol.dispose]()
    );
    await client.ready();
    return client.state.limits === undefined ? await following : undefined;
  }

  /** Leaves the room. Resolves to the end of the link, if there was one, when nothing runs any more. */
  async leave(): Promise<LinkClosed | undefined> {
    await this.#client?.leave();
    return await this.#following;
  }

  /** What becomes of what was typed into a page; `undefined`: it was taken. */
  async typed(typed: Typed): Promise<Refusal | undefined> {
    const isInRoom = this.conversation.room.phase === "room";
    if (this.#typing === undefined || !isInRoom) return refusalOf(NOT_CONNECTED, typed);
    return await this.#typing.answer(typed);
  }

  /** Does what a page wishes. */
  act(wish: Wish): void {
    const client = this.#client;
    if (wish.type === "leave") return this.#quit.resolve();
    if (wish.type === "enter") return void this.#enterAgain(wish.name);
    if (wish.type === "forget") return this.conversation.setOutgoing(wish.ref, undefined);
    if (client === undefined) return;
    switch (wish.type) {
      case "files":
        return client.files(wish.before);
      case "reveal": {
        const path = this.conversation.files.get(wish.file)?.path;
        return path === undefined ? undefined : this.#options.reveal(dirname(path));
      }
      case "history":
        return client.history(MAX_HISTORY_PAGE);
      case "search":
        return client.search(wish.words);
      case "retry":
        return client.retryNow();
      case "play": {
        const { type: _, ...deed } = wish;
        return client.games.play(deed);
      }
      case "show_game":
        return client.games.show(wish);
      case "get":
      case "decline":
      case "cancel":
      case "pause":
      case "resume":
        return client[wish.type](wish.file);
      default:
        wish satisfies never;
    }
  }

  /** Shares a file that a page hands over. Resolves when its bytes are here. */
  async share(file: HandedFile): Promise<"ok" | "not_in_room" | "too_large" | "not_received"> {
    const client = this.#client;
    if (client === undefined || this.conversation.room.phase !== "room") return "not_in_room";
    return await this.#sharing.share(client, file);
  }

  async #enterAgain(name: string): Promise<void> {
    if (this.conversation.room.phase !== "naming") return;
    this.conversation.changeRoom({ problem: undefined, link: { state: "connecting" }, you: name });
    await this.enter(name);
  }

  async #follow(client: Client): Promise<LinkClosed | undefined> {
    let end: LinkClosed | undefined;
    for await (const event of client.events()) {
      if (event.type === "error" && event.rejected !== undefined) {
        this.#typing?.rejected(event);
        continue;
      }
      this.conversation.apply(event);
      if (event.type === "welcome") this.#entered(client);
      if (event.type === "history" || event.type === "files") this.#askForFiles(client);
      if (event.type === "transfer") await this.#transferred(client, event);
      if (event.type === "error") this.#sharing.failed(event);
      if (event.type === "link") end = this.#linkChanged(event) ?? end;
    }
    return end;
  }

  #entered(client: Client): void {
    const { limits } = client.state;
    if (limits !== undefined) this.conversation.changeRoom({ fileBytes: limits.fileBytes });
    const { fingerprint, isEncrypted } = client;
    const { security } = this.conversation.room;
    this.#secured({ ...security, isEncrypted, ...(fingerprint !== undefined && { fingerprint }) });
    client.files();
  }

  /** Of older files, the history tells that they were shared, and the list whether they are still there. */
  #askForFiles(client: Client): void {
    const before = this.conversation.shelf.nextBefore();
    if (before !== undefined) client.files(before);
  }

  #linkChanged(event: Extract<ClientEvent, { type: "link" }>): LinkClosed | undefined {
    switch (event.state) {
      case "up":
        return undefined;
      case "connecting":
        this.conversation.changeRoom({ link: { state: "connecting" } });
        return undefined;
      case "waiting": {
        const retryAt = this.#options.client.clock.wall() + event.retryInMs;
        this.conversation.changeRoom({ link: { state: "waiting", retryAt, code: event.reason } });
        return undefined;
      }
      case "closed":
        this.#closed(event);
        return event;
    }
  }

  #closed({ reason: code, text, wasUp }: LinkClosed): void {
    const link = { state: "closed", code, text, wasUp } as const;
    if (wasUp || code === "left") return this.conversation.changeRoom({ link, phase: "over" });
    this.conversation.changeRoom({ link, phase: "naming", problem: { code, text } });
  }

  #secured(security: ServerFacts): void {
    const { address } = this.#options.client;
    this.conversation.changeRoom({ security, invite: inviteCommand({ address, ...security }) });
  }

  async #transferred(
    client: Client,
    event: Extract<ClientEvent, { type: "transfer" }>,
  ): Promise<void> {
    const { id: file, state, direction } = event;
    const own = direction === "up" ? this.#sharing.place(event) : undefined;
    const partial = direction === "down" ? client.partial(file) : undefined;
    const isShown = await this.previews.follow(event, { own: own?.path, partial });
    const isOver = state === "done" || state === "failed";
    // What is shown is served from there.
    if (own !== undefined && isOver && !isShown) await this.#sharing.remove(own);
  }
}
