/**
 * One person in one room, whatever tabs are open.
 * @module
 */
import { dirname } from "node:path";
import { MAX_HISTORY_PAGE, MAX_UNACKNOWLEDGED } from "../../protocol/limits.ts";
import { formatAddress } from "../core/address.ts";
import { Client } from "../core/client.ts";
import type { ClientOptions } from "../core/client_options.ts";
import { closingText } from "../core/closing_text.ts";
import { parseInput } from "../core/commands.ts";
import type { ClientEvent } from "../core/events.ts";
import type { Memory } from "../core/memory.ts";
import { failureText } from "../core/failures.ts";
import { runInput } from "../core/run_input.ts";
import { Conversation, type Part } from "./conversation.ts";
import { LocalFiles } from "./local_files.ts";
import type { OutgoingFolder } from "./outgoing_folder.ts";
import type { Wish } from "./tab.ts";

export type LinkClosed = Extract<ClientEvent, { type: "link"; state: "closed" }>;

export interface SessionOptions {
  readonly client: Omit<ClientOptions, "name" | "memory">;
  /** What the client remembers of an earlier run under a name. */
  readonly memoryOf: (name: string) => Memory | undefined;
  /** What `~` stands for. */
  readonly home: string | undefined;
  readonly outgoing: OutgoingFolder;
  readonly changed: (part: Part) => void;
  /** Shows the folder at `path` to the person. */
  readonly reveal: (path: string) => void;
}

/** What another name may help against; where the server is does not matter then. */
const NAME_PROBLEMS: ReadonlySet<string> = new Set(["name_taken", "name_owned", "bad_name"]);

/** Does what pages wish with a client, and keeps what they show. */
export class Session {
  readonly conversation: Conversation;
  readonly local: LocalFiles = new LocalFiles();
  readonly #options: SessionOptions;
  readonly #quit = Promise.withResolvers<void>();
  readonly #offers = new Map<string, { readonly ref: string; readonly path: string }>();
  #client: Client | undefined;
  #following: Promise<LinkClosed | undefined> = Promise.resolve(undefined);

