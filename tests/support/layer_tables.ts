/**
 * The picture of the parts as tables: which folder may import which. `layers.ts` enforces them.
 * @module
 */

/** The parts at the top of the repository, and what each may import besides itself. */
export const PARTS: Readonly<Record<string, readonly string[]>> = {
  main: ["server", "client", "protocol"],
  server: ["protocol"],
  client: ["protocol"],
  protocol: [],
};

/** One folder whose folders are layers. */
export interface Layers {
  /** The folder, from the top of the repository. */
  readonly root: string;
  /** The files in it, by their path below it, that everybody else may import. */
  readonly doors: readonly string[];
  /**
   * A row for each folder in it: the folders beside it that it may import, by their `mod.ts` or by the
   * doors of a table of their own.
   * Rows name what lies below them only, so that nothing goes round in circles. A folder without a row
   * is not held to anything yet.
   */
  readonly folders: Readonly<Record<string, readonly string[]>>;
  /** Folders that use what the files beside all folders make of the others. */
  readonly above?: readonly string[];
}

export const CLIENT: Layers = {
  root: "client",
  doors: ["command.ts"],
  folders: {
    core: [],
    base: ["core"],
    lines: ["core", "base"],
    terminal: ["core", "base"],
    gui: ["core", "base"],
  },
};

export const CLIENT_CORE: Layers = {
  root: "client/core",
  doors: ["mod.ts", "page.ts"],
  folders: {
    base: [],
    text: ["base"],
    transport: ["base"],
    link: ["transport", "base"],
    transfers: ["transport", "base"],
    room: ["transfers", "link", "transport", "base"],
    client: ["room", "transfers", "link", "transport", "base"],
    input: ["client", "room", "text", "base"],
  },
};

export const SERVER: Layers = {
  root: "server",
  doors: ["mod.ts"],
  above: ["process"],
  folders: {
    base: [],
    store: ["base"],
    log: ["store", "base"],
    gateways: ["base"],
    files: ["log", "store", "base"],
    rooms: ["log", "store", "base"],
    requests: ["files", "rooms", "log", "store", "base"],
    session: ["requests", "rooms", "log", "store", "base"],
    door: ["gateways", "base"],
    monitoring: ["gateways", "base"],
    process: ["door", "monitoring", "store", "base"],
  },
};

export const LAYERS: readonly Layers[] = [CLIENT, CLIENT_CORE, SERVER];
