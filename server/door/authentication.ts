/**
 * Who a client is, and whether it knows the password (PROTOCOL.md, Proofs).
 * @module
 */
import { ProtocolError } from "../../protocol/errors.ts";
import type { ExactReader } from "../../protocol/exact_reader.ts";
import { type ByteSink, encodeLine, writeAll } from "../../protocol/lines.ts";
import { MAX_HELLO_LINE_BYTES, MAX_PASSWORD_TRIES } from "../../protocol/limits.ts";
import { type Hello, parseLine, Proof } from "../../protocol/messages.ts";
import {
  isSameProof,
  isSignedBy,
  passwordProof,
  type ProofContext,
} from "../../protocol/proofs.ts";
import { Guesses } from "./guesses.ts";

/** Pause before a wrong password is answered: a person hardly notices, a guesser does. */
const WRONG_PASSWORD_PAUSE_MS = 1_000;

/** The password of a server, which keeps only what is derived from it. */
export interface Password {
  /** 128 random bits as hex. */
  readonly salt: string;
  readonly key: Uint8Array;
}

export interface AuthenticationOptions {
  readonly password: Password | undefined;
  /** Guests are refused. */
  readonly requireIdentity: boolean;
  /** SHA-256 of the certificate, empty without encryption. */
  readonly binding: Uint8Array;
  /** In ms. */
  readonly monotonic: () => number;
  /** Waits for `ms`, or until the signal. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** The connection of a client that has said hello. */
export interface Applicant {
  readonly reader: ExactReader;
  readonly sink: ByteSink;
  /** Its network address, without the port. */
  readonly address: string;
  /** Aborted when it has taken too long. */
  readonly signal: AbortSignal;
}

/** Asks for proofs and checks them. */
export class Authentication {
  readonly #guesses = new Guesses();

  constructor(private readonly options: AuthenticationOptions) {}

  /** Was the address banned for guessing passwords? */
  isBanned(address: string): boolean {
    return this.#guesses.isBanned(address, this.options.monotonic());
  }

  /**
   * The sender of `hello` has proved all that is asked for.
   * @throws {ProtocolError} `identity_required`, `bad_proof`, `wrong_password`, `banned`; and what
   * the connection throws.
   */
  async check(hello: Hello, applicant: Applicant): Promise<void> {
    const { password, requireIdentity } = this.options;
    if (requireIdentity && hello.key === undefined) throw new ProtocolError("identity_required");
    if (password === undefined && hello.key === undefined) return;
    for (let tries = MAX_PASSWORD_TRIES; tries > 0; tries--) {
      if (await this.#isProved(hello, applicant, tries)) return;
      await this.#punish(applicant);
    }
    throw new ProtocolError("wrong_password");
  }

  async #isProved(hello: Hello, applicant: Applicant, tries: number): Promise<boolean> {
    const { password, binding } = this.options;
    const serverNonce = crypto.getRandomValues(new Uint8Array(32)).toHex();
    const asked = password === undefined ? {} : { salt: password.salt, tries };
    const challenge = { type: "challenge", nonce: serverNonce, ...asked };
    await writeAll(applicant.sink, encodeLine(challenge));
    const line = await applicant.reader.readLine(MAX_HELLO_LINE_BYTES);
    if (line === undefined) throw new ProtocolError("bad_frame", "The proof is missing");
    // Other connections of the same address may have guessed in the meantime.
    if (this.isBanned(applicant.address)) throw new ProtocolError("banned");
    const proof = readProof(line);
    const context: ProofContext = { serverNonce, clientNonce: proof.nonce, binding };
    if (password !== undefined) {
      const expected = passwordProof(password.key, context);
      if (!isSameProof(proof.password ?? "", expected)) return false;
    }
    if (hello.key !== undefined) {
      const isOwner = await isSignedBy(hello.key, proof.signature ?? "", context);
      if (!isOwner) throw new ProtocolError("bad_proof");
    }
    return true;
  }

  async #punish({ address, signal }: Applicant): Promise<void> {
    const { monotonic, sleep } = this.options;
    this.#guesses.failed(address, monotonic());
    await sleep(WRONG_PASSWORD_PAUSE_MS, signal);
    if (this.isBanned(address)) throw new ProtocolError("banned");
  }
}

function readProof(line: string): Proof {
  try {
    return parseLine(Proof, line);
  } catch (error) {
    const isOther = error instanceof ProtocolError && error.code === "unknown_type";
    throw isOther ? new ProtocolError("bad_frame", "A proof was expected") : error;
  }
}
