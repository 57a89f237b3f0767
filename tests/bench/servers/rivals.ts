/**
 * How each rival is started for a fair comparison: on loopback, without limits on rate or number, quiet.
 * @module
 */
import { freePort, type ServerProcess, startServer } from "./server_process.ts";

/** `nats-server` as it comes: core NATS, which stores nothing. */
export async function startNats(): Promise<ServerProcess> {
  const port = freePort();
  const args = ["-a", "127.0.0.1", "-p", String(port)];
  return await startServer({ command: "nats-server", args, port });
}

/** `ngircd` without look-ups, flood protection and limits. */
export async function startNgircd(): Promise<ServerProcess> {
  return await startConfigured("ngircd", ngircdConfig, (file) => ["-n", "-f", file]);
}

/** `inspircd` without look-ups, flood protection and limits. */
export async function startInspircd(): Promise<ServerProcess> {
  const args = ["--nofork", "--nolog", "--nopid", "--runasroot", "--config"];
  return await startConfigured("inspircd", inspircdConfig, (file) => [...args, file]);
}

/** `mosquitto` for anybody, without limits, storing nothing. */
export async function startMosquitto(): Promise<ServerProcess> {
  return await startConfigured("mosquitto", mosquittoConfig, (file) => ["-c", file]);
}

/** Starts `command` with a configuration file in a folder that is removed at the end. */
async function startConfigured(
  command: string,
  config: (port: number) => string,
  args: (file: string) => readonly string[],
): Promise<ServerProcess> {
  const folder = await Deno.makeTempDir({ prefix: "chat-bench-" });
  const port = freePort();
  const file = `${folder}/server.conf`;
  await Deno.writeTextFile(file, config(port));
  // Started by root, some servers change to another user and read their configuration as that.
  await Deno.chmod(folder, 0o755);
  return await startServer({ command, args: args(file), port, folder });
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

function inspircdConfig(port: number): string {
  return `<server name="irc.bench.test" description="bench" network="bench">
<admin name="bench" nick="bench" email="bench@bench.test">
<bind address="127.0.0.1" port="${port}" type="clients">
<connect allow="*" timeout="60" pingfreq="600" localmax="100000" globalmax="100000" limit="100000"
  hardsendq="268435456" softsendq="268435456" recvq="1048576" commandrate="2000000000"
  threshold="2000000000" fakelag="no" resolvehostnames="no" useconnectban="no" uniqueusername="no">
<performance softlimit="100000" somaxconn="4096" clonesonconnect="no" quietbursts="yes">
<limits maxline="512">
`;
}

function mosquittoConfig(port: number): string {
  return `listener ${port} 127.0.0.1
allow_anonymous true
persistence false
set_tcp_nodelay true
max_connections -1
max_queued_messages 0
max_queued_bytes 0
log_dest none
`;
}
