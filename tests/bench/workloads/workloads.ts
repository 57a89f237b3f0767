/**
 * The workloads by name, in the order in which they run: those with goals first, so that a run that is broken off has
 * measured them.
 * @module
 */
import { catchUp } from "./catch_up.ts";
import { chatBesideFiles } from "./chat_beside_files.ts";
import { NATS, NATS_TLS, RIVALS } from "./contenders.ts";
import { ceiling, fanOut, type FanOutPoint } from "./fan_out.ts";
import { fileMemory } from "./file_memory.ts";
import { fileSend } from "./file_send.ts";
import { idleMemory } from "./idle_memory.ts";
import { joinStorm } from "./join_storm.ts";
import { relay } from "./relay.ts";
import { startTime } from "./start_time.ts";
import { steady } from "./steady.ts";
import type { Workload } from "./workload.ts";

/** The point that every axis goes through. */
const BASE: FanOutPoint = { members: 100, senders: 4, textBytes: 100 };
const KIB = 1024;
const BOTH_NATS = [NATS, NATS_TLS];

export const WORKLOADS: Readonly<Record<string, Workload>> = {
  ceiling: ceiling([BASE, { ...BASE, members: 1_000 }, { ...BASE, textBytes: 8 * KIB }]),
  "fan-out-100": fanOut(BASE, RIVALS, { named: 2, tls: 2, tlsToPlain: 0.6 }),
  "fan-out-1000": fanOut({ ...BASE, members: 1_000 }, RIVALS, { named: 1.5, tls: 1.5 }),
  steady,
  "relay-1": relay(1, 1.0),
  "relay-4": relay(4, 1.2),
  "relay-16": relay(16, 1.4),
  "chat-beside-download": chatBesideFiles(1, 3),
  "chat-beside-uploads": chatBesideFiles(4, 0),
  "catch-up": catchUp,
  "idle-memory-1000": idleMemory(1_000, RIVALS, 150),
  "file-memory": fileMemory([64, 256, 1_024], 90),
  "file-memory-4GiB": fileMemory([4_096], 150),
  start: startTime,
  "file-send": fileSend,
  "join-storm": joinStorm,
  "fan-out-10": fanOut({ ...BASE, members: 10 }, BOTH_NATS, { best: 1 }),
  "fan-out-30": fanOut({ ...BASE, members: 30 }, BOTH_NATS),
  "fan-out-500": fanOut({ ...BASE, members: 500 }, [NATS]),
  "fan-out-2000": fanOut({ ...BASE, members: 2_000 }, [NATS]),
  "fan-out-senders-1": fanOut({ ...BASE, senders: 1 }, [NATS]),
  "fan-out-senders-16": fanOut({ ...BASE, senders: 16 }, [NATS]),
  "fan-out-senders-32": fanOut({ ...BASE, senders: 32 }, [NATS]),
  "fan-out-text-1KiB": fanOut({ ...BASE, textBytes: KIB }, RIVALS),
  "fan-out-text-8KiB": fanOut({ ...BASE, textBytes: 8 * KIB }, RIVALS),
  "idle-memory-100": idleMemory(100, []),
  "idle-memory-2000": idleMemory(2_000, []),
  "idle-memory-5000": idleMemory(5_000, []),
};

/** The names that `only` picks: itself, all that begin with it and a hyphen, or all if it is empty. */
export function namesOf(only: string): readonly string[] {
  const names = Object.keys(WORKLOADS);
  if (only === "") return names;
  return names.filter((name) => name === only || name.startsWith(`${only}-`));
}
