/**
 * How each server is started for a fair comparison: on loopback, without limits on rate or number, quiet.
 * @module
 */
import { fileURLToPath } from "node:url";
import { freePort, type ServerProcess, startServer } from "./server_process.ts";

/** Where the product is started from. */
export type ChatBuild = "source" | "compiled";

const MAIN = fileURLToPath(new URL("../../../main.ts", import.meta.url));
const COMPILED = fileURLToPath(new URL("../../../dist/chat", import.meta.url));
const CEILING = fileURLToPath(new URL("../ceiling_relay.ts", import.meta.url));

/** The command line of the product, before its arguments. */
export function chatCommand(build: ChatBuild): readonly [string, ...string[]] {
  return build === "compiled" ? [COMPILED] : [Deno.execPath(), "run", "-A", MAIN];
}

/** Is there a compiled executable? */
export function hasCompiledChat(): boolean {
  return isFile(COMPILED);
}

/** `chat serve` with everything stored, in a folder of its own. */
export async function startChat(build: ChatBuild = "source"): Promise<ServerProcess> {
  const folder = await Deno.makeTempDir({ prefix: "chat-bench-" });
  const port = freePort();
  const [command, ...args] = chatCommand(build);
  const serve = ["serve", "--host", "127.0.0.1", "--port", String(port), "--data", folder];
  const plain = ["--plain", "--rate-limit", "off", "--quiet"];
  return await startServer({ command, args: [...args, ...serve, ...plain], port, folder });
}

/** `nats-server` as it comes: core NATS, which stores nothing. */
export async function startNats(): Promise<ServerProcess> {
  const port = freePort();
  const args = ["-a", "127.0.0.1", "-p", String(port)];
  return await startServer({ command: "nats-server", args, port });
}

/** `ngircd` without look-ups, flood protection and limits. */
export async function startNgircd(): Promise<ServerProcess> {
  const folder = await Deno.makeTempDir({ prefix: "chat-bench-" });
  const port = freePort();
  const config = `${folder}/ngircd.conf`;
  await Deno.writeTextFile(config, ngircdConfig(port));
  // Started by root, ngircd changes to another user and reads its configuration again.
  await Deno.chmod(folder, 0o755);
  return await startServer({ command: "ngircd", args: ["-n", "-f", config], port, folder });
}

function ngircdConfig(port: number): string {
  return `[Global]
Name = irc.bench.test
Info = bench
Listen = 127.0.0.1
Ports = ${port}
MotdPhrase = bench
[Limits]
MaxConnections = 0
MaxConnectionsIP = 0
MaxJoins = 0
MaxNickLength = 9
MaxPenaltyTime = 0
PingTimeout = 600
PongTimeout = 600
[Options]
DNS = no
Ident = no
PAM = no
SyslogFacility = local1
`;
}

/** The relay that does next to nothing. */
export async function startCeiling(): Promise<ServerProcess> {
  const port = freePort();
  const args = ["run", "-A", CEILING, String(port)];
  return await startServer({ command: Deno.execPath(), args, port });
}

/** relay.c, compiled to `executable`, for `receivers`. */
export async function startCRelay(executable: string, receivers: number): Promise<ServerProcess> {
  const folder = await Deno.makeTempDir({ prefix: "chat-bench-" });
  const port = freePort();
  const args = [String(port), String(receivers), `${folder}/spool`];
  return await startServer({ command: executable, args, port, folder });
}

/** Is `command` on the path? */
export function isInstalled(command: string): boolean {
  const folders = (Deno.env.get("PATH") ?? "").split(":");
  return folders.some((folder) => isFile(`${folder}/${command}`));
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
