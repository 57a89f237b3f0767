/**
 * Files that pages hand over, on their way into the room.
 * @module
 */
import { overLimitText } from "../../protocol/errors.ts";
import { sizeText } from "../../protocol/quantities.ts";
import { type Client, type ClientEvent, Failure } from "../core/mod.ts";
import type { Outgoing } from "./channel.ts";
import type { Conversation } from "./conversation.ts";
import type { OutgoingFolder } from "./outgoing_folder.ts";

/** A file as a page hands it over. */
export interface HandedFile {
  /** Names it until it has a number. */
  readonly ref: string;
  readonly name: string;
  readonly size: number;
  readonly bytes: ReadableStream<Uint8Array> | null;
}

/** The copy of a file that is being shared. */
export interface OwnFile {
  readonly ref: string;
  readonly path: string;
}

type Transferred = Extract<ClientEvent, { type: "transfer" }>;

/** Copies what pages hand over, and shares the copies. */
export class Sharing {
  readonly #conversation: Conversation;
  readonly #folder: OutgoingFolder;
  readonly #offers = new Map<string, OwnFile>();
  /** Offers without a place, in their order, with the numbers that their files have by now. */
  readonly #unplaced = new Map<
    string,
    { readonly file: string; readonly at: string } | undefined
  >();

  constructor(conversation: Conversation, folder: OutgoingFolder) {
    this.#conversation = conversation;
    this.#folder = folder;
  }

  /** Resolves when the bytes are here; what becomes of the file then is told to the tabs. */
  async share(
    client: Pick<Client, "state" | "sendFile">,
    file: HandedFile,
  ): Promise<"ok" | "too_large" | "not_received"> {
    const { ref, name, size, bytes } = file;
    const largest = client.state.limits?.fileBytes ?? Infinity;
    if (size > largest) {
      const text = overLimitText("file_too_large", `largest file accepted: ${sizeText(largest)}`);
      this.#refuse(file, new Failure("file_too_large", text));
      return "too_large";
    }
    const show = (state: "reading" | "waiting", moved: number) =>
      this.#conversation.setOutgoing(ref, { ref, name, size, bytes: moved, state });
    show("reading", 0);
    let path: string;
    try {
      path = await this.#folder.receive(ref, name, bytes, (moved) => show("reading", moved));
    } catch (error) {
      if (error instanceof Failure) this.#refuse(file, error);
      else this.#conversation.setOutgoing(ref, undefined); // The page wants it no more, or is gone.
      return "not_received";
    }
    const offer = client.sendFile(path);
    this.#offers.set(offer, { ref, path });
    this.#unplaced.set(offer, undefined);
    show("waiting", size);
    return "ok";
  }

  /**
   * The own file that `event` is about, if a page handed it over. Own files get their places in the order in which they were
   * shared, however their transfers overtake each other.
   */
  place({ id: file, offer, at }: Transferred): OwnFile | undefined {
    const own = offer === undefined ? undefined : this.#offers.get(offer);
    if (offer === undefined || own === undefined) this.#conversation.shared(file, at);
    else if (this.#unplaced.has(offer)) {
      this.#unplaced.set(offer, { file, at });
      this.#placeNext();
    }
    return own;
  }

  /** The copy is not needed any more. */
  async remove({ ref }: OwnFile): Promise<void> {
    await this.#folder.remove(ref);
  }

  /** `event` may be about a file that never got its place. */
  failed({ id, code, text }: Extract<ClientEvent, { type: "error" }>): void {
    const own = id === undefined ? undefined : this.#offers.get(id);
    if (id !== undefined) this.#unplaced.delete(id);
    this.#placeNext();
    const outgoing = own && this.#conversation.outgoing.get(own.ref);
    if (own === undefined || outgoing === undefined) return;
    this.#refuse(outgoing, new Failure(code, text));
    void this.remove(own);
  }

  #placeNext(): void {
    for (const [offer, numbered] of this.#unplaced) {
      if (numbered === undefined) return;
      this.#unplaced.delete(offer);
      const own = this.#offers.get(offer);
      if (own !== undefined) this.#conversation.setOutgoing(own.ref, undefined);
      this.#conversation.shared(numbered.file, numbered.at);
    }
  }

  #refuse(
    { ref, name, size }: Pick<Outgoing, "ref" | "name" | "size">,
    { code, message: text }: Failure,
  ): void {
    const trouble = { code, text };
    const outgoing = { ref, name, size, bytes: 0, state: "failed", trouble } as const;
    this.#conversation.setOutgoing(ref, outgoing);
  }
}
