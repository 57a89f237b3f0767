/**
 * A server under attack, two members who must not notice, and the measures that decide.
 * @module
 */
import { RATE_BURST } from "../../../server/base/budgets.ts";
import assert from "node:assert/strict";
import { MAX_TEXT_BYTES } from "../../../protocol/limits.ts";
import { openDescriptors, residentBytes } from "../../support/process_facts.ts";
import { joinRaw, type RawClient } from "../../support/raw_client.ts";
import { type ServerOptions, startServer, type TestServer } from "../../support/server.ts";
import { Bystanders } from "../../support/bystanders.ts";
import { until } from "../../support/until.ts";

const MIB = 2 ** 20;
/** Memory that an attack may leave behind. */
const GROWTH_BYTES = 32 * MIB;
/** Descriptors more or fewer than at the beginning. */
const DESCRIPTORS = 2;
/** What an error that nobody expected looks like on a terminal. */
const UNEXPECTED = /unexpected|uncaught|\.ts:\d+:\d+|panicked/i;

/** Together these are more than the server keeps of a room. */
const CROWD = 20;
const LARGE_TEXT = "x".repeat(MAX_TEXT_BYTES);

/** One attack. What it expects it asserts itself. */
export type Attack = (lab: Lab) => Promise<void>;

/** Options of {@linkcode attacks}. */
export interface LabOptions extends ServerOptions {
  /** All at once: for those that wait for deadlines. */
  readonly together?: boolean;
  readonly password?: string;
  /** Instead of 32 MiB. */
  readonly growthBytes?: number;
}

/** What an attack works with. */
export class Lab implements AsyncDisposable {
  readonly #scope: AsyncDisposableStack;
  readonly #bystanders: Bystanders;
  readonly #growthBytes: number;
  #names = 0;
  #startBytes = 0;
  #startDescriptors = 0;
  #worstBytes = 0;

  private constructor(
    readonly server: TestServer,
    bystanders: Bystanders,
    scope: AsyncDisposableStack,
    options: LabOptions,
  ) {
    this.#scope = scope;
    this.#bystanders = bystanders;
    this.#growthBytes = options.growthBytes ?? GROWTH_BYTES;
  }

  static async start(options: LabOptions): Promise<Lab> {
    await using scope = new AsyncDisposableStack();
    const server = scope.use(
      await startServer({
        ...options,
        args: ["--history", "0", ...(options.args ?? [])],
        env: { ...options.env, ...(options.password && { CHAT_PASSWORD: options.password }) },
      }),
    );
    // Proving a password takes a tenth of a second.
    if (options.password === undefined) await warmUp(server);
    const bystanders = scope.use(await Bystanders.start(server, options.password));
    const lab = new Lab(server, bystanders, scope.move(), options);
    const { pid } = server.program;
    lab.#startDescriptors = await openDescriptors(pid);
    lab.#startBytes = await residentBytes(pid);
    return lab;
  }

  /** A name that was never used: one who was cut off keeps its name for a while. */
  name(): string {
    return `eve ${++this.#names}`;
  }

  /** Joins under a name of its own. */
  join(more: object = {}): Promise<RawClient> {
    return joinRaw(this.server, this.name(), more);
  }

  /** Joins and leaves again when `use` is done. */
  async visit<T>(use: (client: RawClient) => Promise<T>, more: object = {}): Promise<T> {
    await using client = await this.join(more);
    const result = await use(client);
    await client.send({ type: "leave" });
    await client.closed;
    return result;
  }

  /** The server is what it was: memory, descriptors, nothing on its standard error. */
  async unharmed(): Promise<void> {
    const { program } = this.server;
    const descriptors = () => openDescriptors(program.pid);
    const isBack = async () =>
      Math.abs(await descriptors() - this.#startDescriptors) <= DESCRIPTORS;
    await until(
      isBack,
      async () => `${await descriptors()} descriptors, ${this.#startDescriptors} before`,
    );
    let grown = 0;
    const isSmall = async () => {
      grown = await residentBytes(program.pid) - this.#startBytes;
      return grown <= this.#growthBytes;
    };
    await until(isSmall, () => `${grown / MIB} MiB more than before`);
    this.#worstBytes = Math.max(this.#worstBytes, grown);
    assert.deepEqual(program.stderr.all.filter((line) => UNEXPECTED.test(line)), []);
  }

  /** The bystanders lost nothing and hardly waited. Prints what was measured. */
  async unnoticed(title: string): Promise<void> {
    const noticed = await this.#bystanders.unharmed();
    console.log(`${title}: ${noticed}; memory +${Math.round(this.#worstBytes / MIB)} MiB`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#scope.disposeAsync();
  }
}

/** A busy hour in short: what a server keeps in memory of every conversation is there before the attacks. */
async function warmUp(server: TestServer): Promise<void> {
  for (let index = 0; index < CROWD; index++) {
    await using member = await joinRaw(server, `early ${index}`);
    const says = Array.from({ length: RATE_BURST - 1 }, (_, number) => {
      return { type: "say", id: String(number), text: LARGE_TEXT };
    });
    await member.send(...says, { type: "search", words: "early" }, { type: "leave" });
    await member.closed;
  }
}

/** A test of `title` that makes all `attacks` on one server, while two members talk and notice nothing. */
export function attacks(
  title: string,
  options: LabOptions,
  attacks: Readonly<Record<string, Attack>>,
): void {
  Deno.test(title, async (t) => {
    await using lab = await Lab.start(options);
    const single = Object.entries(attacks)
      .map(([what, attack]) => [what, (): Promise<unknown> => attack(lab)] as const);
    const all = () => Promise.all(single.map(([what, run]) => named(what, run)));
    const together = [`all at once: ${Object.keys(attacks).join("; ")}`, all] as const;
    const steps = options.together ? [together] : single;
    for (const [what, run] of steps) {
      await t.step(what, async () => {
        await run();
        await lab.unharmed();
      });
    }
    await t.step("nobody else noticed", () => lab.unnoticed(title));
  });
}

async function named(what: string, run: () => Promise<unknown>): Promise<void> {
  try {
    await run();
  } catch (error) {
    throw new Error(what, { cause: error });
  }
}
