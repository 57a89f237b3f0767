/**
 * A certificate for a server that has none of its own.
 * @module
 */
import { generate } from "selfsigned";
import { PEER_NAME } from "../../../protocol/certificate.ts";

/** A certificate and its key in PEM. */
export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
}

/** A certificate and its key, in PEM, of the kind that `chat serve` makes for itself. */
export async function makeCertificate(): Promise<TestCertificate> {
  const made = await generate([{ name: "commonName", value: PEER_NAME }], {
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
    extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: PEER_NAME }] }],
  });
  return { cert: made.cert, key: made.private };
}
