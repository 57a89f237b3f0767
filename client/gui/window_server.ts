/**
 * The HTTP server of the window: on this machine's loopback address, for this window's pages.
 * @module
 */
import type { Access } from "./access.ts";
import type { Asset } from "./assets.ts";
import { CHANNEL_PROTOCOL, FILE_NAME_HEADER } from "./channel.ts";
import { answerFile, type Sleep } from "./file_answer.ts";
import { factsOf, isAllowed } from "./guard.ts";
import { harmlessHeaders, pageHeaders } from "./headers.ts";
import type { Visit } from "./visit.ts";
import type { Tabs } from "./tabs.ts";

export interface WindowServerOptions {
  readonly visit: Visit;
  readonly tabs: Tabs;
  readonly access: Access;
  readonly assets: ReadonlyMap<string, Asset>;
  readonly sleep: Sleep;
}

const LOOPBACK = "127.0.0.1";

/**
 * Serves until it is disposed of. Nothing is answered before the request was judged by `guard.ts`. Whoever never finishes the
 * head of a request costs a descriptor and nothing else: only programs of this machine can.
 */
export class WindowServer implements AsyncDisposable {
  readonly #options: WindowServerOptions;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;

  constructor(options: WindowServerOptions) {
    this.#options = options;
    this.#server = Deno.serve({
      hostname: LOOPBACK,
      port: 0,
      onListen: () => {},
      onError: () => answer(500, "Something went wrong"),
    }, (request) => this.#handle(request));
  }

  /** `127.0.0.1:PORT` */
  get host(): string {
    return `${LOOPBACK}:${this.#server.addr.port}`;
  }

  /** The address that opens a page; `key` is the token or the ticket. */
  url(key: string): string {
    return `http://${this.host}/#${key}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#options.tabs.close();
    await this.#server.shutdown();
  }

  #handle(request: Request): Response | Promise<Response> {
    if (!isAllowed(factsOf(request), this.host)) return answer(403, "Not for you");
    const { pathname } = new URL(request.url);
    if (request.method === "POST") return this.#post(request, pathname);
    if (pathname === "/channel") return this.#channel(request);
    const asset = this.#options.assets.get(pathname);
    if (asset !== undefined) {
      return new Response(asset.text, { headers: pageHeaders(asset.contentType, this.host) });
    }
    const [, file, key] = /^\/files\/([0-9]{1,16})\/([0-9a-f]{32})$/.exec(pathname) ?? [];
    if (file !== undefined && key !== undefined) return this.#file(request, file, key);
    return answer(404, "Not found");
  }

  #post(request: Request, pathname: string): Response | Promise<Response> {
    const key = /^Bearer ([0-9a-f]{32})$/.exec(request.headers.get("authorization") ?? "")?.[1];
    const { access } = this.#options;
    if (pathname === "/token") {
      const token = access.redeem(key ?? "");
      return token === undefined ? answer(403, "Void") : answer(200, token);
    }
    if (!access.allows(key)) return answer(403, "Not for you");
    const [, ref] = /^\/outgoing\/([0-9a-f-]{36})$/.exec(pathname) ?? [];
    return ref === undefined ? answer(404, "Not found") : this.#receive(request, ref);
  }

  #channel(request: Request): Response {
    const { access, tabs, visit } = this.#options;
    const header = request.headers.get("sec-websocket-protocol") ?? "";
    const [protocol, token] = header.split(",").map((part) => part.trim());
    if (protocol !== CHANNEL_PROTOCOL || !access.allows(token)) return answer(403, "Not for you");
    if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") return answer(426, "No");
    if (tabs.isFull) return answer(503, "Too many tabs");
    const { socket, response } = Deno.upgradeWebSocket(request, { protocol });
    tabs.add(socket, visit.conversation);
    return response;
  }

  async #receive(request: Request, ref: string): Promise<Response> {
    const name = decoded(request.headers.get(FILE_NAME_HEADER) ?? "");
    const size = Number(request.headers.get("content-length") ?? NaN);
    if (name === undefined || name === "" || !Number.isSafeInteger(size)) {
      return answer(400, "What file is this?");
    }
    const result = await this.#options.visit.share({ ref, name, size, bytes: request.body });
    return result === "ok" ? answer(200, "Received") : answer(409, result);
  }

  #file(request: Request, file: string, key: string): Response | Promise<Response> {
    const { visit, sleep } = this.#options;
    const found = visit.previews.local.find(file, key);
    return found === undefined ? answer(404, "Not found") : answerFile(request, found, sleep);
  }
}

function answer(status: number, text: string): Response {
  return new Response(text, { status, headers: harmlessHeaders() });
}

/** `undefined` if `text` is not well percent-encoded. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
