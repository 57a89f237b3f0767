/**
 * A second host, made of a network namespace of this machine, and the cable to it.
 * @module
 */

/** Where a rule stands: in what the far host receives, or in what it sends. */
export type Side = "input" | "output";

/** A host that only root can make. Disposing takes it away, whatever was done to it. */
export class FarNetwork implements AsyncDisposable {
  private constructor(private readonly name: string, private readonly subnet: number) {}

  /** Makes one, or prints why this machine does not let us. */
  static async make(): Promise<FarNetwork | undefined> {
    const subnet = crypto.getRandomValues(new Uint8Array(1))[0] ?? 0;
    const network = new FarNetwork(`chat-${Deno.pid}-${subnet}`, subnet);
    try {
      await network.#build();
      await network.#rules("flush ruleset");
      return network;
    } catch (error) {
      console.log(`SKIPPED: no network of our own: ${(error as Error).message}`);
      await network[Symbol.asyncDispose]();
      return undefined;
    }
  }

  /** The address of the far host. */
  get host(): string {
    return `10.77.${this.subnet}.1`;
  }

  /** What runs a command on the far host. */
  get through(): readonly string[] {
    return ["ip", "netns", "exec", this.name];
  }

  /** From now on packets of TCP meet `verdict` on this side: `drop`, `reject with tcp reset`, … */
  async rule(side: Side, verdict: string): Promise<void> {
    await this.#rules(
      `add table inet ch; add chain inet ch ${side} { type filter hook ${side} priority 0; }; ` +
        `add rule inet ch ${side} meta l4proto tcp ${verdict}`,
    );
  }

  /** No packet meets anything any more. */
  heal(): Promise<void> {
    return this.#rules("flush ruleset");
  }

  /** Pulls the cable out, or puts it in again. */
  async cable(state: "up" | "down"): Promise<void> {
    await run("ip", "-n", this.name, "link", "set", this.#far, state);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // The cable goes with the namespace.
    await run("ip", "netns", "del", this.name).catch(() => {});
    await run("ip", "link", "del", this.#near).catch(() => {});
  }

  get #near(): string {
    return `chn${Deno.pid % 100_000}${this.subnet}`;
  }

  get #far(): string {
    return `chf${Deno.pid % 100_000}${this.subnet}`;
  }

  async #build(): Promise<void> {
    await run("ip", "netns", "add", this.name);
    await run("ip", "link", "add", this.#near, "type", "veth", "peer", "name", this.#far);
    await run("ip", "link", "set", this.#far, "netns", this.name);
    await run("ip", "addr", "add", `10.77.${this.subnet}.2/24`, "dev", this.#near);
    await run("ip", "link", "set", this.#near, "up");
    await run("ip", "-n", this.name, "addr", "add", `${this.host}/24`, "dev", this.#far);
    await run("ip", "-n", this.name, "link", "set", "lo", "up");
    await run("ip", "-n", this.name, "link", "set", this.#far, "up");
  }

  async #rules(rules: string): Promise<void> {
    await run(...this.through, "nft", rules);
  }
}

async function run(...words: readonly string[]): Promise<void> {
  const [program = "", ...args] = words;
  const command = new Deno.Command(program, { args, stdin: "null" });
  const { success, stderr } = await command.output();
  if (!success) throw new Error(`${words.join(" ")}: ${new TextDecoder().decode(stderr).trim()}`);
}
