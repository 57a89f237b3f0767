/**
 * How our servers are started: on loopback, without limits on rate or number, quiet.
 * @module
 */
import { fileURLToPath } from "node:url";
import { makeCertificate } from "./certificate.ts";
import { isFile } from "./installed.ts";
import { freePort, type ServerProcess, startServer } from "./server_process.ts";

/** Where the product is started from. */
export type ChatBuild = "source" | "compiled";

const MAIN = fileURLToPath(new URL("../../../main.ts", import.meta.url));
const COMPILED = fileURLToPath(new URL("../../../dist/chat", import.meta.url));
const CEILING = fileURLToPath(new URL("../ceiling_relay.ts", import.meta.url));
/** More than any workload has. */
const MAX_CLIENTS = 20_000;

/** The command line of the product, before its arguments. */
export function chatCommand(build: ChatBuild): readonly [string, ...string[]] {
  return build === "compiled" ? [COMPILED] : [Deno.execPath(), "run", "-A", MAIN];
}

/** Is there a compiled executable? */
export function hasCompiledChat(): boolean {
  return isFile(COMPILED);
}

/** Options of {@linkcode startChat}. */
export interface ChatServerOptions {
  readonly build: ChatBuild;
  /** With TLS, as it comes; the certificate is part of the result. */
  readonly isEncrypted?: boolean;
}

/** `chat serve` with everything stored, in a folder of its own. */
export async function startChat({ build, isEncrypted }: ChatServerOptions): Promise<ServerProcess> {
  const folder = await Deno.makeTempDir({ prefix: "chat-bench-" });
  const port = freePort();
  const [command, ...args] = chatCommand(build);
  const serve = ["serve", "--host", "127.0.0.1", "--port", String(port), "--data", folder];
  const limits = ["--rate-limit", "off", "--max-clients", String(MAX_CLIENTS), "--quiet"];
  const all = [...args, ...serve, ...limits, ...(isEncrypted ? [] : ["--plain"])];
  const server = await startServer({ command, args: all, port, folder });
  if (!isEncrypted) return server;
  return { ...server, certificate: await Deno.readTextFile(`${folder}/certificate.pem`) };
}

/** The relay that does next to nothing, for texts of `textBytes`. */
export async function startCeiling(
  textBytes: number,
  isEncrypted: boolean,
): Promise<ServerProcess> {
  const port = freePort();
  const args = ["run", "-A", CEILING, String(port), String(textBytes)];
  if (!isEncrypted) return await startServer({ command: Deno.execPath(), args, port });
  const { cert, key } = await makeCertificate();
  const options = { command: Deno.execPath(), args: [...args, cert, key], port };
  return { ...await startServer(options), certificate: cert };
}

/** relay.c, compiled to `executable`, for `receivers`. */
export async function startCRelay(executable: string, receivers: number): Promise<ServerProcess> {
  const folder = await Deno.makeTempDir({ prefix: "chat-bench-" });
  const port = freePort();
  const args = [String(port), String(receivers), `${folder}/spool`];
  return await startServer({ command: executable, args, port, folder });
}
