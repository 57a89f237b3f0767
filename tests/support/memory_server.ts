/**
 * A whole server inside the test's own process, which is reached without a socket.
 * @module
 */
import assert from "node:assert/strict";
import { SYSTEM_CLOCK } from "../../protocol/clock.ts";
import type { ServerOptions } from "../../server/options.ts";
import { makeParts } from "../../server/parts.ts";
import { RunningServer } from "../../server/running_server.ts";
import { MemoryNetwork } from "./memory_network.ts";
import { SETTINGS } from "./server_parts.ts";
import { openStore } from "./store.ts";

/** Keeps its room in memory and its files in a folder that goes with it. */
export class MemoryServer implements AsyncDisposable {
  readonly #network = new MemoryNetwork();
  /** For clients that are to reach it. */
  readonly dialer = this.#network.dialer;
  readonly #folder = Deno.makeTempDirSync();
  readonly #server: RunningServer;

  constructor() {
    const options: ServerOptions = {
      hostname: "memory",
      port: 5050,
      dataFolder: this.#folder,
      certificate: undefined,
      password: undefined,
      settings: SETTINGS,
      clock: SYSTEM_CLOCK,
      random: () => 0,
      observe: (event) => {
        if (event.type === "failure") assert.fail(String(event.error));
      },
    };
    const { store } = openStore();
    const network = this.#network;
    this.#server = new RunningServer(
      makeParts(options, store),
      {
        address: { transport: "tcp", hostname: options.hostname, port: options.port },
        async *accept() {
          for (;;) {
            const wire = await network.accept();
            if (wire === undefined) return;
            yield wire;
          }
        },
        close: () => network.close(),
      },
      store,
      options,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.close();
    Deno.removeSync(this.#folder, { recursive: true });
  }
}
