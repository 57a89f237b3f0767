/**
 * A disk that is full when the test wants it to be.
 * @module
 */
import { TempDir } from "../../support/temp_dir.ts";

const PIECE = new Uint8Array(64 * 1024);

/** A file system in memory with room for so many bytes. Disposing unmounts it. */
export class SmallDisk implements AsyncDisposable {
  private constructor(private readonly folder: TempDir, readonly path: string) {}

  /** Mounts one, or prints why this machine does not let us. */
  static async mount(bytes: number, at?: string): Promise<SmallDisk | undefined> {
    const folder = await TempDir.make();
    const path = at ?? folder.path;
    const { success, stderr } = await run(
      "mount",
      "-t",
      "tmpfs",
      "-o",
      `size=${bytes}`,
      "tmpfs",
      path,
    );
    if (success) return new SmallDisk(folder, path);
    console.log(`SKIPPED: cannot mount a small file system: ${stderr}`);
    await folder[Symbol.asyncDispose]();
    return undefined;
  }

  /** Leaves no room for anything. */
  async fill(): Promise<void> {
    using file = await Deno.open(this.#ballast, { create: true, append: true });
    for (const size of [PIECE.length, 4096, 1]) {
      try {
        while (await file.write(PIECE.subarray(0, size)) > 0);
      } catch {
        // So much does not fit any more.
      }
    }
  }

  /** Gives the room back. */
  async free(): Promise<void> {
    await Deno.remove(this.#ballast);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await run("umount", this.path);
    await this.folder[Symbol.asyncDispose]();
  }

  get #ballast(): string {
    return `${this.path}/ballast`;
  }
}

async function run(program: string, ...args: string[]) {
  try {
    const { success, stderr } = await new Deno.Command(program, { args }).output();
    return { success, stderr: new TextDecoder().decode(stderr).trim() };
  } catch (error) {
    return { success: false, stderr: String(error) };
  }
}
