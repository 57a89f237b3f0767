/**
 * Everybody who is connected.
 * @module
 */
import { formatAddress } from "../../protocol/address.ts";
import type { ExactReader } from "../../protocol/exact_reader.ts";
import type { Hello } from "../../protocol/messages.ts";
import type { Wire } from "../../protocol/wire.ts";
import { addressKey, overLimit } from "../base/mod.ts";
import type { Projection, RoomLog } from "../log/mod.ts";
import type { Admitted, Room } from "../rooms/mod.ts";
import type { Applied, Outcome, RoomRow, Subject } from "../store/mod.ts";
import type { SessionParts } from "./parts.ts";
import { Session } from "./session.ts";
import { welcomeLine } from "./welcome.ts";

export class Sessions implements Projection {
  readonly concerns = ["message", "moderated"] as const;
  readonly #byAuthor = new Map<number, Session>();

  constructor(private readonly parts: SessionParts) {}

  /** Welcomed connections. */
  get count(): number {
    return this.#byAuthor.size;
  }

  /** Sends `line` to the member number `author`, if it is connected. */
  tell(author: number, line: object): void {
    this.#byAuthor.get(author)?.reply(line);
  }

  /**
   * Lets the sender of `hello` in and serves it until its connection ends; `settle` is called when
   * it is in.
   * @throws {ProtocolError} if it is not let in.
   */
  async run(wire: Wire, reader: ExactReader, hello: Hello, settle: () => void): Promise<void> {
    const { settings, traffic, rooms, presence } = this.parts;
    if (this.count >= settings.limits.maxClients) {
      traffic.met("maxClients");
      throw overLimit("server_full", "maxClients", settings.limits);
    }
    const room = rooms.first;
    const admitted = await presence.join(hello, room, wire.peer.hostname);
    const session = new Session({ member: admitted.member, room }, wire, this.parts);
    this.#welcome(session, admitted, hello, wire);
    settle();
    const { author } = admitted.member;
    await session.serve(reader, () => {
      if (this.#byAuthor.get(author) === session) this.#byAuthor.delete(author);
    });
  }

  applied({ change, outcome }: Applied): void {
    if (outcome.kind !== "entered") return;
    if (change.type === "message" && change.to !== undefined) this.#openForBoth(outcome);
    else if (change.type === "moderated") this.#moderated(change.action, outcome);
  }

  /** Keeps the deadlines at the time `now`, in monotonic ms. */
  sweep(now: number): void {
    for (const session of this.#byAuthor.values()) session.sweep(now);
  }

  /**
   * Tells everybody that the server stops and to come back after `retryInMs()`, which is asked for
   * each.
   */
  close(retryInMs: () => number): void {
    for (const session of this.#byAuthor.values()) session.close("shutting_down", retryInMs());
  }

  /** Ends all connections without waiting any longer. */
  cut(): void {
    for (const session of this.#byAuthor.values()) session.cut();
  }

  #welcome(session: Session, admitted: Admitted, hello: Hello, wire: Wire): void {
    const { log, settings, store, presence, observe } = this.parts;
    const { member, isResumed, seq } = admitted;
    const { room } = session;
    presence.attach(member, session);
    this.#byAuthor.set(member.author, session);
    const known = knownPlace(hello, store.logId, log.lastSeq);
    const history = hello.history ?? settings.history;
    const sinceOf = (log: RoomLog) => known ?? log.startOfHistory(history);
    const since = sinceOf(room.log);
    session.reply(welcomeLine(this.parts, room, admitted, { known, since }));
    session.follow(room.log, since);
    // What is shown to others is said to itself by the welcome.
    if (seq !== undefined) session.own(room.log, seq, []);
    for (const { room } of store.rooms.of(member.author)) {
      const log = this.parts.log.rooms.open(room);
      session.follow(log, sinceOf(log));
    }
    session.wake();
    const { hostname: host, port } = wire.peer;
    const type = isResumed ? "resumed" : "joined";
    observe({ type, name: member.name, address: formatAddress({ host, port }) });
  }

  /** The room of two has an entry: those of them who are here read it from now on. */
  #openForBoth({ room, seq }: Extract<Outcome, { kind: "entered" }>): void {
    const { store, log } = this.parts;
    const parties = this.#partiesOf(store.rooms.get(room));
    for (const session of parties) session.follow(log.rooms.open(room), seq - 1);
  }

  #partiesOf(room: RoomRow | undefined): Session[] {
    const sessions = [room?.first, room?.second].map((author) => this.#byAuthor.get(author ?? 0));
    return sessions.filter((session) => session !== undefined);
  }

  #moderated(
    action: string,
    { member, subject, room }: Extract<Outcome, { kind: "entered" }>,
  ): void {
    if (action === "kick" && member !== undefined) this.#kick(member);
    else if (action === "ban" && subject !== undefined) this.#kickAll(subject, room);
  }

  #kick(author: number): void {
    const session = this.#byAuthor.get(author);
    if (session !== undefined) return session.kick("kicked");
    // It has lost its connection just now: it is gone all the same.
    void this.parts.presence.kickAbsent(author);
  }

  #kickAll({ key, address }: Subject, room: Room["id"]): void {
    const { moderation } = this.parts;
    for (const session of this.#byAuthor.values()) {
      const isMeant = key === undefined
        ? addressKey(session.host) === address
        : session.member.key === key;
      if (isMeant && !moderation.isOperator(room, session.member.key)) session.kick("banned");
    }
  }
}

/**
 * The entry up to which the sender of `hello` has everything, if that means something in this log.
 */
function knownPlace({ log, since }: Hello, logId: string, lastSeq: number): number | undefined {
  const isSameLog = log === undefined || log === logId;
  return isSameLog && since !== undefined && since <= lastSeq ? since : undefined;
}
