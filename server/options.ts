/**
 * What a server is started with.
 * @module
 */
import type { Clock } from "../protocol/clock.ts";
import type { Game } from "../protocol/games/mod.ts";
import type { Observer, Settings } from "./base/mod.ts";
import type { Password } from "./door/mod.ts";
import type { CrashPoint } from "./store/mod.ts";

/** What a server shows and proves itself with. */
export interface ServerCertificate {
  /** The chain in PEM. */
  readonly cert: string;
  /** The private key in PEM. */
  readonly key: string;
  readonly der: Uint8Array;
  readonly fingerprint: string;
}

/** Options of {@linkcode startServer}. */
export interface ServerOptions {
  readonly hostname: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** A folder that belongs to this server alone. */
  readonly dataFolder: string;
  /** What connections are encrypted with; `undefined` if they are not. */
  readonly certificate: ServerCertificate | undefined;
  /** Without it, everybody may come in. */
  readonly password: Password | undefined;
  readonly settings: Settings;
  /** Those that may be played; the usual ones by default. */
  readonly games?: readonly Game[];
  readonly clock: Clock;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  readonly observe: Observer;
  /** Told how many ms a commit took, from its oldest request. */
  readonly onCommitted?: (ms: number) => void;
  /** Called at the moments of every transaction at which tests may want the process to end. */
  readonly passing?: ((point: CrashPoint) => void) | undefined;
}
