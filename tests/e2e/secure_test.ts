/** Encrypted by default: whom a client trusts, and how a mismatch ends. */
import assert from "node:assert/strict";
import { ownCertificate } from "../../server/process/certificate.ts";
import { join } from "../support/client.ts";
import { assertRefused, encrypted, inviteOf, Person } from "../support/person.ts";
import { Program } from "../support/program.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { TempDir } from "../support/temp_dir.ts";

const OTHER_FINGERPRINT = "A".repeat(43);

Deno.test("without any set-up people talk and share files encrypted, and invites are enough", async () => {
  await using server = await startServer(encrypted);
  const invite = await inviteOf(server);
  await using ben = await join({ address: invite, isEncrypted: true }, "ben");
  await using ana = await join(server, "ana");
  await ana.say("hello");
  await ben.message("hello");
  await using folder = await TempDir.make();
  await Deno.writeTextFile(folder.join("notes.txt"), "to be kept");
  await ana.say(`/send ${folder.join("notes.txt")}`);
  const done = await ben.next((event) => event["state"] === "done");
  assert.equal(await Deno.readTextFile(String(done["path"])), "to be kept");
  await ben.say("/info");
  assert.equal((await ben.next("info"))["encrypted"], true);
  await ben.say("/invite");
  const told = await ben.next((event) => event["code"] === "invite");
  assert.equal(told["text"], `chat join ${invite}`);
});

Deno.test("a server's key and certificate are for its owner's eyes, and outlive a restart", async () => {
  await using folder = await TempDir.make();
  const data = folder.join("data");
  const started = async () => {
    await using server = await startServer({ ...encrypted, data });
    return (await inviteOf(server)).split("#")[1];
  };
  assert.equal(await started(), await started());
  for (const name of ["key.pem", "certificate.pem"]) {
    const { mode } = await Deno.stat(`${data}/${name}`);
    assert.equal((mode ?? 0) & 0o777, 0o600, name);
  }
});

Deno.test("a server is trusted at first use, which is said once, and known from then on", async () => {
  await using server = await startServer(encrypted);
  await using person = await Person.make();
  const fingerprint = (await inviteOf(server)).split("#")[1] as string;
  const first = await person.send(server.address);
  assert.equal(first.code, 0, first.stderr);
  assert.ok(first.stderr.includes(`First time at ${server.address}`), first.stderr);
  assert.ok(first.stderr.includes(fingerprint), first.stderr);
  const again = await person.send(server.address);
  assert.deepEqual([again.code, again.stderr], [0, ""]);
  const { mode } = await Deno.stat(person.knownHosts);
  assert.equal((mode ?? 0) & 0o777, 0o600);
});

/** Somebody in between with a certificate of their own, who counts what they get to read. */
async function impostor(): Promise<AsyncDisposable & { address: string; read: () => number }> {
  await using scope = new AsyncDisposableStack();
  const folder = scope.use(await TempDir.make());
  const { cert, key } = await ownCertificate(folder.path);
  const listener = Deno.listenTls({ hostname: "127.0.0.1", port: 0, cert, key });
  let bytesRead = 0;
  const serve = async (conn: Deno.Conn) => {
    const buffer = new Uint8Array(4_096);
    try {
      bytesRead += await conn.read(buffer) ?? 0;
    } catch {
      // The client broke off.
    } finally {
      conn.close();
    }
  };
  const running = (async () => {
    const all: Promise<void>[] = [];
    try {
      for (;;) all.push(serve(await listener.accept()));
    } catch {
      await Promise.all(all);
    }
  })();
  scope.defer(() => running);
  scope.defer(() => listener.close());
  const moved = scope.move();
  return {
    address: `127.0.0.1:${(listener.addr as Deno.NetAddr).port}`,
    read: () => bytesRead,
    [Symbol.asyncDispose]: () => moved.disposeAsync(),
  };
}

