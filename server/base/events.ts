/**
 * What happens on a server, for its console and its counters.
 * @module
 */

/** One thing that happened. `address` is the peer's, as `host:port`. */
export type ServerEvent =
  | {
    readonly type: "listening";
    readonly address: string;
    /** Of the certificate; `undefined` if connections are not encrypted. */
    readonly fingerprint: string | undefined;
  }
  | { readonly type: "joined"; readonly name: string; readonly address: string }
  | { readonly type: "resumed"; readonly name: string; readonly address: string }
  | { readonly type: "left"; readonly name: string; readonly reason: string }
  | { readonly type: "renamed"; readonly from: string; readonly to: string }
  | { readonly type: "dropped"; readonly name: string; readonly code: string }
  | { readonly type: "refused"; readonly address: string; readonly code: string }
  | {
    readonly type: "file_received";
    readonly name: string;
    readonly from: string;
    readonly bytes: number;
  }
  | {
    readonly type: "file_relayed";
    readonly name: string;
    readonly to: string;
    readonly bytes: number;
  }
  | { readonly type: "warning"; readonly text: string }
  | { readonly type: "failure"; readonly error: unknown }
  | { readonly type: "stopping" };

/** Gets every event. It must not throw. */
export type Observer = (event: ServerEvent) => void;
