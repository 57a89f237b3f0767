/** What a server prints: harmless whatever others send, and without secrets. */
import assert from "node:assert/strict";
import { isHarmless } from "../../protocol/text.ts";
import { apply, joinKeyed, makeKey } from "../support/keyed_client.ts";
import { Program } from "../support/program.ts";
import { connectRaw, type RawClient, type RawServer } from "../support/raw_client.ts";
import { offer, openTransfer, sha256 } from "../support/raw_transfer.ts";
import { TempDir } from "../support/temp_dir.ts";

const PASSWORD = "the password of the room";
const WRONG = "a password that is wrong";
/** Reverses what follows, clears the screen, sets a title. */
const EVIL = "\u202egnp\u200b.exe\u2028\ufeff\u{e0041}";
const EVIL_AGENT = "\u001b[2J\u001b]0;pwned\u0007\n[SERVER STOPPING]";

/** Shares a file with an evil name, and fetches it. Resolves with the tickets that it took. */
async function shareAndFetch(server: RawServer, ana: RawClient): Promise<string[]> {
  const bytes = new TextEncoder().encode("hello");
  const { file, ticket } = await offer(ana, { id: "f", name: EVIL, size: bytes.length });
  using up = await openTransfer(server, ticket);
  await up.readLine();
  await up.sendBytes(bytes);
  await up.send({ type: "digest", sha256: await sha256(bytes) });
  await up.readLine();
  await ana.send({ type: "get", file });
  const second = await ana.next("ticket", ({ direction }) => direction === "down");
  using down = await openTransfer(server, second["ticket"]);
  await down.readLine();
  await down.readBytes(bytes.length);
  await down.readLine();
  await down.send({ type: "verdict", ok: true });
  return [ticket, String(second["ticket"])];
}

for (const form of ["text", "json"] as const) {
  Deno.test(`the log in the form ${form} harms no terminal and tells no secret`, async () => {
    await using folder = await TempDir.make();
    const where = ["--host", "127.0.0.1", "--port", "0", "--data", folder.join("data")];
    const options = { env: { CHAT_PASSWORD: PASSWORD } };
    await using program = Program.start(["serve", ...where, "--log", form], options);
    const listening = /127\.0\.0\.1:(\d+)/;
    const line = await program.stdout.next((text) => listening.test(text));
    const server: RawServer = { port: Number(listening.exec(line)?.[1]) };
    let operatorToken: string | undefined;
    if (form === "text") {
      const offered = await program.stdout.next((text) => text.includes("/op "));
      operatorToken = offered.split("/op ")[1];
    }
    const key = await makeKey();
    const hello = { agent: EVIL_AGENT.slice(0, 64) };
    const { client, welcome } = await joinKeyed(server, "ana", { key, password: PASSWORD, hello });
    await using ana = client;
    const text = operatorToken ?? "0".repeat(32);
    await ana.send({ type: "moderate", id: "op", action: "op", text });
    await ana.lines.next(({ id }) => id === "op");
    await using eve = await apply(server, "eve", { password: WRONG });
    await eve.next("challenge");
    await using stranger = await connectRaw(server);
    await stranger.send({ type: "hello", protocol: 1, name: EVIL });
    const tickets = await shareAndFetch(server, ana);
    await ana.send({ type: "leave" });
    await program.stdout.next((text) => /ana exited|"left"/.test(text));

    const lines = [...program.stdout.all, ...program.stderr.all];
    assert.ok(lines.some((text) => text.includes("gnp")), "the file's name is there");
    for (const text of lines) assert.ok(isHarmless(text), text);
    const all = lines.join("\n");
    const secrets = [PASSWORD, WRONG, String(welcome["token"]), ...tickets];
    for (const secret of secrets) assert.ok(!all.includes(secret), secret);
    if (form === "json") { for (const text of lines) assert.ok(JSON.parse(text).type); }
    if (operatorToken !== undefined) assert.equal(all.split(operatorToken).length, 2);
    assert.ok(!lines.includes("[SERVER STOPPING]"));
  });
}
