/**
 * The servers this person has met: a file with one line per host and port.
 * @module
 */
import { fingerprintOf } from "../../../protocol/certificate.ts";
import { replacePrivate } from "../../../protocol/private_file.ts";
import { type Address, formatAddress } from "../../../protocol/address.ts";

/** What is known about a server: exactly this certificate, or that an authority vouches for it. */
export type KnownHost =
  | { readonly kind: "pin"; readonly der: Uint8Array }
  | { readonly kind: "authority" };

/**
 * The file `known_hosts`: `HOST:PORT FINGERPRINT CERTIFICATE`, or `HOST:PORT authority`. Read at
 * each use, written whole.
 */
export class KnownHosts {
  /** Without a `path` nobody is known, and nobody can be. */
  constructor(private readonly path: string | undefined) {}

  /**
   * Lines that are damaged count as not there. @throws what the file system throws, unless there is
   * no file yet.
   */
  find(address: Address): KnownHost | undefined {
    const wanted = keyOf(address);
    for (const line of this.#lines()) {
      const [key, mark, base64] = line.split(" ");
      if (key !== wanted) continue;
      if (mark === "authority") return { kind: "authority" };
      const der = bytesOf(base64 ?? "");
      if (der !== undefined && fingerprintOf(der) === mark) return { kind: "pin", der };
    }
    return undefined;
  }

  /** Remembers `host` in place of whatever was known. @throws what the file system throws. */
  put(address: Address, host: KnownHost): void {
    const facts = host.kind === "authority"
      ? "authority"
      : `${fingerprintOf(host.der)} ${host.der.toBase64()}`;
    this.#write([...this.#others(address), `${keyOf(address)} ${facts}`]);
  }

  /** Forgets the host; `false` if it was not known. @throws what the file system throws. */
  remove(address: Address): boolean {
    const others = this.#others(address);
    if (others.length === this.#lines().length) return false;
    this.#write(others);
    return true;
  }

  #others(address: Address): string[] {
    return this.#lines().filter((line) => line.split(" ")[0] !== keyOf(address));
  }

  #lines(): string[] {
    if (this.path === undefined) return [];
    try {
      return Deno.readTextFileSync(this.path).split("\n").filter((line) => line !== "");
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return [];
      throw error;
    }
  }

  #write(lines: readonly string[]): void {
    if (this.path === undefined) throw new Deno.errors.NotFound("There is no home folder");
    replacePrivate(this.path, lines.map((line) => line + "\n").join(""));
  }
}

/** Names of hosts do not tell letter cases apart. */
function keyOf(address: Address): string {
  return formatAddress(address).toLowerCase();
}

function bytesOf(base64: string): Uint8Array | undefined {
  try {
    return Uint8Array.fromBase64(base64);
  } catch {
    return undefined;
  }
}
