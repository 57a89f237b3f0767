/**
 * Requests and what they wait for, whatever happens to the connection meanwhile.
 * @module
 */
import type { Reply, Request } from "../../../protocol/messages.ts";
import { Answers } from "./answers.ts";
import { Failure, toldText } from "../base/mod.ts";
import { type Acknowledged, Outbox } from "./outbox.ts";
import type { Direction, Offer, Ticket } from "../transfers/mod.ts";

type Question = Extract<Request, { type: "info" | "files" | "history" | "search" | "whois" }>;
type QuestionOf<T extends Question["type"]> = Extract<Question, { type: T }>;
type Refusal = Extract<Reply, { type: "error" }>;
type Ack = Extract<Reply, { type: "ack" }>;

/** Where requests go while the link is up. */
export interface Sender {
  send(request: Request): void;
}

/** Sends, remembers, and sends again. */
export class Exchange {
  readonly #outbox = new Outbox();
  readonly #files = new Answers<string>();
  readonly #tickets = new Answers<Ticket>();
  /** The file of every acknowledged offer: a refused ticket names the offer only. */
  readonly #fileOfOffer = new Map<string, string>();
  readonly #questions: Question[] = [];
  #sender: Sender | undefined;
  #isHeld = false;

  /** Requests without an acknowledgement. */
  get unacknowledged(): number {
    return this.#outbox.size;
  }

  /** Has everything that was asked and sent been answered? */
  get isSettled(): boolean {
    return this.#outbox.size === 0 && this.#questions.length === 0;
  }

  /** The link is up. With `held`, what waits is not sent before {@linkcode release}. */
  attach(sender: Sender, held: boolean): void {
    this.#sender = sender;
    this.#isHeld = held;
    if (!held) this.#resend();
  }

  /** What was held back is sent, if the link is still the one of `sender`. */
  release(sender: Sender): void {
    if (this.#sender === sender) this.#resend();
  }

  /** The link is down. Tickets belong to a connection, so nobody gets one any more. */
  detach(): void {
    this.#sender = undefined;
    this.#tickets.refuseAll(new Failure("connection_lost"));
  }

  /** The client ends: nobody gets any answer. */
  close(failure: Failure): void {
    this.detach();
    this.#files.refuseAll(failure);
  }

  /** Sends `request` until it is acknowledged. */
  deliver(request: Acknowledged): void {
    this.#outbox.add(request);
    if (!this.#isHeld) this.#sender?.send(request);
  }

  /** Asks until there is an answer. */
  ask(question: Question): void {
    this.#questions.push(question);
    if (!this.#isHeld) this.#sender?.send(question);
  }

  /** Sends `request` if the link is up, and forgets it. */
  request(request: Request): void {
    this.#sender?.send(request);
  }

  /** As {@linkcode TransferHost.offer}. */
  offer(offer: Offer): Promise<string> {
    const file = this.#files.expect(offer.id);
    this.deliver(offer);
    return file;
  }

  /** As {@linkcode TransferHost.ticket}. */
  ticket(direction: Direction, file: string): Promise<Ticket> {
    if (this.#sender === undefined) return Promise.reject(new Failure("connection_lost"));
    return this.#tickets.expect(`${direction} ${file}`);
  }

  /** The request that `ack` answers; `undefined` if it was answered before. */
  acknowledged(ack: Pick<Ack, "id" | "file">): Acknowledged | undefined {
    const request = this.#outbox.take(ack.id);
    if (request?.type === "offer" && ack.file !== undefined) {
      this.#fileOfOffer.set(ack.id, ack.file);
      this.#files.give(ack.id, ack.file);
    }
    return request;
  }

  ticketCame(ticket: Ticket): void {
    this.#tickets.give(`${ticket.direction} ${ticket.file}`, ticket);
  }

  /** The oldest question of this kind has its answer. Returns it, if there was one. */
  answered<T extends Question["type"]>(type: T): QuestionOf<T> | undefined {
    const at = this.#questions.findIndex((question) => question.type === type);
    return at < 0 ? undefined : this.#questions.splice(at, 1)[0] as QuestionOf<T>;
  }

  /** A request was refused. Returns whether somebody other than the transfers has to be told. */
  refused(refusal: Refusal): boolean {
    const { code, text, re, id, file } = refusal;
    const failure = new Failure(code, toldText(code, text));
    const question = this.#questions.find(({ type }) => type === re);
    if (question !== undefined) this.answered(question.type);
    if (re === "get" && file !== undefined) {
      this.#tickets.refuse(`down ${file}`, failure);
      return false;
    }
    if (id === undefined) return re !== "withdraw";
    const request = this.#outbox.take(id);
    if (re !== "offer" && request?.type !== "offer") return true;
    const offered = this.#fileOfOffer.get(id);
    if (request !== undefined) this.#files.refuse(id, failure);
    else if (offered !== undefined) this.#tickets.refuse(`up ${offered}`, failure);
    return false;
  }

  /** Sends again whatever is not acknowledged or answered, in order. */
  #resend(): void {
    this.#isHeld = false;
    for (const request of this.#outbox.waiting()) this.#sender?.send(request);
    for (const question of this.#questions) this.#sender?.send(question);
  }
}
