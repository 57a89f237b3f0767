/** A server that means harm, and the program in the modes that people use: one sentence and the right end, or it goes on. */
import { encodeLine } from "../../protocol/lines.ts";
import { MAX_SERVER_LINE_BYTES } from "../../protocol/limits.ts";
import { OPENINGS, SERVER_LINES } from "../support/samples.ts";
import { type PeerConnection, type ScriptedPeer, welcome } from "../support/scripted_peer.ts";
import { greet, hostilities, type Hostility, pour } from "./support/hostile_server.ts";

const MIB = 2 ** 20;
const ENDLESS = Array.from({ length: 64 }, () => new Uint8Array(MIB).fill(0x61));
const STRANGER = [3, "not a chat server"] as const;
const MISBEHAVED = [1, "does not keep to the chat protocol"] as const;
const ESCAPES = "\x1b[2J\x1b]52;c;aGFja2Vk\x07\x9b31m\u202egnp.exe\r\x00";
const encoder = new TextEncoder();

/** Takes the hello and answers with `bytes`. */
async function answer(peer: ScriptedPeer, ...bytes: Uint8Array[]): Promise<PeerConnection> {
  const connection = await peer.accept();
  await connection.next("hello");
  await pour(connection, ...bytes);
  return connection;
}

/** `line`, with a field that makes it `size` bytes long. */
function padded(line: object, size: number): Uint8Array {
  const bare = encodeLine({ ...line, pad: "" }).length;
  return encodeLine({ ...line, pad: "x".repeat(size - bare) });
}

const invalidUtf8 = (line: object) => {
  const bytes = encodeLine({ ...line, pad: "??" });
  bytes.fill(0xff, bytes.length - 5, bytes.length - 3);
  return bytes;
};

const first = (...bytes: Uint8Array[]): Hostility => ({
  act: (peer) => answer(peer, ...bytes),
  ends: STRANGER,
});

hostilities("a hostile answer to the hello", {
  "64 MiB without the end of a line": first(...ENDLESS),
  "a line that is too long by one byte": first(padded(welcome(), MAX_SERVER_LINE_BYTES + 1)),
  "bytes that are not UTF-8": first(invalidUtf8(welcome())),
  "a welcome of wrong types": first(encodeLine({ ...welcome(), members: 7, seq: "1" })),
  "a seq that no number holds": first(
    encoder.encode(JSON.stringify(welcome()).replace(":10,", ":9007199254740993,") + "\n"),
  ),
  "400,000 lists in each other": first(encoder.encode("[".repeat(400_000) + "\n")),
  "a challenge of nonsense": first(encodeLine({ ...OPENINGS.server[0], nonce: "??" })),
  "HTTP": first(encoder.encode("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n")),
  "a refusal full of escape sequences": {
    act: (peer) => answer(peer, encodeLine({ type: "error", code: ESCAPES, text: ESCAPES })),
    ends: [4, "⟦U+001B⟧"],
    modes: ["lines", "terminal"],
  },
  "the end at once": {
    act: async (peer) => {
      (await answer(peer))[Symbol.dispose]();
    },
    ends: [3, "closed the connection without a greeting"],
  },
});

const then = (...lines: (object | Uint8Array)[]): Hostility => ({
  act: async (peer) => {
    const connection = await greet(peer);
    await pour(
      connection,
      ...lines.map((line) => line instanceof Uint8Array ? line : encodeLine(line)),
    );
    return connection;
  },
  ends: MISBEHAVED,
});

hostilities("harm after the welcome that ends it", {
  "64 MiB without the end of a line": then(...ENDLESS),
  "a line that is too long by one byte": then(
    padded(SERVER_LINES.message, MAX_SERVER_LINE_BYTES + 1),
  ),
  "bytes that are not UTF-8": then(invalidUtf8(SERVER_LINES.message)),
  "a message of wrong types": then({ ...SERVER_LINES.message, text: { length: 1e9 } }),
  "a message that is no text": then({ ...SERVER_LINES.message, text: "\ud800" }),
  "a seq that no number holds": then({ ...SERVER_LINES.message, seq: 2 ** 53 }),
  "a ticket of absurd length": then({ ...SERVER_LINES.ticket, ticket: "f".repeat(1_000_000) }),
  "a file whose name is a path": then({ ...SERVER_LINES.file, name: "../../.bashrc" }),
  "a goodbye full of escape sequences": {
    act: async (peer) => {
      const connection = await greet(peer);
      await connection.send({ type: "closing", code: ESCAPES, text: ESCAPES });
      connection[Symbol.dispose]();
    },
    ends: [1, "⟦U+001B⟧"],
    modes: ["lines", "terminal"],
  },
});
