import assert from "node:assert/strict";
import { addressKey } from "../../../server/base/address_key.ts";
import { BAN_MS, FORGIVEN_PASSWORDS, Guesses, MAX_GUESSERS } from "../../../server/door/guesses.ts";

function failed(guesses: Guesses, address: string, times: number, now: number): void {
  for (let time = 0; time < times; time++) guesses.failed(address, now);
}

Deno.test("Guesses bans an address with one wrong password too many, for five minutes", () => {
  const guesses = new Guesses();
  failed(guesses, "10.0.0.1", FORGIVEN_PASSWORDS, 1_000);
  assert.equal(guesses.isBanned("10.0.0.1", 1_000), false);
  guesses.failed("10.0.0.1", 2_000);
  assert.equal(guesses.isBanned("10.0.0.1", 2_000), true);
  assert.equal(guesses.isBanned("10.0.0.2", 2_000), false);
  assert.equal(guesses.isBanned("10.0.0.1", 2_000 + BAN_MS - 1), true);
  assert.equal(guesses.isBanned("10.0.0.1", 2_000 + BAN_MS), false);
});

Deno.test("Guesses forgets wrong passwords that are long past", () => {
  const guesses = new Guesses();
  for (let time = 0; time < 20; time++) guesses.failed("10.0.0.1", time * BAN_MS / 2);
  assert.equal(guesses.isBanned("10.0.0.1", 10 * BAN_MS), false);
});

Deno.test("Guesses takes all addresses of an IPv6 network for one, and 127.0.0.1 like any other", () => {
  const guesses = new Guesses();
  for (let host = 1; host <= 4; host++) guesses.failed(`2001:db8:1:2::${host}`, 0);
  assert.equal(guesses.isBanned("2001:db8:1:2:ffff::1", 1), true);
  assert.equal(guesses.isBanned("2001:db8:1:3::1", 1), false);
  failed(guesses, "127.0.0.1", 4, 0);
  assert.equal(guesses.isBanned("::ffff:127.0.0.1", 1), true);
});

Deno.test("Guesses remembers a bounded number of addresses", () => {
  const guesses = new Guesses();
  failed(guesses, "10.0.0.1", 4, 0);
  for (let index = 0; index < MAX_GUESSERS; index++) {
    guesses.failed(`10.1.${index >> 8}.${index}`, 1);
  }
  assert.equal(guesses.isBanned("10.0.0.1", 1), false);
});

Deno.test("addressKey() is the network of an IPv6 address however it is written", () => {
  const cases: readonly (readonly [address: string, key: string])[] = [
    ["192.168.1.20", "192.168.1.20"],
    ["::FFFF:192.168.1.20", "192.168.1.20"],
    ["2001:db8:0:1::5", "2001:db8:0:1::/64"],
    ["2001:0DB8:0000:0001:2:3:4:5", "2001:db8:0:1::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ];
  for (const [address, key] of cases) assert.equal(addressKey(address), key, address);
});
