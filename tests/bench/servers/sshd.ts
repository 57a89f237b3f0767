/**
 * An SSH server of its own for `scp`, on loopback, with keys made for the run.
 * @module
 */
import { freePort, type ServerProcess, startServer } from "./server_process.ts";

/** A running server and the options that make `scp` talk to exactly it. */
export interface SshServer extends ServerProcess {
  readonly scpArgs: readonly string[];
}

/** What `sshd` wants to exist when root starts it. */
const PRIVILEGE_FOLDER = "/run/sshd";

/** Starts the `sshd` at `program` with the ciphers that it comes with. */
export async function startSshd(program: string): Promise<SshServer> {
  const folder = await Deno.makeTempDir({ prefix: "chat-bench-" });
  if (Deno.uid() === 0) await Deno.mkdir(PRIVILEGE_FOLDER, { recursive: true });
  const port = freePort();
  await makeKey(`${folder}/host`);
  await makeKey(`${folder}/user`);
  const config = `${folder}/sshd.conf`;
  await Deno.writeTextFile(config, sshdConfig(folder, port));
  const args = ["-D", "-f", config];
  const server = await startServer({ command: program, args, port, folder });
  const trust = ["StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "LogLevel=ERROR"];
  const options = [...trust, "IdentitiesOnly=yes", "BatchMode=yes"].flatMap((one) => ["-o", one]);
  const scpArgs = ["-q", "-F", "none", "-P", String(port), "-i", `${folder}/user`, ...options];
  return { ...server, scpArgs };
}

async function makeKey(file: string): Promise<void> {
  const args = ["-q", "-t", "ed25519", "-N", "", "-f", file];
  const { success } = await new Deno.Command("ssh-keygen", { args, stdin: "null" }).output();
  if (!success) throw new Error("Cannot start sshd: ssh-keygen made no key");
}

function sshdConfig(folder: string, port: number): string {
  return `Port ${port}
ListenAddress 127.0.0.1
HostKey ${folder}/host
AuthorizedKeysFile ${folder}/user.pub
StrictModes no
PidFile none
UsePAM no
PasswordAuthentication no
Subsystem sftp internal-sftp
`;
}
