import assert from "node:assert/strict";
import {
  formatAddress,
  lacksZone,
  parseAddress,
  parseHost,
  withoutZone,
} from "../../../protocol/address.ts";

for (
  const [text, expected] of [
    ["host", "host:5050"],
    ["host:6000", "host:6000"],
    ["192.168.1.20", "192.168.1.20:5050"],
    ["[::1]:6000", "[::1]:6000"],
    ["[::1]", "[::1]:5050"],
    ["::1", "[::1]:5050"],
    ["::ffff:192.0.2.1", "[::ffff:192.0.2.1]:5050"],
    ["fe80::1%eth0", "[fe80::1%eth0]:5050"],
    ["[fe80::1%br-lan.7]:1", "[fe80::1%br-lan.7]:1"],
    ["my-host.local:1", "my-host.local:1"],
    ["", undefined],
    ["host:", undefined],
    [":5050", undefined],
    ["host:0", undefined],
    ["host:65536", undefined],
    ["host:12x", undefined],
    ["a b", undefined],
    ["http://host", undefined],
    ["[::1", undefined],
    ["[host]:1", undefined],
    ["-host", undefined],
    ["::1]:5", undefined],
    [":::5", undefined],
    ["fe80::1%", undefined],
    ["fe80::1%a%b", undefined],
  ] as const
) {
  Deno.test(`parseAddress() reads ${JSON.stringify(text)}`, () => {
    const address = parseAddress(text, { missing: 5050, least: 1 });
    assert.equal(address && formatAddress(address), expected);
  });
}

Deno.test("parseAddress() asks for a port where none can be meant, and takes 0 to listen on", () => {
  for (const text of ["host", "::1", "[::1]"]) {
    assert.equal(parseAddress(text, { least: 0 }), undefined, text);
  }
  assert.deepEqual(parseAddress("[::1]:0", { least: 0 }), { host: "::1", port: 0 });
});

Deno.test("parseHost() reads an IPv6 address in brackets and without, and takes no port", () => {
  for (const text of ["::1", "[::1]"]) assert.equal(parseHost(text), "::1");
  assert.equal(parseHost("0.0.0.0"), "0.0.0.0");
  assert.equal(parseHost("localhost"), "localhost");
  for (const text of ["", "127.0.0.1:5", "[::1]:5", "[]", "[localhost]", " ", "http://x", "*"]) {
    assert.equal(parseHost(text), undefined, text);
  }
});

Deno.test("a link-local address needs its interface, which only this machine knows", () => {
  assert.deepEqual(
    ["fe80::1", "FEB0::1", "fe80::1%eth0", "fec0::1", "fe80.example"].map(lacksZone),
    [
      true,
      true,
      false,
      false,
      false,
    ],
  );
  assert.equal(withoutZone("fe80::1%eth0"), "fe80::1");
  assert.equal(withoutZone("::1"), "::1");
});
