/**
 * What a server that means harm says, and what has to become of the client.
 * @module
 */
import assert from "node:assert/strict";
import { type PeerConnection, ScriptedPeer, welcome } from "../../support/scripted_peer.ts";
import { type Mode, Victim } from "./victim.ts";

const MIB = 2 ** 20;
const GROWTH_BYTES = 32 * MIB;
/** Escapes, controls and whatever else acts on a terminal; our own sequences are what the pane's tests are about. */
// deno-lint-ignore no-control-regex
const HARMFUL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
/** A stack of the runtime. */
const STACK = /\bat .*\.ts:\d+:\d+|Uncaught|unexpected error|panicked/i;

const MODES: readonly Mode[] = ["lines", "json", "terminal"];

/** One way to mean harm. */
export interface Hostility {
  /** Speaks to the client that has connected to `peer`. */
  readonly act: (peer: ScriptedPeer) => Promise<PeerConnection | void>;
  /** Exit code and sentence of the client that ends; without them it goes on. */
  readonly ends?: readonly [code: number, text: string];
  readonly modes?: readonly Mode[];
  readonly args?: readonly string[];
  /** Memory it may cost, instead of 32 MiB. */
  readonly growthBytes?: number;
}

/** Says hello back, and nothing bad so far. */
export async function greet(peer: ScriptedPeer, fields: Record<string, unknown> = {}) {
  return (await peer.greet(welcome(fields))).connection;
}

/** An entry of somebody else. */
export function message(seq: number, text: string): object {
  const at = "2026-11-22T21:04:00.000Z";
  return { type: "message", seq, id: `m${seq}`, at, from: "ben", text };
}

/** Sends `bytes` as long as the client takes them. */
export async function pour(connection: PeerConnection, ...bytes: Uint8Array[]): Promise<void> {
  try {
    for (const piece of bytes) await connection.sendRaw(piece);
  } catch {
    // The client has had enough.
  }
}

/** What a client needs that has to do with a well-behaved server, by mode: the measure for the others. */
async function normalBytes(mode: Mode): Promise<number> {
  using peer = new ScriptedPeer();
  await using victim = await Victim.start(mode, peer.address.port);
  using connection = await greet(peer);
  await connection.send(...Array.from({ length: 500 }, (_, index) => message(11 + index, "hello")));
  await connection.send(message(1_000, "all is well"));
  await victim.shows("all is well");
  return victim.peakBytes;
}

/** A test of every kind of harm in every mode. Prints the memory that the worst one took. */
export function hostilities(title: string, kinds: Readonly<Record<string, Hostility>>): void {
  for (const mode of MODES) {
    Deno.test(`${title} (${mode})`, async (t) => {
      const normal = await normalBytes(mode);
      let worst: readonly [bytes: number, what: string] = [0, "nothing"];
      for (const [what, kind] of Object.entries(kinds)) {
        if (!(kind.modes ?? MODES).includes(mode)) continue;
        await t.step(what, async () => {
          const grown = await suffer(mode, kind) - normal;
          if (grown > worst[0]) worst = [grown, what];
          const { growthBytes = GROWTH_BYTES } = kind;
          assert.ok(grown <= growthBytes, `${(grown / MIB).toFixed(1)} MiB more than usual`);
        });
      }
      const [bytes, what] = worst;
      console.log(`${title} (${mode}): at most ${Math.round(bytes / MIB)} MiB more, by ${what}`);
    });
  }
}

/** One client and one server. Resolves to the client's peak of memory. */
async function suffer(mode: Mode, { act, ends, args }: Hostility): Promise<number> {
  using peer = new ScriptedPeer();
  await using victim = await Victim.start(mode, peer.address.port, args);
  using connection = await act(peer) ?? undefined;
  if (ends === undefined) {
    assert.ok(connection !== undefined);
    await victim.shows("still here");
    const gone = connection.farewell();
    assert.equal(await victim.leave(), 0);
    await gone;
  } else {
    const [code, text] = ends;
    assert.equal(await victim.ended(), code, victim.output.slice(-2_000));
    await victim.shows(text);
  }
  const { output } = victim;
  assert.doesNotMatch(output, STACK);
  if (mode !== "terminal") assert.doesNotMatch(output, HARMFUL);
  return victim.peakBytes;
}
