/** Passwords that are guessed, by one and by a hundred at once. */
import assert from "node:assert/strict";
import { apply, bindingOf, proofFor } from "../support/keyed_client.ts";
import { connectRaw, type RawClient } from "../support/raw_client.ts";
import { attacks, type Lab } from "./support/lab.ts";
import { codesFor } from "./support/tell.ts";

const PASSWORD = "correct horse";
const HELLO = { type: "hello", protocol: 1 };

/** Answers challenges with wrong passwords as long as there are challenges. Resolves to the last code. */
async function guess(lab: Lab): Promise<unknown> {
  await using eve = await connectRaw(lab.server);
  await eve.send({ ...HELLO, name: lab.name() });
  for (;;) {
    const line = await eve.lines.next(({ type }) => type === "challenge" || type === "error");
    if (line.type === "error") return line["code"];
    const proof = { type: "proof", nonce: "0".repeat(32), password: "0".repeat(64) };
    await eve.send(proof).catch(() => {});
  }
}

async function leave(...clients: readonly RawClient[]): Promise<void> {
  for (const client of clients) {
    await client.send({ type: "leave" });
    await client.closed;
  }
}

for (const encrypted of [false, true]) {
  const how = encrypted ? "TLS" : "plain";
  attacks(`guessing the password (${how})`, { encrypted, password: PASSWORD }, {
    "one wrong password, then the right one": async (lab) => {
      await using eve = await apply(lab.server, lab.name(), { password: "wrong" });
      const challenge = await eve.next("challenge");
      assert.equal(challenge["tries"], 2);
      await eve.send(await proofFor(challenge, bindingOf(lab.server), { password: PASSWORD }));
      await eve.next("welcome");
      await leave(eve);
    },
    "a proof that somebody else gave": async (lab) => {
      await using ana = await connectRaw(lab.server);
      await ana.send({ ...HELLO, name: lab.name() });
      const proof = await proofFor(await ana.next("challenge"), bindingOf(lab.server), {
        password: PASSWORD,
      });
      await ana.send(proof);
      await ana.next("welcome");
      await using eve = await connectRaw(lab.server);
      await eve.send({ ...HELLO, name: lab.name() });
      await eve.next("challenge");
      await eve.send(proof);
      assert.equal((await eve.next("challenge"))["tries"], 2);
      await leave(ana);
    },
    "a hundred wrong passwords at once ban the address, and whoever was in stays in": async (
      lab,
    ) => {
      const codes = await Promise.all(Array.from({ length: 100 }, () => guess(lab)));
      assert.deepEqual([...new Set(codes)], ["banned"]);
      assert.deepEqual(await codesFor(lab.server, { ...HELLO, name: lab.name() }), ["banned"]);
    },
  });
}

attacks("three wrong passwords", { password: PASSWORD }, {
  "close the connection with wrong_password, one more bans": async (lab) => {
    assert.equal(await guess(lab), "wrong_password");
    assert.equal(await guess(lab), "banned");
  },
});
