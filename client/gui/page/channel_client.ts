/**
 * The page's end of the channel to the client process.
 * @module
 */
import type { ToPage, ToProcess } from "../channel.ts";
import { keep, recall } from "./browser_storage.ts";

// The page takes nothing but types from the process, and these two words.
const CHANNEL_PROTOCOL: typeof import("../channel.ts").CHANNEL_PROTOCOL = "chat-window";
const FILE_NAME_HEADER: typeof import("../channel.ts").FILE_NAME_HEADER = "x-file-name";
const KEY = "chat-token";
/** Between two attempts to find the process again. */
const RETRY_MS = 1_500;

export interface ChannelHandler {
  received(message: ToPage): void;
  changed(state: "opening" | "open" | "lost" | "no_key"): void;
}

/** Connects, and connects again when the connection is lost. */
export class ChannelClient {
  readonly #handler: ChannelHandler;
  #socket: WebSocket | undefined;
  #token: string | undefined;

  constructor(handler: ChannelHandler) {
    this.#handler = handler;
  }

  /** Finds the token in `key`, the address's fragment, or in what this tab remembers, and connects. */
  async start(key: string): Promise<void> {
    this.#token = await redeem(key) ?? recall("tab", KEY);
    if (this.#token === undefined) return this.#handler.changed("no_key");
    keep("tab", KEY, this.#token);
    this.#connect();
  }

  send(message: ToProcess): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  /** Hands over the bytes of `file`; what becomes of it comes back as messages about `ref`. Did they arrive? */
  async upload(ref: string, file: File, name: string, signal: AbortSignal): Promise<boolean> {
    try {
      const headers = {
        authorization: `Bearer ${this.#token}`,
        [FILE_NAME_HEADER]: encodeURIComponent(name),
        "content-type": "application/octet-stream",
      };
      const answer = await fetch(`/outgoing/${ref}`, {
        method: "POST",
        headers,
        body: file,
        signal,
      });
      return answer.ok;
    } catch {
      return false;
    }
  }

  #connect(): void {
    const socket = new WebSocket(`ws://${location.host}/channel`, [
      CHANNEL_PROTOCOL,
      this.#token ?? "",
    ]);
    this.#socket = socket;
    socket.onopen = () => this.#handler.changed("open");
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data) as ToPage;
      this.#handler.received(message);
      if (message.type === "update") this.send({ type: "shown" });
    };
    socket.onclose = () => {
      this.#handler.changed("lost");
      setTimeout(() => this.#connect(), RETRY_MS);
    };
  }
}

/** The token that `key` is or is worth; nothing for a ticket that was used before. */
async function redeem(key: string): Promise<string | undefined> {
  if (key === "") return undefined;
  const headers = { authorization: `Bearer ${key}` };
  const answer = await fetch("/token", { method: "POST", headers }).catch(() => undefined);
  return answer?.ok ? await answer.text() : undefined;
}
