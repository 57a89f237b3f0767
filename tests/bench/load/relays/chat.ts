/**
 * Transfers as PROTOCOL.md describes them, each between members of their own.
 * @module
 */
import { createHash } from "node:crypto";
import { ExactReader } from "../../../../protocol/exact_reader.ts";
import { MAX_LINE_BYTES, PROTOCOL_VERSION } from "../../../../protocol/limits.ts";
import { encodeLine, writeAll } from "../../../../protocol/lines.ts";
import {
  Digest,
  Go,
  parseLine,
  parseTransferLine,
  ServerLine,
  Verdict,
} from "../../../../protocol/messages.ts";
import type { JobOf } from "../job.ts";
import { type Address, connectTo } from "../connect.ts";
import { Member } from "../member.ts";
import { sayHello } from "../peers/chat.ts";
import type { Download, Transfers, Upload } from "./transfers.ts";

/** Names of members are made of their numbers; these leave room for a crowd that talks in the same room. */
const FIRST_INDEX = 50_000;

/** Offers the files, lets every receiver ask for its file, and stops before the first byte. */
export async function prepareTransfers(
  job: JobOf<"relay">,
  chunk: Uint8Array,
): Promise<Transfers> {
  const sha256 = digestOf(chunk, job.sizeBytes);
  const scope = new DisposableStack();
  const uploads: Upload[] = [];
  const downloads: Download[] = [];
  for (let index = 0; index < job.uploads; index++) {
    const sender = await enter(scope, index, job);
    const id = `file${index}`;
    await sender.send(encodeLine({ type: "offer", id, name: `${id}.bin`, size: job.sizeBytes }));
    const { file, ticket } = await untilLine(sender, "ticket");
    uploads.push(await openUpload(scope, job, ticket, sha256));
    for (let count = 0; count < job.receivers; count++) {
      const receiver = await enter(scope, job.uploads + index * job.receivers + count, job);
      await receiver.send(encodeLine({ type: "get", file }));
      const { ticket } = await untilLine(receiver, "ticket");
      downloads.push(await openDownload(scope, job, ticket));
    }
  }
  return { uploads, downloads, [Symbol.dispose]: () => scope.dispose() };
}

function digestOf(chunk: Uint8Array, sizeBytes: number): string {
  const hash = createHash("sha256");
  for (let left = sizeBytes; left > 0; left -= chunk.length) {
    hash.update(left < chunk.length ? chunk.subarray(0, left) : chunk);
  }
  return hash.digest("hex");
}

async function enter(scope: DisposableStack, index: number, server: Address): Promise<Member> {
  const member = scope.use(await Member.connect(FIRST_INDEX + index, server));
  await sayHello(member, { history: 0 });
  return member;
}

async function untilLine<T extends ServerLine["type"]>(
  member: Member,
  type: T,
): Promise<Extract<ServerLine, { type: T }>> {
  for (;;) {
    const line = parseLine(ServerLine, await member.nextLine());
    if (line.type === "error") throw new Error(`Cannot transfer: the server says ${line.code}`);
    if (line.type === type) return line as Extract<ServerLine, { type: T }>;
  }
}

async function openTransfer(scope: DisposableStack, server: Address, ticket: string) {
  const conn = scope.use(await connectTo(server));
  const hello = { type: "hello", protocol: PROTOCOL_VERSION, role: "transfer", ticket, offset: 0 };
  await writeAll(conn, encodeLine(hello));
  const source = new ExactReader(conn);
  parseTransferLine(Go, await lineOf(source));
  return { conn, source };
}

async function openUpload(
  scope: DisposableStack,
  server: Address,
  ticket: string,
  sha256: string,
): Promise<Upload> {
  const { conn, source } = await openTransfer(scope, server, ticket);
  const finish = async () => {
    await writeAll(conn, encodeLine({ type: "digest", sha256 }));
    const verdict = parseTransferLine(Verdict, await lineOf(source));
    if (!verdict.ok) throw new Error(`The server refused the file: ${verdict.code}`);
  };
  return { conn, finish };
}

async function openDownload(
  scope: DisposableStack,
  server: Address,
  ticket: string,
): Promise<Download> {
  const { conn, source } = await openTransfer(scope, server, ticket);
  const finish = async () => {
    parseTransferLine(Digest, await lineOf(source));
    await writeAll(conn, encodeLine({ type: "verdict", ok: true }));
  };
  return { source, finish };
}

async function lineOf(source: ExactReader): Promise<string> {
  const line = await source.readLine(MAX_LINE_BYTES);
  if (line === undefined) throw new Error("The server closed a transfer before its end");
  return line;
}
