/** The lines mode and `chat send` as a whole, against a scripted server: output, order of leaving, exit codes. */
import assert from "node:assert/strict";
import { type PeerConnection, ScriptedPeer, welcome } from "../../support/scripted_peer.ts";
import { type ClientOptions, realSurroundings } from "../../../client/core/mod.ts";
import { runLines, type RunLinesOptions } from "../../../client/lines/run_lines.ts";
import { runSend, type SendOptions } from "../../../client/send.ts";

const AT = "2026-01-01T00:00:00.000Z";
const joined = (seq: number, name: string) => ({ type: "joined", seq, at: AT, name });

function clientOptions(peer: ScriptedPeer): ClientOptions {
  return {
    ...realSurroundings(),
    address: peer.address,
    name: "ana",
    downloads: "/nonexistent",
    accept: "none",
    reconnectMs: 0,
    agent: "test",
  };
}

/** A run of the lines mode that a test types into and reads from. */
class Run {
  readonly complaints: string[] = [];
  readonly ended: Promise<number>;
  readonly #typed = new TransformStream<Uint8Array, Uint8Array>();
  readonly #typing = this.#typed.writable.getWriter();
  #printed = "";

  constructor(peer: ScriptedPeer, options: Partial<RunLinesOptions> = {}) {
    this.ended = runLines({
      client: clientOptions(peer),
      form: "lines",
      stdin: this.#typed.readable,
      stdout: { write: (bytes) => Promise.resolve(this.#print(bytes)) },
      complain: (text) => this.complaints.push(text),
      isInteractive: false,
      lingerMs: 0,
      home: undefined,
      signalled: new Promise(() => {}),
      ...options,
    });
  }

  get lines(): string[] {
    return this.#printed.split("\n").slice(0, -1);
  }

  async type(text: string): Promise<void> {
    await this.#typing.write(new TextEncoder().encode(text));
  }

  async endInput(): Promise<void> {
    await this.#typing.close();
  }

  #print(bytes: Uint8Array): number {
    this.#printed += new TextDecoder().decode(bytes);
    return bytes.length;
  }
}

/** Plays the server's part of leaving. */
async function takeLeave(connection: PeerConnection): Promise<void> {
  await connection.next("leave");
  connection[Symbol.dispose]();
}

Deno.test("lines mode waits at the end of its input until everything is acknowledged", async () => {
  using peer = new ScriptedPeer();
  const run = new Run(peer);
  const typing = run.type("one\n/names\n");
  using connection = (await peer.greet(welcome({ members: ["ben", "ana"] }))).connection;
  await typing;
  const { id } = await connection.next("say");
  await run.endInput();
  // A client that did not wait would send leave before this pong.
  await connection.send({ type: "ping" });
  await connection.next("pong");
  await connection.send({ type: "ack", id, seq: 11 });
  await takeLeave(connection);
  assert.equal(await run.ended, 0);
  const members = ["* Total No of Clients: 2", "* Client 1 : ben", "* Client 2 : ana"];
  const told = run.lines.filter((line) => !line.includes("NOT ENCRYPTED"));
  assert.deepEqual(told, [...members, ...members]);
  assert.deepEqual(run.complaints, []);
});

Deno.test("lines mode stays after the end of its input until the server closes, if told to", async () => {
  using peer = new ScriptedPeer();
  const run = new Run(peer, { lingerMs: Infinity });
  await run.endInput();
  using connection = (await peer.greet(welcome())).connection;
  await connection.send(joined(11, "ben"));
  await connection.send({ type: "closing", code: "shutting_down", text: "x", retryInMs: 1 });
  connection[Symbol.dispose]();
  assert.equal(await run.ended, 0);
  assert.ok(run.lines.includes("* ben joined the chat!"));
});

Deno.test("lines mode finishes what was asked before /quit, and never sends the command", async () => {
  using peer = new ScriptedPeer();
  const run = new Run(peer);
  const typing = run.type("hi\n!q\n");
  using connection = (await peer.greet(welcome())).connection;
  await typing;
  const { id } = await connection.next("say");
  await connection.send({ type: "ack", id, seq: 11 });
  await takeLeave(connection);
  assert.equal(await run.ended, 0);
});

Deno.test("lines mode leaves politely on a signal and ends with its code", async () => {
  using peer = new ScriptedPeer();
  const signal = Promise.withResolvers<number>();
  const run = new Run(peer, { signalled: signal.promise });
  using connection = (await peer.greet(welcome(), { type: "ping" })).connection;
  await connection.next("pong");
  signal.resolve(130);
  await takeLeave(connection);
  assert.equal(await run.ended, 130);
});

Deno.test("lines mode leaves when nobody reads its output any more", async () => {
  using peer = new ScriptedPeer();
  const stdout = { write: () => Promise.reject(new Deno.errors.BrokenPipe()) };
  const run = new Run(peer, { stdout });
  using connection = (await peer.greet(welcome())).connection;
  await takeLeave(connection);
  assert.equal(await run.ended, 0);
});

Deno.test("lines mode says in one sentence why it could not join, without escape codes", async () => {
  using peer = new ScriptedPeer();
  const run = new Run(peer);
  const refusal = { type: "error", code: "banned_tomorrow", text: "No\u001b[2J\nreally" };
  using connection = (await peer.greet(refusal)).connection;
  assert.equal(await run.ended, 4);
  assert.equal(run.complaints.length, 1);
  assert.match(run.complaints[0] ?? "", /^Cannot join 127\.0\.0\.1:\d+: No⟦U\+001B⟧\[2J ⏎ really$/);
  void connection;
});

Deno.test("lines mode ends with 1 when the connection is lost for good", async () => {
  using peer = new ScriptedPeer();
  const run = new Run(peer);
  {
    using connection = (await peer.greet(welcome())).connection;
    const typing = run.type("hi\n");
    await connection.next("say");
    await typing;
  }
  assert.equal(await run.ended, 1);
  assert.match(run.complaints[0] ?? "", /^Disconnected from .*: The connection was lost$/);
});

Deno.test("json mode prints objects, and takes objects and lines", async () => {
  using peer = new ScriptedPeer();
  const run = new Run(peer, { form: "json" });
  const typing = run.type('{"say": "a\\nb"}\n/names\n{"oops": 1}\n');
  using connection = (await peer.greet(welcome())).connection;
  await typing;
  const { id, text } = await connection.next("say");
  assert.equal(text, "a\nb");
  await connection.send({ type: "ack", id, seq: 11 });
  await run.endInput();
  await takeLeave(connection);
  assert.equal(await run.ended, 0);
  const types = run.lines.map((line) => JSON.parse(line).type);
  assert.deepEqual(types.filter((type) => type !== "link").sort(), [
    "error",
    "names",
    "notice",
    "pending",
    "sent",
    "welcome",
  ]);
  const events = run.lines.map((line) => JSON.parse(line));
  const pending = events.find(({ type }) => type === "pending");
  assert.deepEqual([pending.id, pending.text], [id, "a\nb"]);
  const error = events.find(({ type }) => type === "error");
  assert.deepEqual([error.code, error.rejected], ["bad_command", '{"oops": 1}']);
});

function send(peer: ScriptedPeer, options: Partial<SendOptions>) {
  const complaints: string[] = [];
  const reports: string[] = [];
  const ended = runSend({
    client: clientOptions(peer),
    text: undefined,
    files: [],
    note: () => {},
    report: (line) => reports.push(line),
    complain: (text) => complaints.push(text),
    signalled: new Promise(() => {}),
    ...options,
  });
  return { complaints, reports, ended };
}

Deno.test("chat send ends with 0 when the message is stored, not before", async () => {
  using peer = new ScriptedPeer();
  const sending = send(peer, { text: "hi" });
  using connection = (await peer.greet(welcome())).connection;
  const { id } = await connection.next("say");
  await connection.send({ type: "ack", id, seq: 11 });
  await takeLeave(connection);
  assert.equal(await sending.ended, 0);
});

Deno.test("chat send leaves out the closing line breaks of a text", async () => {
  using peer = new ScriptedPeer();
  const sending = send(peer, { text: "one\n two\n\n" });
  using connection = (await peer.greet(welcome())).connection;
  const { id, text } = await connection.next("say");
  assert.equal(text, "one\n two");
  await connection.send({ type: "ack", id, seq: 11 });
  await takeLeave(connection);
  assert.equal(await sending.ended, 0);
});

Deno.test("chat send tells what failed by its exit code", async () => {
  using peer = new ScriptedPeer();
  const empty = send(peer, { text: "" });
  assert.equal(await empty.ended, 2);
  assert.deepEqual(empty.complaints, ["There is nothing to send"]);

  const missing = send(peer, { files: ["/nonexistent/x.png"] });
  using first = (await peer.greet(welcome())).connection;
  await takeLeave(first);
  assert.equal(await missing.ended, 6);
  assert.deepEqual(missing.complaints, ["File doesn't exist: /nonexistent/x.png"]);

  const refused = send(peer, { text: "hi" });
  using second = (await peer.greet({ type: "error", code: "name_taken", text: "" })).connection;
  assert.equal(await refused.ended, 4);
  void second;

  const lost = send(peer, { text: "hi" });
  using third = (await peer.greet(welcome())).connection;
  await third.next("say");
  third[Symbol.dispose]();
  assert.equal(await lost.ended, 1);
});
