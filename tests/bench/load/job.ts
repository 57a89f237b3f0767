/**
 * What the load process is told and what it answers.
 * @module
 */
import { z } from "zod";

const peer = z.enum(["chat", "nats", "nats-tls", "irc", "mqtt", "block"]);
/** Where the server is; with a certificate in PEM, it is spoken to encrypted. */
const server = { port: z.int().positive(), certificate: z.string().optional() };
/** How many shake hands at the same time; servers differ in what they bear. */
const enteringAtOnce = z.int().positive().optional();

/** One job for one load process. */
export const Job = z.discriminatedUnion("kind", [
  /** Closed loop: `window` messages in flight per sender until everybody has them. */
  z.object({
    kind: z.literal("fan_out"),
    peer,
    ...server,
    serverPid: z.int(),
    members: z.int().positive(),
    enteringAtOnce,
    senders: z.int().positive(),
    window: z.int().positive(),
    textBytes: z.int().positive(),
    warmUpMs: z.number(),
    measureMs: z.number(),
  }),
  /** Open loop: `perSecond` messages whatever happens, for `measureMs` or until told to stop. */
  z.object({
    kind: z.literal("steady"),
    peer,
    ...server,
    members: z.int().positive(),
    enteringAtOnce,
    senders: z.int().positive(),
    perSecond: z.number().positive(),
    measureMs: z.number(),
  }),
  /** Stores `messages`, then reads them back `rounds` times from where a member had left off. */
  z.object({
    kind: z.literal("catch_up"),
    ...server,
    serverPid: z.int(),
    messages: z.int().positive(),
    rounds: z.int().positive(),
  }),
  /** Enters with `members` and stays until told to stop. */
  z.object({
    kind: z.literal("idle"),
    peer,
    ...server,
    members: z.int().positive(),
    enteringAtOnce,
  }),
  /** All of `members` enter at the same moment. */
  z.object({
    kind: z.literal("storm"),
    peer,
    ...server,
    serverPid: z.int(),
    members: z.int().positive(),
  }),
  /** `uploads` files of `sizeBytes` at once, each to `receivers`. */
  z.object({
    kind: z.literal("relay"),
    relay: z.enum(["chat", "c"]),
    ...server,
    serverPid: z.int(),
    uploads: z.int().positive(),
    receivers: z.int().nonnegative(),
    sizeBytes: z.int().positive(),
  }),
]);
export type Job = z.infer<typeof Job>;
export type JobOf<K extends Job["kind"]> = Extract<Job, { kind: K }>;

/** What a load process prints: once when it is ready to begin, once at its end, which may be a failure. */
export const Answer = z.discriminatedUnion("state", [
  z.object({ state: z.literal("ready") }),
  z.object({ state: z.literal("done"), figures: z.record(z.string(), z.number().nullable()) }),
  z.object({ state: z.literal("failed"), reason: z.string() }),
]);
export type Answer = z.infer<typeof Answer>;

/** The figures that a job measured, by name; the unit is part of the name. */
export type Figures = Record<string, number | null>;

/** How a job and whoever started it go in step. */
export interface Cues {
  /** Says that everything is set up and waits for the word to begin. */
  ready(): Promise<void>;
  /** Aborted when the starter wants the job to end. */
  readonly stop: AbortSignal;
}
