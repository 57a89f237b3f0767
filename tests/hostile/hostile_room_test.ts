/** A server that means harm in the middle of the conversation: the program goes on. */
import { encodeLine } from "../../protocol/lines.ts";
import { SERVER_LINES } from "../support/samples.ts";
import { greet, hostilities, type Hostility, message, pour } from "./support/hostile_server.ts";

const ESCAPES = "\x1b[2J\x1b]52;c;aGFja2Vk\x07\x9b31m\u202egnp.exe\r\x00";
const encoder = new TextEncoder();

/** Harm, and then something harmless that has to be shown. */
const suffered = (seq: number, ...lines: (object | Uint8Array)[]): Hostility => ({
  act: async (peer) => {
    const connection = await greet(peer);
    await pour(
      connection,
      ...lines.map((line) => line instanceof Uint8Array ? line : encodeLine(line)),
    );
    await connection.send(message(seq, "still here"));
    return connection;
  },
});

const LONG = "a line of history as long as those of people who have much to say ".repeat(12);
/** What a client may grow by that is told 18 MB as fast as it takes them: the runtime looks for garbage when it pleases. */
const BUSY_BYTES = 128 * 2 ** 20;

/** `count` messages of the past, and then something harmless. */
const past = (count: number): Hostility["act"] => async (peer) => {
  const connection = await greet(peer, { seq: count });
  for (let seq = 1; seq < count; seq += 1_000) {
    const some = Array.from(
      { length: 1_000 },
      (_, index) => JSON.stringify(message(seq + index, LONG)),
    );
    await pour(connection, encoder.encode(some.join("\n") + "\n"));
  }
  await connection.send(message(count + 1, "still here"));
  return connection;
};

hostilities("harm after the welcome that is survived", {
  "numbers that go back, and forth by 2^40": suffered(
    2 ** 40 + 1,
    message(5, "back"),
    message(12, "on"),
    message(11, "back again"),
    message(2 ** 40, "far"),
  ),
  "answers to what was never asked": suffered(
    100,
    ...[
      SERVER_LINES.ack,
      SERVER_LINES.receipt,
      SERVER_LINES.error,
      SERVER_LINES.history,
      SERVER_LINES.found,
    ],
    ...[
      SERVER_LINES.files,
      SERVER_LINES.info,
      SERVER_LINES.whois,
      SERVER_LINES.pong,
      SERVER_LINES.welcome,
    ],
    ...Array.from(
      { length: 10_000 },
      (_, file) => ({ ...SERVER_LINES.ticket, file: String(file) }),
    ),
    ...Array.from(
      { length: 10_000 },
      (_, id) => ({ ...SERVER_LINES.ack, id: String(id), seq: 11 }),
    ),
  ),
  "types of tomorrow, and of clients": suffered(
    100,
    ...["say", "hello", "proof", "go", "__proto__", "constructor"].map((type) => ({ type, x: 1 })),
  ),
  "names and texts full of escape sequences": suffered(
    100,
    { ...SERVER_LINES.message, from: ESCAPES, text: ESCAPES },
    { ...SERVER_LINES.joined, name: ESCAPES },
    { ...SERVER_LINES.renamed, from: ESCAPES, to: ESCAPES },
    { ...SERVER_LINES.error, code: ESCAPES, text: ESCAPES },
    { ...SERVER_LINES.moderated, by: ESCAPES, action: ESCAPES, text: ESCAPES },
    { ...SERVER_LINES.game, by: ESCAPES, action: ESCAPES, players: [ESCAPES, "ana"], turn: "ana" },
    { ...SERVER_LINES.game, seq: 20, by: ESCAPES, players: [ESCAPES, "ana"], turn: ESCAPES },
  ),
  "games that do not keep to their rules": suffered(
    3_000,
    { ...SERVER_LINES.game, moves: ["5", "5"] },
    { ...SERVER_LINES.game, seq: 20, moves: Array(256).fill("x") },
    { ...SERVER_LINES.game, seq: 21, kind: "constructor" },
    { ...SERVER_LINES.game, seq: 22, state: "over", winner: "nobody", turn: "ana" },
    { ...SERVER_LINES.game, seq: 23, action: "lapse", state: "open" },
    ...Array.from(
      { length: 300 },
      (_, index) => ({ ...SERVER_LINES.game, seq: 24 + index, game: String(index) }),
    ),
  ),
  "pings without end": suffered(100, ...Array.from({ length: 50_000 }, () => SERVER_LINES.ping)),
  "files of absurd sizes": suffered(
    100,
    ...[0, 1e15, 2 ** 53 - 1].map((size, at) => ({ ...SERVER_LINES.file, seq: 50 + at, size })),
  ),
  "a history without end": {
    act: past(20_000),
    modes: ["lines", "json"],
    growthBytes: BUSY_BYTES,
  },
  "a long history": { act: past(2_000), modes: ["terminal"], growthBytes: BUSY_BYTES },
  "10,000 members": {
    act: async (peer) => {
      const members = Array.from(
        { length: 10_000 },
        (_, index) => `member ${index} ${"x".repeat(18)}`,
      );
      const connection = await greet(peer, { members: ["ana", ...members], guests: members });
      await connection.send(message(11, "still here"));
      return connection;
    },
  },
  "a topic, a room and a name full of escape sequences": {
    act: async (peer) => {
      const connection = await greet(peer, {
        topic: ESCAPES,
        room: ESCAPES,
        server: ESCAPES,
        members: [ESCAPES],
      });
      await connection.send(message(11, "still here"));
      return connection;
    },
  },
  "goodbyes that ask to come back at once": {
    act: async (peer) => {
      for (let times = 0; times < 3; times++) {
        const connection = await greet(peer);
        await connection.send({ ...SERVER_LINES.closing, retryInMs: 0 });
        connection[Symbol.dispose]();
      }
      const connection = await greet(peer);
      await connection.send(message(11, "still here"));
      return connection;
    },
  },
});
