/**
 * The protocol of relay.c: a role, the size, and bytes.
 * @module
 */
import { ExactReader } from "../../../../protocol/exact_reader.ts";
import { connectTo } from "../connect.ts";
import type { JobOf } from "../job.ts";
import type { Transfers } from "./transfers.ts";

/** A letter and a 64-bit size, big end first. */
const HEADER_BYTES = 9;

/** Connects the receivers, then the sender; the relay waits for all of them. */
export async function prepareCTransfers(job: JobOf<"relay">): Promise<Transfers> {
  const scope = new DisposableStack();
  const open = async (role: string) => {
    const conn = scope.use(await connectTo(job));
    const header = new Uint8Array(HEADER_BYTES);
    header[0] = role.charCodeAt(0);
    new DataView(header.buffer).setBigUint64(1, BigInt(job.sizeBytes));
    await conn.write(header);
    return conn;
  };
  const downloads = [];
  for (let index = 0; index < job.receivers; index++) {
    downloads.push({ source: new ExactReader(await open("D")), finish: async () => {} });
  }
  const conn = await open("U");
  const finish = async () => {
    const bytes = await conn.read(new Uint8Array(1));
    if (bytes === null) throw new Error("The relay did not store the file");
  };
  return { uploads: [{ conn, finish }], downloads, [Symbol.dispose]: () => scope.dispose() };
}
