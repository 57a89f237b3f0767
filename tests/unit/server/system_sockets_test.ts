/** What the system does with sockets where the runtime cannot. */
import assert from "node:assert/strict";
import config from "../../../deno.json" with { type: "json" };
import {
  acceptWithoutDelay,
  LIBRARIES,
  shutDown,
} from "../../../server/gateways/tcp/system_sockets.ts";
import { ownCertificate } from "../../../server/process/certificate.ts";
import { TempDir } from "../../support/temp_dir.ts";

/** Elsewhere nothing is promised. */
const ignore = Deno.build.os !== "linux";

const LIBC = {
  getsockopt: { parameters: ["i32", "i32", "i32", "buffer", "buffer"], result: "i32" },
} as const;

/** How many sockets of this process have TCP_NODELAY set (tcp.h: level 6, option 1). */
function socketsWithoutDelay(): number {
  const path = LIBRARIES.find((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  });
  const library = Deno.dlopen(path as string, LIBC);
  const { getsockopt } = library.symbols;
  let count = 0;
  for (let descriptor = 0; descriptor < 1_024; descriptor++) {
    const value = new Int32Array(1);
    if (getsockopt(descriptor, 6, 1, value, new Uint32Array([4])) === 0 && value[0] === 1) count++;
  }
  library.close();
  return count;
}

async function listen(folder: TempDir) {
  const { cert, key } = await ownCertificate(folder.path);
  const listener = Deno.listenTls({ hostname: "127.0.0.1", port: 0, cert, key });
  const { hostname, port } = listener.addr as Deno.NetAddr;
  return { listener, address: { hostname, port } };
}

Deno.test({
  name: "acceptWithoutDelay() lets every accepted connection send small lines at once",
  ignore,
  async fn() {
    await using folder = await TempDir.make();
    const { listener, address } = await listen(folder);
    const before = socketsWithoutDelay();
    assert.equal(acceptWithoutDelay(address), true);
    const client = await Deno.connect(address);
    const accepted = await listener.accept();
    // The one that listens, and the one that was accepted.
    assert.equal(socketsWithoutDelay(), before + 2);
    for (const open of [client, accepted, listener]) open.close();
  },
});

Deno.test({
  name: "shutDown() ends a connection whose handshake never ends, and no other",
  ignore,
  async fn() {
    await using folder = await TempDir.make();
    const { listener, address } = await listen(folder);
    const [stuck, other] = [await Deno.connect(address), await Deno.connect(address)];
    const accepted = [await listener.accept(), await listener.accept()];
    const shaking = accepted.map((conn) => conn.handshake().catch(() => {}));
    const peer = stuck.localAddr as Deno.NetAddr;
    for (const conn of accepted) {
      if ((conn.remoteAddr as Deno.NetAddr).port === peer.port) conn.close();
    }
    assert.equal(shutDown(address.port, { ...peer, port: 1 }), false);
    assert.equal(shutDown(address.port, peer), true);
    assert.equal(await stuck.read(new Uint8Array(1)), null);
    other.close();
    stuck.close();
    await Promise.all(shaking);
    listener.close();
    for (const conn of accepted) {
      try {
        conn.close();
      } catch {
        // It was closed above.
      }
    }
  },
});

Deno.test("the program is permitted to use each system's C library, and no other", () => {
  const [, permitted = ""] = /--allow-ffi=(\S+)/.exec(config.tasks.chat) ?? [];
  assert.deepEqual(permitted.split(","), LIBRARIES);
});
