/**
 * Which way a server is reached.
 * @module
 */
import type { Address } from "../../../protocol/address.ts";
import { type Dialer, PlainDialer } from "./dialer.ts";
import type { Encryption } from "./encryption.ts";
import { TlsDialer, type TlsDialerOptions } from "./tls_dialer.ts";

/** Over TCP to `address`; without `encryption` for everybody to read. */
export function dialerFor(
  address: Address,
  encryption: Encryption | undefined,
  notify: TlsDialerOptions["notify"],
): Dialer {
  if (encryption === undefined) return new PlainDialer(address);
  return new TlsDialer({ ...encryption, address, notify });
}
