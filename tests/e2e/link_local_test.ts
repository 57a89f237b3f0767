/** Addresses that mean something on one link only. */
import assert from "node:assert/strict";
import { join } from "../support/client.ts";
import { encrypted, Person } from "../support/person.ts";
import { startServer } from "../support/server.ts";
import { TempDir } from "../support/temp_dir.ts";

/** `fe80::1%eth0` of this machine, if an interface has one. */
function linkLocal(): string | undefined {
  const found = Deno.networkInterfaces().find(({ address }) => /^fe80:/i.test(address));
  return found && `${found.address}%${found.name}`;
}

const address = linkLocal();
if (address === undefined) {
  console.warn("skipped: link-local addresses, for no network interface of this machine has one");
}
const ignore = address === undefined;

Deno.test("an invite with a link-local address joins, encrypted, transfers included", {
  ignore,
}, async () => {
  await using server = await startServer({ ...encrypted, host: String(address) });
  const line = await server.program.stdout.next((text) => text.startsWith("Join with: "));
  const invite = line.split(" ").at(-1) as string;
  assert.ok(invite.startsWith(`[${address}]:${server.port}#`), line);
  await using ben = await join({ address: invite, isEncrypted: true }, "ben");
  await using folder = await TempDir.make();
  await Deno.writeTextFile(folder.join("notes.txt"), "to be kept");
  await using person = await Person.make();
  const first = await person.send(invite.split("#")[0] as string);
  assert.equal(first.code, 0, first.stderr);
  assert.match(first.stderr, /First time at \[fe80:/);
  await ben.message("hi");
  await ben.say(`/send ${folder.join("notes.txt")}`);
  await ben.next((event) => event["state"] === "done");
});

Deno.test(
  "a link-local address without its interface, or with one that is not there, is explained",
  {
    ignore,
  },
  async () => {
    await using person = await Person.make();
    const [bare = ""] = String(address).split("%");
    const without = await person.send(`[${bare}]:5050`);
    assert.equal(without.code, 3, without.stderr);
    assert.match(without.stderr, /needs the network interface/);
    const nowhere = await person.send(`[${bare}%nowhere0]:5050`);
    assert.equal(nowhere.code, 3, nowhere.stderr);
    assert.match(nowhere.stderr, /no network interface nowhere0/);
  },
);
