/**
 * Who is compared with whom.
 * @module
 */
import type { JobOf } from "../load/job.ts";
import { SHORT_TEXT_BYTES } from "../load/text.ts";
import type { Row } from "../report/row.ts";
import { whereIs } from "../servers/installed.ts";
import { makeCertificate } from "../servers/certificate.ts";
import { startInspircd, startMosquitto, startNats, startNgircd } from "../servers/rivals.ts";
import type { ServerProcess } from "../servers/server_process.ts";
import { startChat } from "../servers/servers.ts";
import type { BenchOptions } from "./workload.ts";

/** A server that can do a workload. */
export interface Contender {
  readonly by: string;
  readonly peer: JobOf<"fan_out">["peer"];
  /** Is it the product? */
  readonly isOurs: boolean;
  readonly isEncrypted: boolean;
  /** The program that must be there. */
  readonly needs?: string;
  /** Longest text it takes, in bytes. */
  readonly maxTextBytes: number;
  /** How many may shake hands at the same time, if that differs from the others. */
  readonly enteringAtOnce?: number;
  start(options: BenchOptions): Promise<ServerProcess>;
}

export const CHAT: Contender = {
  by: "chat",
  peer: "chat",
  isOurs: true,
  isEncrypted: false,
  maxTextBytes: Infinity,
  start: ({ build }) => startChat({ build }),
};
export const CHAT_TLS: Contender = {
  ...CHAT,
  by: "chat, TLS",
  isEncrypted: true,
  start: ({ build }) => startChat({ build, isEncrypted: true }),
};
/** A line of IRC has 512 bytes with everything around the text. */
const IRC = { peer: "irc", isOurs: false, isEncrypted: false, maxTextBytes: 400 } as const;
export const NATS: Contender = {
  by: "nats-server",
  peer: "nats",
  isOurs: false,
  isEncrypted: false,
  needs: "nats-server",
  maxTextBytes: Infinity,
  start: () => startNats(),
};
export const NATS_TLS: Contender = {
  ...NATS,
  by: "nats-server, TLS",
  peer: "nats-tls",
  isEncrypted: true,
  start: async () => startNats(await makeCertificate()),
};
/** It looks at new connections once a second. */
const INSPIRCD: Contender = {
  ...IRC,
  by: "inspircd",
  needs: "inspircd",
  start: () => startInspircd(),
  enteringAtOnce: 256,
};
export const RIVALS: readonly Contender[] = [
  NATS,
  NATS_TLS,
  { ...IRC, by: "ngircd", needs: "ngircd", start: startNgircd },
  INSPIRCD,
  {
    ...INSPIRCD,
    by: "inspircd, TLS",
    isEncrypted: true,
    start: async () => startInspircd(await makeCertificate()),
  },
  { ...NATS, by: "mosquitto", peer: "mqtt", needs: "mosquitto", start: startMosquitto },
];

/** Those that the goals name. */
export const NAMED: ReadonlySet<string> = new Set(["nats-server", "ngircd"]);

/** Those of `rivals` that can take part with texts of `textBytes`. */
export function presentOf(
  rivals: readonly Contender[],
  textBytes = SHORT_TEXT_BYTES,
): readonly Contender[] {
  return rivals.filter((rival) => whyAbsent(rival, textBytes) === undefined);
}

/** A row with the reason for each of `rivals` that cannot. */
export function absentRows(
  row: Pick<Row, "work" | "unit">,
  rivals: readonly Contender[],
  textBytes = SHORT_TEXT_BYTES,
): readonly Row[] {
  return rivals.flatMap((rival) => {
    const note = whyAbsent(rival, textBytes);
    return note === undefined ? [] : [{ ...row, by: rival.by, note }];
  });
}

function whyAbsent({ needs, maxTextBytes }: Contender, textBytes: number): string | undefined {
  if (textBytes > maxTextBytes) return `no text of ${textBytes} bytes fits into its lines`;
  if (needs === undefined || whereIs(needs) !== undefined) return undefined;
  return `${needs} is not installed`;
}
