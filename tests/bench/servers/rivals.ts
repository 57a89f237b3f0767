/**
 * How each rival is started for a fair comparison: on loopback, without limits on rate or number, quiet.
 * @module
 */
import type { TestCertificate } from "./certificate.ts";
import { freePort, type ServerProcess, startServer } from "./server_process.ts";

/** `nats-server` as it comes: core NATS, which stores nothing. */
export async function startNats(certificate?: TestCertificate): Promise<ServerProcess> {
  const port = freePort();
  const args = ["-a", "127.0.0.1", "-p", String(port)];
  if (certificate === undefined) return await startServer({ command: "nats-server", args, port });
  const folder = await folderWith(certificate);
  const files = ["--tlscert", `${folder}/cert.pem`, "--tlskey", `${folder}/key.pem`];
  const all = [...args, "--tls", ...files];
  const server = await startServer({ command: "nats-server", args: all, port, folder });
  return { ...server, certificate: certificate.cert };
}

/** `ngircd` without look-ups, flood protection and limits. */
export async function startNgircd(): Promise<ServerProcess> {
  return await startConfigured("ngircd", ngircdConfig, (file) => ["-n", "-f", file]);
}

/** `inspircd` without look-ups, flood protection and limits. */
export async function startInspircd(certificate?: TestCertificate): Promise<ServerProcess> {
  const args = (file: string) => [
    ...["--nofork", "--nolog", "--nopid", "--runasroot", "--config"],
    file,
  ];
  const config = (port: number, folder: string) =>
    inspircdConfig(port, certificate === undefined ? undefined : folder);
  const server = await startConfigured("inspircd", config, args, certificate);
  return certificate === undefined ? server : { ...server, certificate: certificate.cert };
}

/** `mosquitto` for anybody, without limits, storing nothing. */
export async function startMosquitto(): Promise<ServerProcess> {
  return await startConfigured("mosquitto", mosquittoConfig, (file) => ["-c", file]);
}

/** Starts `command` with a configuration file in a folder that is removed at the end. */
async function startConfigured(
  command: string,
  config: (port: number, folder: string) => string,
  args: (file: string) => readonly string[],
  certificate?: TestCertificate,
): Promise<ServerProcess> {
  const folder = await folderWith(certificate);
  const port = freePort();
  const file = `${folder}/server.conf`;
  await Deno.writeTextFile(file, config(port, folder));
  // One that crashes leaves its core where it stands.
  return await startServer({ command, args: args(file), port, folder, cwd: folder });
}

/** A new folder, with the files of `certificate` if there is one. */
async function folderWith(certificate: TestCertificate | undefined): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "chat-bench-" });
  // Started by root, some servers change to another user and read their files as that.
  await Deno.chmod(folder, 0o755);
  if (certificate === undefined) return folder;
  await Deno.writeTextFile(`${folder}/cert.pem`, certificate.cert);
  await Deno.writeTextFile(`${folder}/key.pem`, certificate.key);
  return folder;
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

/** With the certificate in `tlsFolder`, if it is given. */
function inspircdConfig(port: number, tlsFolder: string | undefined): string {
  const tls = tlsFolder === undefined ? "" : `<module name="ssl_gnutls">
<sslprofile name="bench" provider="gnutls" certfile="${tlsFolder}/cert.pem" keyfile="${tlsFolder}/key.pem">
`;
  const profile = tlsFolder === undefined ? "" : ' sslprofile="bench"';
  return `${tls}<server name="irc.bench.test" description="bench" network="bench">
<admin name="bench" nick="bench" email="bench@bench.test">
<bind address="127.0.0.1" port="${port}" type="clients"${profile}>
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
