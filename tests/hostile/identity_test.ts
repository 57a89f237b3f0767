/** Proofs and tokens that are stolen, names that deceive. */
import { RATE_BURST, RENAME_BURST } from "../../server/base/budgets.ts";
import assert from "node:assert/strict";
import { encodeLine } from "../../protocol/lines.ts";
import { apply, joinKeyed, makeKey } from "../support/keyed_client.ts";
import { connectRaw, joinRaw, type RawClient, type RawLine } from "../support/raw_client.ts";
import { type Attack, attacks } from "./support/lab.ts";
import { breakOff, codesFor } from "./support/tell.ts";

const HELLO = { type: "hello", protocol: 1 };
/** New names that one member may try in a row. */
const FEW_NAMES = 4;

async function leave(...clients: readonly RawClient[]): Promise<void> {
  for (const client of clients) {
    await client.send({ type: "leave" });
    await client.closed;
  }
}

const STOLEN: Readonly<Record<string, Attack>> = {
  "a stolen token replaces its owner once, and is void when the thief has spoken": async (lab) => {
    await using ana = await joinRaw(lab.server, lab.name());
    const { token, you } = ana.lines.all[0] as RawLine;
    await ana.send({ type: "ping" });
    await using thief = await connectRaw(lab.server);
    assert.equal((await thief.hello(String(you), { token }))["resumed"], true);
    assert.equal((await ana.next("closing"))["code"], "replaced");
    await thief.send({ type: "ping" });
    await thief.next("pong");
    assert.deepEqual(await codesFor(lab.server, { ...HELLO, name: you, token }), ["name_taken"]);
    await leave(thief);
  },
  "tokens that nobody was given, or of no form, are those of newcomers": async (lab) => {
    const random = () => crypto.getRandomValues(new Uint8Array(16)).toHex();
    for (const token of [random(), random(), "", "x", "0".repeat(32), "F".repeat(32), 7, null]) {
      await lab.visit((eve) => {
        assert.equal(eve.lines.all[0]?.["resumed"], false);
        return Promise.resolve();
      }, { token, since: 2 ** 50, log: "0".repeat(32) });
    }
  },
  "the token of a key's owner is nothing without the key": async (lab) => {
    const name = lab.name();
    const { client, welcome } = await joinKeyed(lab.server, name, { key: await makeKey() });
    await using _client = client;
    await client.send({ type: "ping" });
    const { token } = welcome;
    assert.deepEqual(await codesFor(lab.server, { ...HELLO, name, token }), ["name_owned"]);
    const key = await makeKey();
    await using eve = await apply(lab.server, name, { key, hello: { token } });
    assert.equal((await eve.next("error"))["code"], "name_owned");
    await leave(client);
  },
  "the signature of another key, and one over another certificate": async (lab) => {
    const [key, other] = [await makeKey(), await makeKey()];
    await using eve = await apply(lab.server, lab.name(), { key: other, hello: { key: key.key } });
    assert.equal((await eve.next("error"))["code"], "bad_proof");
    const binding = crypto.getRandomValues(new Uint8Array(32));
    await using mallory = await apply(lab.server, lab.name(), { key, binding });
    assert.equal((await mallory.next("error"))["code"], "bad_proof");
  },
  "somebody else's name as the sender of a message, an offer or a new name": async (lab) => {
    await using eve = await lab.join();
    await using witness = await lab.join();
    const forged = {
      from: "bystander ana",
      by: "bystander ana",
      author: 1,
      you: "bystander ana",
      seq: 1,
    };
    const { you } = eve.lines.all[0] as RawLine;
    await eve.send({ type: "say", id: "forged", text: "it was me", ...forged });
    assert.equal((await witness.next("message", ({ id }) => id === "forged"))["from"], you);
    await eve.send({ type: "offer", id: "file", name: "a", size: 1, ...forged });
    assert.equal((await witness.next("file"))["from"], you);
    await eve.send({ type: "rename", id: "name", name: lab.name(), ...forged });
    assert.equal((await witness.next("renamed"))["from"], you);
    await leave(eve, witness);
  },
};
attacks("stolen proofs and tokens", { args: ["--rate-limit", "off"] }, STOLEN);

