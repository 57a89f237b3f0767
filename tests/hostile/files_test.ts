/**
 * Files that are not what they are said to be.
 *
 * What becomes of names and sizes at their receivers is the business of saving_test.ts and hostile_transfers_test.ts; that a
 * resumed upload is proved to be the same file, of tests/unit/client. Nothing ever unpacks a file, so archives have no case.
 */
import { MAX_TICKETS } from "../../server/files/tickets.ts";
import assert from "node:assert/strict";
import { MAX_FILE_NAME_BYTES } from "../../protocol/names.ts";
import { KERNEL_TELLS } from "../support/process_facts.ts";
import { runProgram } from "../support/program.ts";
import type { RawClient } from "../support/raw_client.ts";
import { offer, openTransfer, type RawTransfer, sha256, share } from "../support/raw_transfer.ts";
import { TempDir } from "../support/temp_dir.ts";
import { type Attack, attacks, type Lab } from "./support/lab.ts";

const MIB = 2 ** 20;
const ten = new TextEncoder().encode("ten bytes!");

/** The code or type of the answer to an offer. */
async function offered(eve: RawClient, fields: object): Promise<unknown> {
  const id = crypto.randomUUID();
  await eve.send({ type: "offer", id, name: "a", size: 1, ...fields });
  const isAnswer = (line: { type: string; id?: unknown }) =>
    line.id === id || (line.type === "error" && line.id === undefined);
  const answer = await eve.lines.next((line) => isAnswer(line) && line.type !== "file");
  return answer["code"] ?? answer.type;
}

/** Where the server keeps files: what they are long, and what they take. */
function spool({ server }: Lab): { readonly bytes: number; readonly onDisk: number } {
  const infos = Array.from(Deno.readDirSync(`${server.data}/spool`))
    .map(({ name }) => Deno.statSync(`${server.data}/spool/${name}`));
  const sum = (of: (info: Deno.FileInfo) => number) =>
    infos.reduce((total, info) => total + of(info), 0);
  return { bytes: sum(({ size }) => size), onDisk: 512 * sum(({ blocks }) => blocks ?? 0) };
}

/** Begins an upload of ten bytes. */
async function upload(lab: Lab, eve: RawClient): Promise<{ id: string; up: RawTransfer }> {
  const id = crypto.randomUUID();
  const { ticket } = await offer(eve, { id, name: "ten", size: ten.length });
  const up = await openTransfer(lab.server, ticket);
  await up.readLine();
  return { id, up };
}

