/**
 * What the files need of the server.
 * @module
 */
import type { Clock } from "../../protocol/clock.ts";
import type { Observer, Settings, Traffic } from "../base/mod.ts";
import type { Log } from "../log/mod.ts";
import type { Store } from "../store/mod.ts";
import type { Spool } from "./spool.ts";

/** The parts of a server that files are stored in, announced by and told to. */
export interface FilesParts {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly observe: Observer;
  readonly log: Log;
  readonly store: Store;
  readonly spool: Spool;
  readonly traffic: Traffic;
  /** Sends `line` to the member number `author`, if it is connected. */
  readonly tell: (author: number, line: object) => void;
  /** What the member number `author` is called. */
  readonly nameOf: (author: number) => string;
}
