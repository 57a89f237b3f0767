/** Certificates that an authority has signed: who accepts them, and what a server says about those that nobody would. */
import assert from "node:assert/strict";
import { ownCertificate } from "../../server/process/certificate.ts";
import { Authority, type CertificateFiles, hasOpenssl } from "../support/authority.ts";
import { type Ending, runProgram } from "../support/program.ts";
import { startServer } from "../support/server.ts";
import { TempDir } from "../support/temp_dir.ts";

const encrypted = { encrypted: true } as const;

/** A test that needs an authority; where there is no openssl it is counted as ignored. */
function authorityTest(name: string, fn: (authority: Authority) => Promise<void>): void {
  Deno.test({
    name,
    ignore: !hasOpenssl(),
    fn: async () => {
      await using authority = await Authority.make();
      await fn(authority);
    },
  });
}

const options = ({ cert, key }: CertificateFiles) => ["--tls-cert", cert, "--tls-key", key];

/** Says one thing as a person whose system trusts `authority`, and who remembers in `config`. */
function send(authority: Authority, config: string, where: string): Promise<Ending> {
  const env = { XDG_CONFIG_HOME: config, DENO_CERT: authority.files.cert };
  return runProgram(["send", where, "--name", "ana", "hi"], { ...encrypted, env });
}

authorityTest(
  "an authority's word is enough for the hosts it names, also for a renewed certificate",
  async (authority) => {
    await using config = await TempDir.make();
    let port = 0;
    {
      const files = await authority.issue("DNS:localhost,DNS:*.example,IP:127.0.0.1");
      await using server = await startServer({ ...encrypted, args: options(files) });
      port = server.port;
      const invites = [
        await server.program.stdout.next((line) => line.startsWith("Join with")),
        await server.program.stdout.next((line) => line.startsWith("Join with")),
      ];
      assert.deepEqual(invites, [
        `Join with: chat join localhost:${port}`,
        `Join with: chat join 127.0.0.1:${port}`,
      ]);
      const first = await send(authority, config.path, `localhost:${port}`);
      assert.equal(first.code, 0, first.stderr);
      assert.match(first.stderr, /An authority vouches for localhost:\d+; remembered/);
    }
    {
      const renewed = await authority.issue("DNS:localhost");
      await using _server = await startServer({ ...encrypted, args: options(renewed), port });
      const again = await send(authority, config.path, `localhost:${port}`);
      assert.deepEqual([again.code, again.stderr], [0, ""]);
      const other = await send(authority, config.path, `127.0.0.1:${port}`);
      assert.equal(other.code, 5, "it is not for this name");
      assert.match(other.stderr, /No authority .* vouches for it/);
    }
    await using _own = await startServer({ ...encrypted, port });
    const downgraded = await send(authority, config.path, `localhost:${port}`);
    assert.equal(downgraded.code, 5);
    assert.match(downgraded.stderr, /not the server we know.*chat trust localhost:\d+ --replace/);
  },
);

authorityTest("an authority that nobody knows vouches for nothing", async (authority) => {
  await using stranger = await Authority.make();
  await using config = await TempDir.make();
  const files = await stranger.issue("DNS:localhost");
  await using server = await startServer({ ...encrypted, args: options(files) });
  const refused = await send(authority, config.path, `localhost:${server.port}`);
  assert.equal(refused.code, 5);
  assert.match(refused.stderr, /No authority that this system trusts vouches for it/);
  assert.doesNotMatch(refused.stderr, /^\s+at /m, "no stack trace");
});

authorityTest(
  "a certificate that no client would accept is refused in one sentence",
  async (authority) => {
    await using folder = await TempDir.make();
    const good = await authority.issue("DNS:localhost");
    const other = await authority.issue("DNS:localhost");
    const expired = await authority.issue("DNS:localhost", -1);
    const nameless = await authority.issue("");
    const cases: readonly (readonly [string, CertificateFiles, RegExp])[] = [
      ["an authority's own", authority.files, /is an authority's own \(CA:TRUE\)/],
      ["another key", { ...good, key: other.key }, /does not belong to the key in/],
      ["expired", expired, /has expired: it was good until/],
      ["for no host", nameless, /names no host/],
      ["a folder", { ...good, cert: folder.path }, /cannot be read: Is a directory$/m],
      ["no key", { ...good, key: good.cert }, /is not a private key in PEM/],
    ];
    for (const [name, files, says] of cases) {
      const args = ["serve", "--port", "0", "--data", folder.join("data"), ...options(files)];
      const { code, stderr } = await runProgram(args, encrypted);
      assert.equal(code, 6, name);
      assert.match(stderr, says, name);
      assert.equal(stderr.split("\n").length, 1, stderr);
    }
  },
);

Deno.test("the certificate that a server makes for itself is one that it would take from a file", async () => {
  await using folder = await TempDir.make();
  await ownCertificate(folder.path);
  const files = { cert: folder.join("certificate.pem"), key: folder.join("key.pem") };
  await using server = await startServer({ ...encrypted, args: options(files) });
  await server.program.stdout.next((line) => /^Join with: .*#/.test(line));
});
