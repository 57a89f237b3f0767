/**
 * What people type into pages: taken in its order, and once each.
 * @module
 */
import type { ClientEvent, TypedInput } from "../core/mod.ts";
import type { Refusal, Trouble, Typed } from "./channel.ts";

/** Answers that are remembered: more than a page has on its way while its connection to this process is lost. */
const MAX_REMEMBERED = 256;

type Rejection = Extract<ClientEvent, { type: "error" }>;

/** Takes what was typed to the client, and tells the page what it has to keep. */
export class Typing {
  readonly #input: TypedInput;
  readonly #quit: () => void;
  readonly #answers = new Map<string, Promise<Refusal | undefined>>();
  #last: Promise<unknown> = Promise.resolve();
  /** Why what is being taken now was rejected. */
  #rejection = Promise.withResolvers<Rejection>();

  /** `quit` is called when the person wants to leave. */
  constructor(input: TypedInput, quit: () => void) {
    this.#input = input;
    this.#quit = quit;
  }

  /** What becomes of `typed`: the same as before if it comes again. `undefined`: it was taken, and the rest is told by events. */
  answer(typed: Typed): Promise<Refusal | undefined> {
    const known = this.#answers.get(typed.ref);
    if (known !== undefined) return known;
    const answer = this.#last.then(() => this.#take(typed));
    this.#last = answer;
    this.#answers.set(typed.ref, answer);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > MAX_REMEMBERED && oldest !== undefined) this.#answers.delete(oldest);
    return answer;
  }

  /** The event that belongs to what is being taken. */
  rejected(event: Rejection): void {
    this.#rejection.resolve(event);
  }

  async #take(typed: Typed): Promise<Refusal | undefined> {
    const { text, to, isText } = typed;
    this.#rejection = Promise.withResolvers();
    const taken = isText ? this.#input.say(text, { to }) : this.#input.enter(text, { to });
    const outcome = await taken;
    if (outcome === "rejected") return refusalOf(await this.#rejection.promise, typed);
    if (outcome === "quit") this.#quit();
    return undefined;
  }
}

/** Why `typed` was not taken, for the page. */
export function refusalOf({ code, text }: Trouble, typed: Typed): Refusal {
  return { code, text, mayBeText: code === "bad_command" && !typed.isText };
}
