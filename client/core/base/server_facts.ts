/**
 * How a person can tell that a server is the one that they mean.
 * @module
 */

/** What is known of a server's identity. */
export interface ServerFacts {
  readonly isEncrypted: boolean;
  /** Of its certificate, as far as it is known. */
  readonly fingerprint?: string;
  /**
   * `invited`: the invite names it; `known`: it was met before; `new`: it is seen for the first
   * time.
   */
  readonly standing?: "invited" | "known" | "new";
}
