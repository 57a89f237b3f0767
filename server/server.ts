/**
 * Starting a server.
 * @module
 */
import { join } from "node:path";
import { randomHex128 } from "./base/mod.ts";
import { listenTcp } from "./gateways/mod.ts";
import { openDatabase, reopenDatabase, Store } from "./store/mod.ts";
import type { ServerOptions } from "./options.ts";
import { makeParts } from "./parts.ts";
import { RunningServer, type Server } from "./running_server.ts";

export type { Server } from "./running_server.ts";

/**
 * Starts a server. The port opens when the data is known to be sound.
 * @throws what listening and the file system throw, and `NewerSchemaError`.
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { dataFolder, clock, observe, settings, certificate } = options;
  const path = join(dataFolder, "chat.db");
  const db = openDatabase(path, {
    fsync: settings.fsync,
    onDamaged: (text) => observe({ type: "warning", text }),
    wall: () => clock.wall(),
  });
  const reopen = () => reopenDatabase(path, settings);
  const store = new Store(db, options.passing, reopen, options.games);
  try {
    const parts = makeParts(options, store);
    // Before anybody comes in: what was due while the server was away, and who may be its first
    // operator.
    parts.presence.sweep();
    if (parts.moderation.needsToken) {
      const token = randomHex128();
      await parts.log.append({ change: { type: "operator_token", token } });
    }
    const { hostname, port } = options;
    return new RunningServer(parts, listenTcp({ hostname, port, certificate }), store, options);
  } catch (error) {
    store[Symbol.dispose]();
    throw error;
  }
}
