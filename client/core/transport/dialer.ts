/**
 * How a client reaches its server, for the chat and for transfers alike.
 * @module
 */
import type { Address } from "../../../protocol/address.ts";
import { SocketWire } from "../../../protocol/socket_wire.ts";
import type { Wire } from "../../../protocol/wire.ts";
import { dial } from "./dial.ts";

/** Opens connections to one server. */
export interface Dialer {
  readonly isEncrypted: boolean;
  /**
   * SHA-256 of the certificate of the last connection; empty without encryption. Proofs are bound
   * to it.
   */
  readonly binding: Uint8Array;
  /** Of the certificate, as an invite has it; `undefined` without one. */
  readonly fingerprint: string | undefined;
  /** A connection that is ready for the hello. @throws {Failure} */
  dial(signal: AbortSignal): Promise<Wire>;
}

/** Connections that everybody on the network can read. */
export class PlainDialer implements Dialer {
  readonly isEncrypted = false;
  readonly binding = new Uint8Array();
  readonly fingerprint = undefined;

  constructor(private readonly address: Address) {}

  async dial(signal: AbortSignal): Promise<Wire> {
    return new SocketWire(await dial(this.address, signal));
  }
}