Deno.test("somebody in between with another certificate reads not one byte", async (t) => {
  await using server = await startServer(encrypted);
  await using mallory = await impostor();
  const fingerprint = (await inviteOf(server)).split("#")[1] as string;
  await t.step("of a client with an invite", async () => {
    await using person = await Person.make();
    const ending = await person.send(`${mallory.address}#${fingerprint}`);
    assertRefused(ending, 5, /not the server we know/);
  });
  await t.step("of a client that knows the server", async () => {
    await using person = await Person.make();
    const known = await Deno.readTextFile(await knownAs(person, server, mallory.address));
    const ending = await person.send(mallory.address);
    assertRefused(ending, 5, new RegExp(`chat trust ${mallory.address} --replace`));
    assert.equal(await Deno.readTextFile(person.knownHosts), known, "nothing was learned");
  });
  assert.equal(mallory.read(), 0);
  await t.step("but of one that trusts it at first use", async () => {
    await using person = await Person.make();
    await person.send(mallory.address);
    assert.ok(mallory.read() > 0, "the impostor can read what it is sent");
  });
});

/** Makes `person` know `server` under `address` instead of its own. */
async function knownAs(person: Person, server: TestServer, address: string): Promise<string> {
  assert.equal((await person.send(server.address)).code, 0);
  const lines = await Deno.readTextFile(person.knownHosts);
  await Deno.writeTextFile(person.knownHosts, lines.replace(server.address, address));
  return person.knownHosts;
}

Deno.test("a certificate that changed is accepted after chat trust --replace alone", async () => {
  await using person = await Person.make();
  await using before = await startServer(encrypted);
  await using after = await startServer(encrypted);
  await knownAs(person, before, after.address);
  assert.equal((await person.send(after.address)).code, 5);
  assert.equal((await person.trust(after.address)).code, 5);
  assert.equal((await person.trust(`${after.address}#${OTHER_FINGERPRINT}`, "--replace")).code, 5);
  assert.equal((await person.trust(after.address, "--replace")).code, 0);
  assert.equal((await person.send(after.address)).code, 0);
});

Deno.test("a server that keeps nothing is the same to those who know it, and another folder is not", async () => {
  await using state = await TempDir.make();
  const fingerprint = async (...args: string[]) => {
    const env = { XDG_STATE_HOME: state.path };
    const where = ["--host", "127.0.0.1", "--port", "0"];
    await using program = Program.start(["serve", ...where, ...args], { env, encrypted: true });
    const invite = await program.stdout.next((line) => line.includes("#"));
    return invite.split("#")[1];
  };
  const first = await fingerprint("--ephemeral");
  assert.match(String(first), /^[A-Za-z0-9_-]{43}$/);
  assert.equal(await fingerprint("--ephemeral"), first);
  assert.notEqual(await fingerprint("--data", state.join("data")), first);
});

Deno.test("an encrypting and a plain side part with 3 and a sentence", async (t) => {
  await using secure = await startServer(encrypted);
  await using plain = await startServer();
  await using person = await Person.make();
  await t.step("a plain client at an encrypting server", async () => {
    assertRefused(await person.send(secure.address, "--plain"), 3, /join it without --plain/);
  });
  await t.step("an encrypting client at a plain server", async () => {
    assertRefused(await person.send(plain.address), 3, /does not encrypt.*--plain/);
  });
  await t.step("an invite with a fingerprint at a plain server", async () => {
    const ending = await person.send(`${plain.address}#${OTHER_FINGERPRINT}`);
    assertRefused(ending, 3, /does not encrypt/);
  });
  await t.step("an encrypting client where something else listens", async () => {
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const answering = (async () => {
      for (let times = 0; times < 2; times++) {
        using conn = await listener.accept();
        await conn.write(new TextEncoder().encode("SSH-2.0-OpenSSH_9.7\r\n"));
        await conn.read(new Uint8Array(4_096));
      }
    })();
    assertRefused(await person.send(`127.0.0.1:${listener.addr.port}`), 3, /not a chat server/);
    await answering;
  });
  await t.step("an invite and --plain are wrong usage", async () => {
    const where = `${plain.address}#${OTHER_FINGERPRINT}`;
    assertRefused(await person.send(where, "--plain"), 2, /exclude each other/);
  });
});

Deno.test("a host that encrypted once is never joined without, until it is forgotten", async () => {
  await using person = await Person.make();
  await using secure = await startServer(encrypted);
  await using plain = await startServer();
  await knownAs(person, secure, plain.address);
  assertRefused(await person.send(plain.address, "--plain"), 3, /known to encrypt/);
  assertRefused(await person.send(plain.address), 3, /does not encrypt connections any more/);
  assert.equal((await person.trust(plain.address, "--forget")).code, 0);
  assert.equal((await person.send(plain.address, "--plain")).code, 0);
});
