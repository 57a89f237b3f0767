/**
 * The parts of a server: made, and introduced to each other.
 * @module
 */
import { join } from "node:path";
import { sha256 } from "../protocol/certificate.ts";
import { sleep } from "../protocol/sleep.ts";
import { Budgets, tokenHash, Traffic } from "./base/mod.ts";
import { type Arrival, Authentication, Door } from "./door/mod.ts";
import { Files, type FilesParts, Spool, Transfers } from "./files/mod.ts";
import { EmbeddedSequencer, Log } from "./log/mod.ts";
import { lineHandler } from "./requests/mod.ts";
import { Archive, Games, Moderation, Presence, Rooms, Roster } from "./rooms/mod.ts";
import { Sessions } from "./session/mod.ts";
import type { Store } from "./store/mod.ts";
import type { ServerOptions } from "./options.ts";

/** All parts of one server. */
export type ServerParts = ReturnType<typeof makeParts>;

/** Makes the parts of a server over `store`; its port is still closed. */
export function makeParts(options: ServerOptions, store: Store) {
  const { dataFolder, clock, observe, settings, certificate, password } = options;
  const [monotonic, wall] = [() => clock.monotonic(), () => clock.wall()];
  const traffic = new Traffic();
  const log = new Log(store, new EmbeddedSequencer(), {
    clock,
    onError: (error) => observe({ type: "failure", error }),
    onStorage: (trouble) => observe({ type: "warning", text: storageText(trouble) }),
    onCommitted: (ms, deliveries) => {
      traffic.deliveries += deliveries;
      options.onCommitted?.(ms);
    },
  });
  const rooms = new Rooms(log.rooms, settings.room);
  const roster = new Roster(rooms, store, { monotonic, wall });
  const { members } = roster;
  const presence = new Presence({ roster, log, clock, observe });
  const moderation = new Moderation(store.moderation, settings.operators, wall);
  const archive = new Archive(store);
  const games = new Games({ log, table: store.games, wall });
  const binding = certificate === undefined ? new Uint8Array() : sha256(certificate.der);
  const { requireIdentity } = settings;
  const authentication = new Authentication({
    password,
    requireIdentity,
    binding,
    monotonic,
    sleep,
  });
  const filesParts: FilesParts = {
    settings,
    clock,
    observe,
    log,
    store,
    spool: new Spool(join(dataFolder, "spool")),
    traffic,
    tell: (author, line) => sessions.tell(author, line),
    nameOf: (author) => members.find(author)?.name ?? "",
  };
  const files = new Files(filesParts);
  const transfers = new Transfers(files, filesParts);
  const handleLine = lineHandler({
    settings,
    clock,
    traffic,
    log,
    rooms,
    members,
    archive,
    moderation,
    files,
    ownerOf: (nameKey) => store.names.owner(nameKey),
    startedAt: monotonic(),
    isEncrypted: certificate !== undefined,
  });
  const budgets = new Budgets(settings.limits);
  const sessions = new Sessions({
    settings,
    clock,
    observe,
    traffic,
    budgets,
    log,
    rooms,
    store,
    presence,
    archive,
    moderation,
    handleLine,
  });
  for (const projection of [roster, presence, files, sessions]) log.project(projection);
  const door = new Door({
    settings,
    clock,
    observe,
    traffic,
    authentication,
    isBanned: (key, host) => moderation.isBanned(rooms.first.id, key, host),
    isKnown: (token) => members.findByToken(tokenHash(token)) !== undefined,
    serve: ({ wire, reader, hello, settle }: Arrival) => {
      if (hello.role === "chat") return sessions.run(wire, reader, hello, settle);
      settle();
      return transfers.run(wire, reader, hello);
    },
  });
  return { traffic, log, rooms, presence, moderation, games, files, transfers, sessions, door };
}

function storageText(trouble: unknown): string {
  if (trouble === undefined) return "The database can be written again";
  const what = trouble instanceof Error ? trouble.message : String(trouble);
  return `The database cannot be written (${what}): whoever says something is told`;
}
