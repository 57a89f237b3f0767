/** What keeps a client from a server that it knows. */
import assert from "node:assert/strict";
import { generate } from "selfsigned";
import { TlsDialer } from "../../../../../client/core/transport/tls_dialer.ts";
import { KnownHosts } from "../../../../../client/core/transport/known_hosts.ts";
import { derOfPem, fingerprintOf, PEER_NAME } from "../../../../../protocol/certificate.ts";
import { TempDir } from "../../../../support/temp_dir.ts";

/** The certificate of a server that is good in the year `year` alone. */
async function certificateOf(year: number) {
  const made = await generate([{ name: "commonName", value: PEER_NAME }], {
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
    notBeforeDate: new Date(Date.UTC(year)),
    notAfterDate: new Date(Date.UTC(year + 1)),
    extensions: [
      { name: "basicConstraints", cA: false, critical: true },
      { name: "subjectAltName", altNames: [{ type: 2, value: PEER_NAME }] },
    ],
  });
  const fingerprint = fingerprintOf(derOfPem(made.cert) as Uint8Array);
  return { cert: made.cert, key: made.private, fingerprint };
}

for (const [when, year] of [["the future", 2049], ["the past", 1971]] as const) {
  Deno.test(`a server that is good in ${when} is no impostor: the clock is wrong`, async () => {
    await using folder = await TempDir.make();
    const { cert, key, fingerprint } = await certificateOf(year);
    using listener = Deno.listenTls({ hostname: "127.0.0.1", port: 0, cert, key });
    const serving = (async () => {
      for await (const conn of listener) {
        await conn.handshake().catch(() => {});
        conn.close();
      }
    })();
    const { port } = listener.addr as Deno.NetAddr;
    const dialer = new TlsDialer({
      address: { host: "127.0.0.1", port },
      fingerprint,
      knownHosts: new KnownHosts(folder.join("known_hosts")),
      notify: () => {},
    });
    const { signal } = new AbortController();
    await assert.rejects(dialer.dial(signal), { code: "wrong_clock" });
    listener.close();
    await serving.catch(() => {});
  });
}
