/**
 * People who remember servers, and what they are told.
 * @module
 */
import assert from "node:assert/strict";
import { type Ending, type ProgramOptions, runProgram } from "./program.ts";
import type { TestServer } from "./server.ts";
import { TempDir } from "./temp_dir.ts";

/** Options of programs that encrypt. */
export const encrypted = { encrypted: true } as const;
const INVITE = /^Join with: chat join (127\.0\.0\.1:\d+#[\w-]{43})$/;

/** What `server` prints for others to join with. */
export async function inviteOf(server: TestServer): Promise<string> {
  const line = await server.program.stdout.next((text) => INVITE.test(text));
  return INVITE.exec(line)?.[1] as string;
}

/** A person with a folder of their own, who remembers. */
export class Person implements AsyncDisposable {
  private constructor(readonly folder: TempDir) {}

  static async make(): Promise<Person> {
    return new Person(await TempDir.make());
  }

  get options(): ProgramOptions {
    return { ...encrypted, env: { XDG_CONFIG_HOME: this.folder.path } };
  }

  /** Says one thing. */
  send(where: string, ...more: string[]): Promise<Ending> {
    return runProgram(["send", where, "--name", "ana", "hi", ...more], this.options);
  }

  trust(...args: string[]): Promise<Ending> {
    return runProgram(["trust", ...args], this.options);
  }

  get knownHosts(): string {
    return this.folder.join("chat/known_hosts");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.folder[Symbol.asyncDispose]();
  }
}

/** The program ended with `expected` and a sentence without a stack trace. */
export function assertRefused({ code, stderr }: Ending, expected: number, says: RegExp): void {
  assert.equal(code, expected, stderr);
  assert.match(stderr, says);
  assert.doesNotMatch(stderr, /^\s+at /m, "no stack trace");
}
