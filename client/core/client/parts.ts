/**
 * The parts of a client: made, and introduced to each other.
 * @module
 */
import { GAMES } from "../../../protocol/games/mod.ts";
import { type ClientEvent, type EventBody, Failure, Waiters } from "../base/mod.ts";
import { Uplink } from "../link/mod.ts";
import { Exchange, Games, ownerMark, RoomState } from "../room/mod.ts";
import { type TransferHost, Transfers } from "../transfers/mod.ts";
import { type Dialer, dialerFor } from "../transport/mod.ts";
import type { ClientOptions } from "./client_options.ts";
import { EventQueue } from "./event_queue.ts";
import { linkUser } from "./link_user.ts";

/** All parts of one client. They run from the moment they are made. */
export interface ClientParts {
  readonly dialer: Dialer;
  readonly state: RoomState;
  readonly exchange: Exchange;
  readonly games: Games;
  readonly transfers: Transfers;
  readonly link: Uplink;
  readonly events: EventQueue<ClientEvent>;
  /** Looked at whenever one of the parts has changed. */
  readonly waiters: Waiters;
  /** Resolves when the link is closed for good and nothing runs any more. */
  readonly ended: Promise<void>;
  /** Tells the front end; `at` is given for what has a time of its own. */
  readonly emit: (event: EventBody, at?: string) => void;
  /** An id that was never used. */
  readonly nextId: () => string;
}

/** Makes the parts of a client, which connects at once. */
export function makeParts(options: ClientOptions): ClientParts {
  const { clock, random, sleep, memory, name, identity, password } = options;
  const events = new EventQueue<ClientEvent>();
  const waiters = new Waiters();
  const over = new AbortController();
  over.signal.addEventListener("abort", () => events.letGo());
  const emit = (event: EventBody, at = new Date(clock.wall()).toISOString()) =>
    events.push({ ...event, at });
  const idPrefix = `${options.mark}-`;
  let ids = 0;
  const nextId = () => `${idPrefix}${++ids}`;
  const check = () => waiters.check();
  const notify = (code: string, text: string) => emit({ type: "notice", code, text });
  const dialer = options.dialer ?? dialerFor(options.address, options.encryption, notify);
  const state = new RoomState(name, memory?.token);
  const exchange = new Exchange();
  const host: TransferHost = {
    dialer,
    sleep,
    random,
    clock,
    signal: over.signal,
    emit,
    nextId,
    offer: (offer) => exchange.offer(offer),
    ticket: (direction, file) => exchange.ticket(direction, file),
    request: (request) => exchange.request(request),
    linkUp: (signal) => waiters.until(() => link.isUp, signal),
    ended: check,
  };
  const transfers = new Transfers(host, {
    downloads: options.downloads,
    owner: () => ownerMark(state.log, name),
    notes: memory,
  });
  const games = new Games({
    catalogue: options.games ?? GAMES,
    you: () => state.you,
    emit,
    deliver: (request) => exchange.deliver(request),
    nextId,
  });
  const user = linkUser({
    options,
    isEncrypted: dialer.isEncrypted,
    state,
    exchange,
    games,
    transfers,
    accept: options.accept,
    memory,
    idPrefix,
    emit,
    pause: (ms) => sleep(ms, over.signal),
    check,
    caughtUp: () => events.isFull ? events.hasRoom() : undefined,
  });
  const { reconnectMs } = options;
  const secrets = { identity, password };
  const link = new Uplink({ clock, random, sleep, reconnectMs, dialer, secrets, user, over });
  const ended = link.closed.then(async () => {
    exchange.close(new Failure("left"));
    await transfers.ended();
    events.end();
  });
  return { dialer, state, exchange, games, transfers, link, events, waiters, ended, emit, nextId };
}
