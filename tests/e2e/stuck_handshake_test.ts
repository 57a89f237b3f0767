import assert from "node:assert/strict";
import { openDescriptors } from "../support/process_facts.ts";
import { joinRaw } from "../support/raw_client.ts";
import { startServer } from "../support/server.ts";
import { until } from "../support/until.ts";

const STUCK = 40;

Deno.test({
  name:
    "descriptors of handshakes that never end are free after the deadline, while their peers hold on",
  // Elsewhere they are free when the peer closes, as the README says.
  ignore: Deno.build.os !== "linux",
  async fn() {
    await using server = await startServer({ encrypted: true, args: ["--hello-timeout", "4s"] });
    await using ana = await joinRaw(server, "ana");
    const { pid } = server.program;
    const before = await openDescriptors(pid);
    const address = { hostname: "127.0.0.1", port: server.port };
    const stuck = await Promise.all(Array.from({ length: STUCK }, () => Deno.connect(address)));
    // Half of them begin a hello of TLS and say no more.
    for (const conn of stuck.slice(STUCK / 2)) await conn.write(Uint8Array.of(0x16, 3, 1, 2, 0, 1));
    const buffer = new Uint8Array(1);
    for (const conn of stuck) assert.equal(await conn.read(buffer), null);
    const isFree = async () => await openDescriptors(pid) <= before;
    await until(isFree, async () => `${await openDescriptors(pid)}, ${before} before`);
    await ana.send({ type: "say", id: "1", text: "still here" });
    await ana.next("ack");
    for (const conn of stuck) conn.close();
  },
});