  constructor(options: SessionOptions) {
    this.#options = options;
    const { downloads, encryption } = options.client;
    const address = formatAddress(options.client.address);
    const pin = encryption?.fingerprint === undefined ? "" : `#${encryption.fingerprint}`;
    const plain = encryption === undefined ? " --plain" : "";
    const room = { address, invite: `chat join ${address}${pin}${plain}`, downloads };
    this.conversation = new Conversation(room, options.changed);
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

  /** Does what a page wishes. */
  async act(wish: Wish): Promise<void> {
    const client = this.#client;
    if (wish.type === "leave") return this.#quit.resolve();
    if (wish.type === "enter") return this.#enterAgain(wish.name);
    if (wish.type === "forget") return this.conversation.setOutgoing(wish.ref, undefined);
    if (client === undefined) return;
    switch (wish.type) {
      case "input":
        return await this.#input(client, wish.text, wish.to);
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

  /** Shares a file whose bytes a page hands over. Resolves when they are here; what becomes of it then is told to the tabs. */
  async share(
    ref: string,
    file: { name: string; size: number; bytes: ReadableStream<Uint8Array> | null },
  ): Promise<"ok" | "not_in_room" | "too_large" | "not_received"> {
    const { conversation } = this;
    const client = this.#client;
    if (client === undefined || conversation.room.phase !== "room") return "not_in_room";
    const { name, size, bytes } = file;
    const fileBytes = client.state.limits?.fileBytes ?? Infinity;
    if (size > fileBytes) {
      const text = failureText("file_too_large");
      conversation.setOutgoing(ref, { ref, name, size, bytes: 0, state: "failed", text });
      return "too_large";
    }
    const reading = { ref, name, size, state: "reading" } as const;
    conversation.setOutgoing(ref, { ...reading, bytes: 0 });
    const moved = (sofar: number) => conversation.setOutgoing(ref, { ...reading, bytes: sofar });
    let path: string;
    try {
      path = await this.#options.outgoing.receive(ref, name, bytes, moved);
    } catch {
      conversation.setOutgoing(ref, undefined);
      return "not_received";
    }
    this.#offers.set(client.sendFile(path), { ref, path });
    conversation.setOutgoing(ref, { ref, name, size, bytes: size, state: "waiting" });
    return "ok";
  }

  async #enterAgain(name: string): Promise<void> {
    if (this.conversation.room.phase !== "naming") return;
    this.conversation.changeRoom({ problem: "", link: { state: "connecting" }, you: name });
    await this.enter(name);
  }

  async #input(client: Client, typed: string, to: string | undefined): Promise<void> {
    const input = parseInput(typed);
    const command = input.kind === "command" ? input.command : undefined;
    if (input.kind === "say") this.#say(client, input.text, to === undefined ? {} : { to });
    else if (command?.name === "me") this.#say(client, command.text, { action: true });
    else if (command?.name === "msg") this.#say(client, command.text, { to: command.to });
    else if (await runInput(client, input, this.#options.home) === "quit") this.#quit.resolve();
  }

  #say(client: Client, text: string, more: { readonly to?: string; readonly action?: true }): void {
    if (this.conversation.pending.size >= MAX_UNACKNOWLEDGED) {
      return client.error("not_connected", "Too many messages wait to be sent");
    }
    const id = client.say(text, more);
    const at = new Date(this.#options.client.wallClock()).toISOString();
    if (id !== undefined) this.conversation.said({ id, text, ...more, at });
  }

  async #follow(client: Client): Promise<LinkClosed | undefined> {
    let end: LinkClosed | undefined;
    for await (const event of client.events()) {
      this.conversation.apply(event);
      if (event.type === "welcome" && !event.again) this.#entered(client);
      if (event.type === "transfer") await this.#transferred(event);
      if (event.type === "error") this.#failed(event);
      if (event.type === "link") end = this.#linkChanged(event) ?? end;
    }
    return end;
  }

  #entered(client: Client): void {
    const { limits } = client.state;
    if (limits !== undefined) this.conversation.changeRoom({ fileBytes: limits.fileBytes });
    client.files();
  }

  #linkChanged(event: Extract<ClientEvent, { type: "link" }>): LinkClosed | undefined {
    switch (event.state) {
      case "up":
        return undefined;
      case "connecting":
        this.conversation.changeRoom({ link: { state: "connecting" } });
        return undefined;
      case "waiting": {
        const retryAt = this.#options.client.wallClock() + event.retryInMs;
        const text = failureText(event.reason);
        this.conversation.changeRoom({ link: { state: "waiting", retryAt, text } });
        return undefined;
      }
      case "closed":
        this.#closed(event);
        return event;
    }
  }

  #closed(end: LinkClosed): void {
    const text = closingText(end, this.#options.client.address) ?? failureText(end.reason);
    const link = { state: "closed", text } as const;
    if (end.wasUp || end.reason === "left") {
      return this.conversation.changeRoom({ link, phase: "over" });
    }
    const problem = NAME_PROBLEMS.has(end.reason) ? failureText(end.reason) : text;
    this.conversation.changeRoom({ link, phase: "naming", problem });
  }

  /** A file has bytes on this machine, or does not need them any more. */
  async #transferred(event: Extract<ClientEvent, { type: "transfer" }>): Promise<void> {
    const { id: file, state, offer, path } = event;
    const own = offer === undefined ? undefined : this.#offers.get(offer);
    if (own !== undefined) this.conversation.setOutgoing(own.ref, undefined);
    const local = path ?? own?.path;
    const isKnown = this.conversation.files.get(file)?.preview !== undefined;
    if (local !== undefined && !isKnown && (state === "done" || state === "started")) {
      const preview = await this.local.add(file, local);
      if (preview !== undefined) return this.conversation.changeFile(file, { preview });
    }
    const isOver = state === "done" || state === "failed";
    if (own !== undefined && isOver && !isKnown) await this.#options.outgoing.remove(own.ref);
  }

  #failed({ id, text }: Extract<ClientEvent, { type: "error" }>): void {
    const ref = id === undefined ? undefined : this.#offers.get(id)?.ref;
    const outgoing = ref === undefined ? undefined : this.conversation.outgoing.get(ref);
    if (ref === undefined || outgoing === undefined) return;
    this.conversation.setOutgoing(ref, { ...outgoing, state: "failed", text });
    void this.#options.outgoing.remove(ref);
  }
}
