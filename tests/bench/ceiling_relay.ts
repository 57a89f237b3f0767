/**
 * A relay that does the least a server could do: it counts what its members send and writes as many prepared lines to
 * each of the others. It shows how much the load generator can take.
 * Usage: ceiling_relay.ts PORT TEXT_BYTES [CERTIFICATE KEY]
 * @module
 */
import { writeAll } from "../../protocol/lines.ts";
import { blockLine } from "./load/peers/block.ts";

const NEWLINE = 0x0a;
/** About as many bytes are written at once. */
const BLOCK_BYTES = 128 * 1024;
const READ_BYTES = 64 * 1024;

interface Receiver {
  readonly conn: Deno.Conn;
  owed: number;
  writing: boolean;
}

/** Prepared lines, all the same. */
class Block {
  readonly #lineBytes: number;
  readonly #bytes: Uint8Array;

  constructor(textBytes: number) {
    const line = blockLine(textBytes);
    this.#lineBytes = line.length;
    this.#bytes = new TextEncoder().encode(line.repeat(Math.ceil(BLOCK_BYTES / line.length)));
  }

  /** At most `wanted` lines, and how many they are. */
  take(wanted: number): { lines: number; bytes: Uint8Array } {
    const lines = Math.min(wanted, this.#bytes.length / this.#lineBytes);
    return { lines, bytes: this.#bytes.subarray(0, lines * this.#lineBytes) };
  }
}

async function pay(receiver: Receiver, block: Block): Promise<void> {
  receiver.writing = true;
  while (receiver.owed > 0) {
    const { lines, bytes } = block.take(receiver.owed);
    receiver.owed -= lines;
    await writeAll(receiver.conn, bytes);
  }
  receiver.writing = false;
}

async function serve(sender: Receiver, receivers: Set<Receiver>, block: Block): Promise<void> {
  const buffer = new Uint8Array(READ_BYTES);
  await sender.conn.write(new TextEncoder().encode("in\n"));
  receivers.add(sender);
  for (;;) {
    const bytes = await sender.conn.read(buffer);
    if (bytes === null) return;
    let lines = 0;
    for (let at = buffer.indexOf(NEWLINE); at >= 0 && at < bytes;) {
      lines++;
      at = buffer.indexOf(NEWLINE, at + 1);
    }
    for (const receiver of receivers) {
      if (receiver === sender) continue;
      receiver.owed += lines;
      if (!receiver.writing) void pay(receiver, block).catch(() => receivers.delete(receiver));
    }
  }
}

function listen(port: number, cert?: string, key?: string): Deno.Listener {
  const where = { hostname: "127.0.0.1", port };
  if (cert === undefined || key === undefined) return Deno.listen(where);
  return Deno.listenTls({ ...where, cert, key });
}

if (import.meta.main) {
  const [port, textBytes, cert, key] = Deno.args;
  const block = new Block(Number(textBytes));
  const receivers = new Set<Receiver>();
  for await (const conn of listen(Number(port), cert, key)) {
    if ("setNoDelay" in conn) (conn as Deno.TcpConn).setNoDelay(true);
    const receiver = { conn, owed: 0, writing: false };
    void serve(receiver, receivers, block).catch(() => {}).finally(() =>
      receivers.delete(receiver)
    );
  }
}
