/**
 * The key that a person's names belong to.
 * @module
 */
import { createPrivate, replacePrivate } from "../../../protocol/private_file.ts";

/** A key pair (Ed25519). */
export interface Identity {
  /** The public key, in base64url. */
  readonly key: string;
  sign(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array>;
}

const PEM = /^\ufeff?-----BEGIN PRIVATE KEY-----\s+([^-]+)-----END PRIVATE KEY-----\s*$/;

/**
 * On file systems without hard links the file of another process that makes one at this moment is
 * empty at first. If it stays so for this long, that process has ended.
 */
const OTHERS_MS = 1_000;
const OTHERS_STEP_MS = 20;

/**
 * The identity in the file at `path` (PKCS #8 in PEM, for its owner's eyes), made if there is no
 * such file, or an empty one. Programs that start at the same time get the same one.
 * @throws what the file system throws; `SyntaxError` if the file is something else.
 */
export async function loadIdentity(path: string): Promise<Identity> {
  const pem = readIfThere(path) || await makeFile(path);
  const [, body = ""] = PEM.exec(pem) ?? [];
  let privateKey: CryptoKey;
  try {
    const pkcs8 = Uint8Array.fromBase64(body);
    privateKey = await crypto.subtle.importKey("pkcs8", pkcs8, "Ed25519", true, ["sign"]);
  } catch {
    throw new SyntaxError(`Cannot use ${path}: it is not an Ed25519 key in PEM`);
  }
  // A private key tells its public one only in this form.
  const { x } = await crypto.subtle.exportKey("jwk", privateKey);
  if (x === undefined) throw new SyntaxError(`Cannot use ${path}: it has no public key`);
  return {
    key: x,
    sign: async (bytes) => new Uint8Array(await crypto.subtle.sign("Ed25519", privateKey, bytes)),
  };
}

async function makeFile(path: string): Promise<string> {
  const pair = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  const { privateKey } = pair as CryptoKeyPair;
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey("pkcs8", privateKey));
  const pem = `-----BEGIN PRIVATE KEY-----\n${pkcs8.toBase64()}\n-----END PRIVATE KEY-----\n`;
  if (await createPrivate(path, pem)) return pem;
  for (let waitedMs = 0; waitedMs < OTHERS_MS; waitedMs += OTHERS_STEP_MS) {
    const other = readIfThere(path);
    if (other !== "" && other !== undefined) return other;
    await new Promise((resolve) => setTimeout(resolve, OTHERS_STEP_MS));
  }
  replacePrivate(path, pem);
  return readIfThere(path) ?? pem;
}

function readIfThere(path: string): string | undefined {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