const ATTACKS: Readonly<Record<string, Attack>> = {
  "names that are paths, or nothing, or too long": (lab) =>
    lab.visit(async (eve) => {
      const bad = [
        ...["../x", "a/../../x", "..\\x", "/etc/passwd", "C:\\x", "\\\\srv\\share", ".", "..", ""],
        ...[
          "a\x00b",
          "a\nb",
          "a\x1b[2J",
          "a\x7f",
          "a\x9b",
          "\ud800",
          "x".repeat(MAX_FILE_NAME_BYTES + 1),
        ],
        "😀".repeat(64),
      ];
      for (const name of bad) assert.equal(await offered(eve, { name }), "bad_file_name", name);
      const good = [
        "file:stream",
        " ",
        "...",
        "name.",
        ".bashrc",
        "x".repeat(MAX_FILE_NAME_BYTES),
        "CON",
        "exe.\u202egpj",
      ];
      for (const name of good) assert.equal(await offered(eve, { name }), "ack", name);
    }),
  "sizes that no file has": (lab) =>
    lab.visit(async (eve) => {
      const before = spool(lab);
      for (const size of [-1, 1.5, "10", null, 2 ** 53, 2 ** 62, 1e30, [1], {}]) {
        assert.equal(await offered(eve, { size }), "bad_request", String(size));
      }
      for (const size of [2 ** 53 - 1, 2 ** 52]) {
        assert.equal(await offered(eve, { size }), "file_too_large");
      }
      assert.deepEqual(spool(lab), before);
    }),
  "a file of nothing": (lab) =>
    lab.visit(async (eve) => {
      const file = await share(lab.server, eve, "empty", new Uint8Array());
      await eve.send({ type: "get", file });
      const { ticket } = await eve.next("ticket", ({ direction }) => direction === "down");
      using down = await openTransfer(lab.server, ticket);
      assert.equal((await down.readLine())?.["size"], 0);
      assert.equal((await down.readLine())?.["sha256"], await sha256(new Uint8Array()));
      await down.send({ type: "verdict", ok: true });
    }),
  "a byte more than declared is none of the file, and ends it": (lab) =>
    lab.visit(async (eve) => {
      const { up } = await upload(lab, eve);
      using _up = up;
      await up.sendBytes(Uint8Array.of(...ten, 0x21));
      await up.send({ type: "digest", sha256: await sha256(ten) });
      assert.equal((await up.readLine())?.["code"], "bad_frame");
      assert.equal(await up.readLine(), undefined);
      await eve.send({ type: "files" });
      const { files } = await eve.next("files");
      assert.equal((files as { complete: boolean }[])[0]?.complete, false);
    }),
  "a byte less is waited for, and gone on with": (lab) =>
    lab.visit(async (eve) => {
      const { id, up } = await upload(lab, eve);
      await up.sendBytes(ten.subarray(0, 9));
      await up.endSending();
      assert.equal(await up.readLine(), undefined);
      up[Symbol.dispose]();
      const { ticket, offset } = await offer(eve, { id, name: "ten", size: ten.length });
      assert.equal(offset, 9);
      using again = await openTransfer(lab.server, ticket);
      await again.readLine();
      await again.sendBytes(ten.subarray(9));
      await again.send({ type: "digest", sha256: await sha256(ten) });
      assert.equal((await again.readLine())?.["ok"], true);
    }),
  "offsets beyond the end, backwards and of no kind": (lab) =>
    lab.visit(async (eve) => {
      const file = await share(lab.server, eve, "ten", ten);
      const before = spool(lab);
      for (
        const [offset, code] of [[11, "bad_offset"], [2 ** 53 - 1, "bad_offset"], [
          -1,
          "bad_request",
        ], [1.5, "bad_request"]] as const
      ) {
        await eve.send({ type: "get", file });
        const { ticket } = await eve.next("ticket", ({ direction }) => direction === "down");
        using down = await openTransfer(lab.server, ticket, offset);
        assert.equal((await down.readLine())?.["code"], code);
      }
      for (const offset of [5, 2 ** 40]) {
        const { ticket } = await offer(eve, { id: crypto.randomUUID(), name: "gap", size: 10 });
        using up = await openTransfer(lab.server, ticket, offset);
        assert.equal((await up.readLine())?.["offset"], 0);
      }
      const after = spool(lab);
      assert.equal(after.bytes, before.bytes);
      assert.ok(after.onDisk >= after.bytes, "a hole");
    }),
  "a ticket that is used twice, or of somebody else's file": (lab) =>
    lab.visit(async (eve) => {
      const { ticket, file } = await offer(eve, { id: crypto.randomUUID(), name: "ten", size: 10 });
      using first = await openTransfer(lab.server, ticket);
      await first.readLine();
      using second = await openTransfer(lab.server, ticket);
      assert.equal((await second.readLine())?.["code"], "bad_ticket");
      await lab.visit(async (mallory) => {
        await mallory.send({ type: "withdraw", file });
        assert.equal((await mallory.next("error"))["code"], "not_yours");
      });
    }),
  "1,000 fetches at once get as many tickets as one may hold": (lab) =>
    lab.visit(async (eve) => {
      const file = await share(lab.server, eve, "ten", ten);
      await eve.send(...Array.from({ length: 1_000 }, () => ({ type: "get", file })), {
        type: "info",
      });
      await eve.next("info");
      const down = eve.lines.all.filter(({ type, direction }) =>
        type === "ticket" && direction === "down"
      );
      assert.equal(down.length, MAX_TICKETS);
      const codes = eve.lines.all.filter(({ re }) => re === "get").map(({ code }) => code);
      assert.deepEqual([codes.length, new Set(codes).size, codes[0]], [
        1_000 - MAX_TICKETS,
        1,
        "too_many_files",
      ]);
    }),
  "a receiver that takes a byte a second keeps nobody waiting": (lab) =>
    lab.visit(async (eve) => {
      const film = new Uint8Array(16 * MIB).fill(7);
      const { file, ticket } = await offer(eve, {
        id: crypto.randomUUID(),
        name: "film",
        size: film.length,
      });
      const get = async () => {
        await eve.send({ type: "get", file });
        return (await eve.next("ticket", ({ direction }) => direction === "down"))["ticket"];
      };
      using slow = await openTransfer(lab.server, await get());
      using fast = await openTransfer(lab.server, await get());
      using up = await openTransfer(lab.server, ticket);
      await Promise.all([slow.readLine(), fast.readLine(), up.readLine()]);
      const trickle = slow.readBytes(1);
      const received = fast.readBytes(film.length);
      await up.sendBytes(film);
      await up.send({ type: "digest", sha256: await sha256(film) });
      assert.equal((await up.readLine())?.["ok"], true);
      assert.equal((await received).length, film.length);
      assert.equal((await trickle).length, 1);
      assert.equal((await fast.readLine())?.type, "digest");
      await fast.send({ type: "verdict", ok: true });
      await eve.next("receipt");
    }),
  "tickets that are taken and not used, and transfers that are broken off": (lab) =>
    lab.visit(async (eve) => {
      for (let index = 0; index < 20; index++) {
        const { up } = await upload(lab, eve);
        await up.sendBytes(ten.subarray(0, index % 10));
        up[Symbol.dispose]();
      }
    }),
  "sources that are no files": async ({ server }) => {
    await using folder = await TempDir.make();
    await new Deno.Command("mkfifo", { args: [folder.join("pipe")] }).output();
    await Deno.symlink(folder.join("pipe"), folder.join("link to a pipe"));
    await Deno.symlink(folder.join("nowhere"), folder.join("link to nothing"));
    const sources: readonly (readonly [path: string, text: RegExp])[] = [
      [folder.join("pipe"), /Not a regular file/],
      [folder.join("link to a pipe"), /Not a regular file/],
      [folder.join("link to nothing"), /File doesn't exist/],
      ["/dev/zero", /Not a regular file/],
      ...KERNEL_TELLS ? [["/proc/self/status", /The file cannot be read/] as const] : [],
    ];
    for (const [path, text] of sources) {
      const args = ["send", server.address, "--name", "sender", "--file", path];
      const { code, stderr } = await runProgram(args);
      assert.equal(code, 6, `${path}: ${stderr}`);
      assert.match(stderr, text);
    }
  },
};

attacks("files that are not what they are said to be", { args: ["--rate-limit", "off"] }, ATTACKS);
