/**
 * Telling a person who looks elsewhere that something came.
 * @module
 */
import type { Store } from "./page_store.ts";
import { printable } from "../../../protocol/text.ts";
import type { GameView, Item, Update } from "../channel.ts";
import type { Actions } from "./actions.ts";
import { notify } from "./notifications.ts";
import { newsText } from "./game_words.ts";
import { isNews } from "./page_state.ts";
import type { Sound } from "./sound.ts";
import { LANGUAGES } from "./texts.ts";

/** What a notification shows of a message. */
const MAX_BODY_CHARS = 200;

/** The title counts; notifications and a sound come if they were asked for. */
export class NewsTeller {
  readonly #store: Store;
  readonly #actions: Actions;
  readonly #sound: Sound;

  constructor(store: Store, actions: Actions, sound: Sound) {
    this.#store = store;
    this.#actions = actions;
    this.#sound = sound;
    store.follow(() => this.#title());
  }

  came(update: Update): void {
    const { isWatched, preferences } = this.#store.state;
    if (isWatched || update.hasOlder !== undefined) return;
    const last = update.items?.findLast(isNews);
    const game = update.games?.findLast(({ yourTurn, isNews }) => yourTurn && isNews);
    if (last === undefined && game === undefined) return;
    if (preferences.notify) this.#notify(last, game);
    if (preferences.sound) void this.#play();
  }

  #title(): void {
    const { unread, room } = this.#store.state;
    const title = room === undefined || room.room === "" ? "chat" : `${room.room} – chat`;
    const counted = unread === 0 ? title : `(${unread}) ${title}`;
    if (document.title !== counted) document.title = counted;
  }

  #notify(item: Item | undefined, game: GameView | undefined): void {
    const { files, room, preferences } = this.#store.state;
    const texts = LANGUAGES[preferences.language];
    const body = item?.kind === "message"
      ? texts.newMessage(item.from, printable(item.text.replaceAll(/\s+/g, " ")))
      : item?.kind === "file"
      ? texts.newFile(item.from, printable(files.get(item.file)?.name ?? ""))
      : game === undefined
      ? ""
      : newsText(game, texts);
    notify(room?.room ?? "chat", body.slice(0, MAX_BODY_CHARS), () => {
      this.#actions.prefer({ notify: false });
      this.#actions.say(texts.notAllowed);
    });
  }

  async #play(): Promise<void> {
    if (await this.#sound.play() !== "refused") return;
    this.#actions.prefer({ sound: false });
    this.#actions.say(LANGUAGES[this.#store.state.preferences.language].noSound);
  }
}
