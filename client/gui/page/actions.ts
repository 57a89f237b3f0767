/**
 * What people do in the page.
 * @module
 */
import type { Store } from "./page_store.ts";
import { printable } from "../../../protocol/text.ts";
import type { ToProcess } from "../channel.ts";
import type { ChannelClient } from "./channel_client.ts";
import { sizeText } from "./format.ts";
import type { Preferences } from "./preferences.ts";
import { applyPreferences } from "./saved_preferences.ts";
import type { Sound } from "./sound.ts";
import { LANGUAGES } from "./texts.ts";
import { conversationText } from "./conversation_text.ts";
import type { Writing } from "./writing.ts";

/** What {@linkcode Actions} acts on. */
export interface ActionParts {
  readonly store: Store;
  readonly channel: ChannelClient;
  readonly sound: Sound;
  readonly writing: Writing;
}

/** Wishes go to the client process; what comes of them comes back as state. */
export class Actions {
  readonly #store: Store;
  readonly #channel: ChannelClient;
  readonly #sound: Sound;
  readonly #writing: Writing;
  readonly #waiting = new Map<string, File>();
  readonly #reading = new Map<string, AbortController>();
  #isUploading = false;
  #isLoadingOlder = false;

  constructor({ store, channel, sound, writing }: ActionParts) {
    this.#store = store;
    this.#channel = channel;
    this.#sound = sound;
    this.#writing = writing;
  }

  wish(message: ToProcess): void {
    this.#channel.send(message);
  }

  /** Asks for what was before the first item, once at a time. */
  loadOlder(): void {
    const { items, hasOlder } = this.#store.state;
    const first = items[0];
    if (first === undefined || !hasOlder || this.#isLoadingOlder) return;
    this.#isLoadingOlder = true;
    this.wish({ type: "older", before: first.n });
  }

  olderCame(): void {
    this.#isLoadingOlder = false;
  }

  /**
   * Shares `files` one after the other, so that they keep their order; those that the server will not take are told about.
   * There are no private files: while one member alone is written to, nothing is shared.
   */
  share(files: Iterable<File>): void {
    const { room, preferences, compose } = this.#store.state;
    if (compose.to !== undefined) {
      return this.#writing.refuse({ kind: "files_are_public", name: compose.to });
    }
    const texts = LANGUAGES[preferences.language];
    const limit = room?.fileBytes ?? Infinity;
    for (const file of files) {
      const name = nameOf(file);
      if (file.size > limit) {
        this.say(texts.tooLarge(printable(name), sizeText(limit, preferences.language)));
        continue;
      }
      const ref = crypto.randomUUID();
      this.#waiting.set(ref, file);
      const queued = { ref, name, size: file.size };
      this.#store.change((state) => ({ ...state, queued: [...state.queued, queued] }));
    }
    void this.#handOver();
  }

  /** Stops handing over the file `ref`, or takes what became of it out of sight. */
  forget(ref: string): void {
    this.#reading.get(ref)?.abort();
    if (this.#waiting.delete(ref)) return this.#unqueue(ref);
    this.wish({ type: "forget", ref });
  }

  prefer(change: Partial<Preferences>): void {
    this.#store.change((state) => ({
      ...state,
      preferences: { ...state.preferences, ...change },
    }));
    applyPreferences(this.#store.state.preferences);
  }

  showPicture(file: string | undefined): void {
    this.#store.change((state) => ({ ...state, picture: file }));
  }

  /** Forgets what the last search has found. */
  forgetFound(): void {
    this.#store.change((state) => ({ ...state, found: undefined }));
  }

  /** Shows a sentence of the page itself until it is dismissed with `undefined`. */
  say(problem: string | undefined): void {
    this.#store.change((state) => ({ ...state, problem }));
  }

  /** Copies `text`. Resolves to whether the browser has let it; otherwise the person is told. */
  async copy(text: string): Promise<boolean> {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      this.say(LANGUAGES[this.#store.state.preferences.language].notCopied);
      return false;
    }
  }

  /** Plays the sound for what is new. Resolves to whether the browser lets it. */
  async playSound(): Promise<boolean> {
    return await this.#sound.play() === "played";
  }

  /** Lets the browser save the conversation as a text. */
  save(): void {
    const { room, preferences: { language } } = this.#store.state;
    const text = conversationText(this.#store.state, LANGUAGES[language], language);
    const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = `${room?.room ?? "chat"}.txt`;
    link.click();
    URL.revokeObjectURL(url);
  }

  async #handOver(): Promise<void> {
    if (this.#isUploading) return;
    this.#isUploading = true;
    for (let [next] = this.#waiting; next !== undefined; [next] = this.#waiting) {
      const [ref, file] = next;
      this.#waiting.delete(ref);
      this.#unqueue(ref);
      await this.#upload(ref, file);
    }
    this.#isUploading = false;
  }

  #unqueue(ref: string): void {
    this.#store.change((state) => ({
      ...state,
      queued: state.queued.filter((queued) => queued.ref !== ref),
    }));
  }

  async #upload(ref: string, file: File): Promise<void> {
    const stop = new AbortController();
    this.#reading.set(ref, stop);
    await this.#channel.upload(ref, file, nameOf(file), stop.signal);
    this.#reading.delete(ref);
  }
}

/** What is pasted may have no name. */
function nameOf(file: File): string {
  return file.name === "" ? "file" : file.name;
}
