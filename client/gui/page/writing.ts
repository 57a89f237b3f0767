/**
 * What people do with what they write.
 * @module
 */
import { MAX_TEXT_BYTES } from "../../../protocol/limits.ts";
import { utf8Length } from "../../../protocol/text.ts";
import { literal } from "../../core/page.ts";
import type { Answer, Said, Typed } from "../channel.ts";
import type { ChannelClient } from "./channel_client.ts";
import {
  answered,
  type Compose,
  dropHeld,
  hand,
  replace,
  takeHeld,
  type Trouble,
  write,
  writeTo,
} from "./compose.ts";
import { composeWith } from "./compose_with.ts";
import { loadCompose, saveCompose } from "./saved_compose.ts";
import type { Store } from "./page_store.ts";

/** Before a text may stand a command and a name. What is longer is not even handed over: the channel has its limit, too. */
const COMMAND_BYTES = 1024;

/** Every way by which something gets into the box or out of it, so that each goes to whom the box shows. */
export class Writing {
  readonly #store: Store;
  readonly #channel: ChannelClient;

  /** Goes on with what the tab has kept over a reload. */
  constructor(store: Store, channel: ChannelClient) {
    this.#store = store;
    this.#channel = channel;
    this.#change(loadCompose);
    let saved = store.state.compose;
    store.follow(() => {
      const { compose } = store.state;
      if (compose !== saved) saveCompose(saved = compose);
    });
  }

  write(text: string): void {
    this.#change((compose) => write(compose, text));
  }

  /** Sends what is in the box; with `isText` as a text, whatever it begins with. It stays there until it was taken. */
  send(isText = false): void {
    const { compose, room } = this.#store.state;
    const { text, to, handed } = compose;
    if (text.trim() === "" || handed !== undefined || room?.phase !== "room") return;
    const ref = crypto.randomUUID();
    const typed = { ref, text, ...(to !== undefined && { to }), ...(isText && { isText }) };
    const trouble = this.#troubleWith(typed);
    if (trouble !== undefined) return this.refuse(trouble);
    this.#change((before) => hand(before, typed));
    this.#channel.send({ type: "input", ...typed });
  }

  /** What is in the box was not sent because of `trouble`. */
  refuse(trouble: Trouble): void {
    this.#change((compose) => ({ ...compose, trouble }));
  }

  /** There is a way to the process again: what it has not answered is sent once more, under the same names. */
  resend(): void {
    for (const typed of this.#store.state.compose.waiting) {
      this.#channel.send({ type: "input", ...typed });
    }
  }

  answered({ ref, refusal }: Answer): void {
    const trouble = refusal && { kind: "refused", ...refusal } as const;
    this.#change((compose) => answered(compose, ref, trouble));
  }

  /** What is in the box goes to the member `name` alone from now on; to the room without one. */
  writeTo(name: string | undefined): void {
    this.#change((compose) => writeTo(compose, name));
    composeWith("");
  }

  /** Begins a reply with `text`, which quotes, to `to`; a text for somebody else is put aside for it. */
  reply(to: string | undefined, text: string): void {
    if (to === this.#store.state.compose.to) return composeWith(text);
    this.#replace(to, text);
  }

  /** Puts what was said into the box as it is typed, and aside what was there. */
  again({ text, to, action }: Said): void {
    this.#replace(to, action ? `/me ${text}` : literal(text));
  }

  #replace(to: string | undefined, text: string): void {
    this.#change((compose) => replace(compose, { to, text, id: crypto.randomUUID() }));
    composeWith("");
  }

  takeHeld(id: string): void {
    this.#change((compose) => takeHeld(compose, id, crypto.randomUUID()));
    composeWith("");
  }

  dropHeld(id: string): void {
    this.#change((compose) => dropHeld(compose, id));
  }

  #troubleWith(typed: Typed): Trouble | undefined {
    const { channel, compose, room } = this.#store.state;
    const { text, to } = typed;
    if (channel !== "open") return { kind: "unreachable" };
    const here = [...room?.members ?? [], ...(room?.dropped ?? []).map(({ name }) => name)];
    if (to !== undefined && (compose.hasLeft || !here.includes(to))) {
      return { kind: "left", name: to };
    }
    const bytes = utf8Length(text);
    if (bytes <= MAX_TEXT_BYTES + COMMAND_BYTES) return undefined;
    return { kind: "too_long", bytes, most: MAX_TEXT_BYTES };
  }

  #change(next: (compose: Compose) => Compose): void {
    this.#store.change((state) => ({ ...state, compose: next(state.compose) }));
  }
}
