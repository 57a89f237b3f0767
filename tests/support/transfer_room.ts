/**
 * What uploads and downloads against a scripted server have in common.
 * @module
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { PeerConnection } from "./scripted_peer.ts";

export const AT = "2026-01-01T00:00:00.000Z";
/** The fields that every ticket here has. */
export const TICKET = { type: "ticket", ticket: "t" };

/** A folder that is gone with its test. */
export class Folder implements Disposable {
  readonly path = Deno.makeTempDirSync();

  write(name: string, content: Uint8Array | string): string {
    const path = join(this.path, name);
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    Deno.writeFileSync(path, bytes);
    return path;
  }

  names(folder = ""): string[] {
    return Array.from(Deno.readDirSync(join(this.path, folder)), ({ name }) => name).sort();
  }

  [Symbol.dispose](): void {
    Deno.removeSync(this.path, { recursive: true });
  }
}

/** SHA-256 in hexadecimal. */
export const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
/** Bytes that tell where they stand. */
export const pattern = (size: number) =>
  Uint8Array.from({ length: size }, (_, at) => at * 7 + (at >> 8));

/** Answers an offer as a server does. */
export async function takeOffer(chat: PeerConnection, file: string, offset = 0) {
  const { id, name, size } = await chat.next("offer");
  const ticket = { ...TICKET, file, direction: "up", offset, size, name };
  await chat.send({ type: "ack", id, seq: Number(file), file }, ticket);
  return { id, name, size };
}

/** Answers a get as a server does. */
export async function takeGet(chat: PeerConnection, file: string, name: string, size: number) {
  assert.equal((await chat.next("get"))["file"], file);
  await chat.send({ ...TICKET, file, direction: "down", offset: size, size, name });
}
