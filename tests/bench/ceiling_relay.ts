/**
 * A relay that does the least a server could do: it counts what its members send and writes as many prepared lines to
 * each of the others. It shows how much the load generator can take.
 * Usage: ceiling_relay.ts PORT
 * @module
 */
import { BLOCK_LINE } from "./load/peers/block.ts";
import { writeAll } from "../../protocol/lines.ts";

const NEWLINE = 0x0a;
/** Lines of the prepared block: more than all senders together have in flight. */
const BLOCK_LINES = 512;
const READ_BYTES = 64 * 1024;

interface Receiver {
  readonly conn: Deno.Conn;
  owed: number;
  writing: boolean;
}

const block = new TextEncoder().encode(BLOCK_LINE.repeat(BLOCK_LINES));

async function pay(receiver: Receiver): Promise<void> {
  receiver.writing = true;
  while (receiver.owed > 0) {
    const lines = Math.min(receiver.owed, BLOCK_LINES);
    receiver.owed -= lines;
    await writeAll(receiver.conn, block.subarray(0, lines * BLOCK_LINE.length));
  }
  receiver.writing = false;
}

async function serve(sender: Receiver, receivers: Set<Receiver>): Promise<void> {
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
      if (!receiver.writing) void pay(receiver).catch(() => receivers.delete(receiver));
    }
  }
}

if (import.meta.main) {
  const receivers = new Set<Receiver>();
  const listener = Deno.listen({ hostname: "127.0.0.1", port: Number(Deno.args[0]) });
  for await (const conn of listener) {
    conn.setNoDelay(true);
    const receiver = { conn, owed: 0, writing: false };
    void serve(receiver, receivers).catch(() => {}).finally(() => receivers.delete(receiver));
  }
}
