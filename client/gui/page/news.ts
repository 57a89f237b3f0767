/**
 * Telling a person who looks elsewhere that something came.
 * @module
 */
import type { Store } from "./page_store.ts";
import { printable } from "../../../protocol/text.ts";
import type { Item, Update } from "../channel.ts";
import { isNews } from "./page_state.ts";
import { LANGUAGES } from "./texts.ts";

/** What a notification shows of a message. */
const MAX_BODY_CHARS = 200;

/** The title counts; notifications and a sound come if they were asked for. */
export class NewsTeller {
  readonly #store: Store;
  #audio: AudioContext | undefined;

  constructor(store: Store) {
    this.#store = store;
    store.follow(() => this.#title());
  }

  came(update: Update): void {
    const { isWatched, preferences } = this.#store.state;
    const last = update.items?.findLast(isNews);
    if (isWatched || last === undefined || update.hasOlder !== undefined) return;
    if (preferences.notify) this.#notify(last);
    if (preferences.sound) this.#beep();
  }

  #title(): void {
    const { unread, room } = this.#store.state;
    const title = room === undefined || room.room === "" ? "chat" : `${room.room} – chat`;
    const counted = unread === 0 ? title : `(${unread}) ${title}`;
    if (document.title !== counted) document.title = counted;
  }

  #notify(item: Item): void {
    const { files, room, preferences } = this.#store.state;
    if (item.kind !== "message" && item.kind !== "file") return;
    const texts = LANGUAGES[preferences.language];
    const body = item.kind === "message"
      ? texts.newMessage(item.from, printable(item.text.replaceAll(/\s+/g, " ")))
      : texts.newFile(item.from, printable(files.get(item.file)?.name ?? ""));
    // One notification at a time: the newest replaces the one before.
    const notification = new Notification(room?.room ?? "chat", {
      body: body.slice(0, MAX_BODY_CHARS),
      tag: "chat",
    });
    notification.onclick = () => {
      globalThis.focus();
      notification.close();
    };
  }

  #beep(): void {
    const audio = this.#audio ??= new AudioContext();
    const [tone, volume] = [audio.createOscillator(), audio.createGain()];
    tone.frequency.value = 660;
    volume.gain.setValueAtTime(0.08, audio.currentTime);
    volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.25);
    tone.connect(volume).connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + 0.25);
  }
}
