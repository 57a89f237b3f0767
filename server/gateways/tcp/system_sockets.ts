/**
 * What the runtime cannot do with sockets and the system can, through its C library.
 *
 * Deno has no way to switch off Nagle's algorithm on the connections that a TLS server accepts, so
 * that small lines wait up to 40 ms for a delayed acknowledgement; nor can it close one whose TLS
 * handshake never ends. Accepted sockets inherit TCP_NODELAY from the one that listens (Linux,
 * tcp(7); the BSDs and macOS, where it was not tried), and a socket that was shut down ends its
 * handshake. Everything is tried and nothing is relied on: where there is no such library, or no
 * permission for it, the server works as the runtime lets it.
 * @module
 */

/** A place on this machine or another. */
type Place = Pick<Deno.NetAddr, "hostname" | "port">;

/** How a system spells things: `sys/socket.h`, `netinet/tcp.h`. */
interface Spelling {
  /** Where its C library may be; the permission `--allow-ffi` names the same files. */
  readonly libraries: readonly string[];
  readonly SOL_SOCKET: number;
  readonly SO_ACCEPTCONN: number;
}

const SYSTEMS: Partial<Record<typeof Deno.build.os, Spelling>> = {
  linux: {
    libraries: [
      "/lib/x86_64-linux-gnu/libc.so.6",
      "/lib/aarch64-linux-gnu/libc.so.6",
      "/lib64/libc.so.6",
      "/usr/lib/libc.so.6",
      "/lib/ld-musl-x86_64.so.1",
      "/lib/ld-musl-aarch64.so.1",
    ],
    SOL_SOCKET: 1,
    SO_ACCEPTCONN: 30,
  },
  darwin: { libraries: ["/usr/lib/libSystem.B.dylib"], SOL_SOCKET: 0xffff, SO_ACCEPTCONN: 2 },
};

/** All of them. */
export const LIBRARIES: readonly string[] = Object.values(SYSTEMS).flatMap(({ libraries }) =>
  libraries
);

const IPPROTO_TCP = 6;
const TCP_NODELAY = 1;
const SHUT_RDWR = 2;
/** Standard streams are no sockets of ours. */
const FIRST_DESCRIPTOR = 3;
/**
 * Descriptors are given out lowest first: after so many in a row that are no sockets there are no
 * more.
 */
const LONGEST_GAP = 1_024;
/** `struct sockaddr_storage` (RFC 3493, section 3.10). */
const SOCKADDR_BYTES = 128;

const SYMBOLS = {
  getsockopt: { parameters: ["i32", "i32", "i32", "buffer", "buffer"], result: "i32" },
  setsockopt: { parameters: ["i32", "i32", "i32", "buffer", "u32"], result: "i32" },
  getsockname: { parameters: ["i32", "buffer", "buffer"], result: "i32" },
  getpeername: { parameters: ["i32", "buffer", "buffer"], result: "i32" },
  shutdown: { parameters: ["i32", "i32"], result: "i32" },
} as const;

type Library = Deno.DynamicLibrary<typeof SYMBOLS>;

/** Switches off Nagle's algorithm for what is accepted at `address`. Could it be done? */
export function acceptWithoutDelay(address: Place): boolean {
  return withLibrary(({ symbols }, { SOL_SOCKET, SO_ACCEPTCONN }) => {
    const isListening = (descriptor: number) =>
      optionOf(symbols, descriptor, SOL_SOCKET, SO_ACCEPTCONN) === 1;
    for (const descriptor of socketsAt(symbols.getsockname, address.port)) {
      if (!isListening(descriptor)) continue;
      symbols.setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, new Int32Array([1]), 4);
      if (optionOf(symbols, descriptor, IPPROTO_TCP, TCP_NODELAY) === 1) return true;
    }
    return false;
  });
}

/**
 * Ends the connection between the port `port` of this process and `peer`, whatever the runtime is
 * doing with it. Was it there?
 */
export function shutDown(port: number, peer: Place): boolean {
  return withLibrary(({ symbols }) => {
    for (const descriptor of socketsAt(symbols.getpeername, peer.port)) {
      const name = new Uint8Array(SOCKADDR_BYTES);
      const isOurs = nameOf(symbols.getsockname, descriptor, name) && portIn(name) === port;
      if (isOurs) return symbols.shutdown(descriptor, SHUT_RDWR) === 0;
    }
    return false;
  });
}

/** Without a library for this system, or without permission: `false`. */
function withLibrary(act: (library: Library, spelling: Spelling) => boolean): boolean {
  const spelling = SYSTEMS[Deno.build.os];
  const library = spelling && openLibrary(spelling.libraries);
  if (spelling === undefined || library === undefined) return false;
  try {
    return act(library, spelling);
  } finally {
    library.close();
  }
}

function openLibrary(paths: readonly string[]): Library | undefined {
  for (const path of paths) {
    try {
      return Deno.dlopen(path, SYMBOLS);
    } catch {
      // Not here, or not permitted.
    }
  }
  return undefined;
}

type NameCall = Library["symbols"]["getsockname"];

/** Descriptors of sockets whose name, as `call` tells it, has the port `port`. */
function* socketsAt(call: NameCall, port: number): Generator<number> {
  const name = new Uint8Array(SOCKADDR_BYTES);
  for (let descriptor = FIRST_DESCRIPTOR, gap = 0; gap < LONGEST_GAP; descriptor++) {
    const isSocket = nameOf(call, descriptor, name);
    gap = isSocket ? 0 : gap + 1;
    if (isSocket && portIn(name) === port) yield descriptor;
  }
}

function nameOf(call: NameCall, descriptor: number, name: Uint8Array<ArrayBuffer>): boolean {
  return call(descriptor, name, new Uint32Array([SOCKADDR_BYTES])) === 0;
}

/** The port stands at the same place in the addresses of IPv4 and IPv6. */
function portIn(name: Uint8Array): number {
  return new DataView(name.buffer).getUint16(2);
}

function optionOf(
  { getsockopt }: Library["symbols"],
  descriptor: number,
  level: number,
  option: number,
): number | undefined {
  const value = new Int32Array(1);
  const length = new Uint32Array([4]);
  return getsockopt(descriptor, level, option, value, length) === 0 ? value[0] : undefined;
}