/** `alice` is in the room. What these are told; `undefined` if they are welcome. */
const NAMES: readonly (readonly [name: string, code: string | undefined])[] = [
  ...[
    "Alice",
    "ALICE",
    "\uff21lice",
    "alice ",
    " al\u00adice".replace("\u00ad", ""),
    "а" + "lice",
    "аlісе",
  ]
    .map((name) => [name, "name_taken"] as const),
  ...["a1ice", "al\u0456ce", "αlice", "ΑLICE"].map((name) => [name, "name_taken"] as const),
  ...["alice 2", "alicia", "al-ice", "אליס", "عليس", "アリス", "Zoë", "🦊"].map((name) =>
    [name, undefined] as const
  ),
  ...[
    "",
    " ",
    "\t\n",
    "\u3000",
    "x".repeat(33),
    "😀".repeat(25),
    "x\u0301\u0301\u0301",
    "x" + "\u0301".repeat(50),
  ]
    .map((name) => [name, "bad_name"] as const),
  ...[
    "\u202a",
    "\u202b",
    "\u202c",
    "\u202d",
    "\u202e",
    "\u2066",
    "\u2067",
    "\u2068",
    "\u2069",
    "\u200e",
    "\u200f",
    "\u061c",
  ]
    .map((control) => [`bob${control}by`, "bad_name"] as const),
  ...[
    "\x00",
    "\x1b[2J",
    "\x9b",
    "\x7f",
    "\u200b",
    "\u2060",
    "\ufeff",
    "\u{e0041}",
    "\ue000",
    "\ud800",
    "\uffff",
  ]
    .map((control) => [`bo${control}b`, "bad_name"] as const),
  ...[
    "/quit",
    "!bob",
    "*",
    "<b>",
    "[ana]",
    '"bob"',
    "server",
    "SYSTEM",
    "ѕystem",
    "Operator",
    "everybody",
  ]
    .map((name) => [name, "bad_name"] as const),
];

attacks("names that deceive", {}, {
  "twins, controls, emptiness: at the hello and as a new name": async (lab) => {
    await using alice = await joinRaw(lab.server, "alice");
    for (const [name, code] of NAMES) {
      const codes = await codesFor(lab.server, { ...HELLO, name, history: 0 }, { type: "leave" });
      assert.equal(codes[0], code ?? "welcome", `${name} at the hello`);
    }
    const bad = NAMES.filter(([, code]) => code !== undefined);
    for (let from = 0; from < bad.length; from += FEW_NAMES) {
      await lab.visit(async (eve) => {
        for (const [name, code] of bad.slice(from, from + FEW_NAMES)) {
          await eve.send({ type: "rename", id: crypto.randomUUID(), name });
          assert.equal((await eve.next("error"))["code"], code, `${name} as a new name`);
        }
      });
    }
    await lab.visit(async (eve) => {
      await eve.send({ type: "rename", id: "long", name: "x".repeat(10_000) });
      assert.equal((await eve.next("error"))["code"], "bad_name");
    });
    await leave(alice);
  },
  "a name of 10 KiB does not fit into a hello": async (lab) => {
    const hello = encodeLine({ ...HELLO, name: "x".repeat(10_000) });
    assert.deepEqual(await codesFor(lab.server, hello), ["line_too_long"]);
  },
  "the name of one who was cut off is kept for it": async (lab) => {
    await using dan = await joinRaw(lab.server, "dan");
    await dan.send({ type: "ping" });
    await dan.next("pong");
    await dan[Symbol.asyncDispose]();
    const hello = { ...HELLO, name: "DAN" };
    assert.deepEqual(await codesFor(lab.server, hello), ["name_taken"]);
    await breakOff(lab.server, lab.name(), "");
  },
  "of 1,000 new names at once a few are granted, and the others refused": async (lab) => {
    await using witness = await lab.join();
    await using eve = await lab.join();
    const names = Array.from({ length: 1_000 }, (_, index) => `changing ${index}`);
    await eve.send(...names.map((name, index) => ({ type: "rename", id: `r${index}`, name })));
    let refused = 0;
    await eve.next("error", ({ code }) => {
      assert.equal(code, "rate_limited");
      return ++refused === RATE_BURST - RENAME_BURST;
    });
    await witness.next("renamed", ({ to }) => to === names[RENAME_BURST - 1]);
    assert.ok(
      witness.lines.all.filter(({ type }) => type === "renamed").length <= RENAME_BURST + 1,
    );
    await eve[Symbol.asyncDispose]();
    await leave(witness);
  },
});
