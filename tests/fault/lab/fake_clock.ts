/**
 * A time of day that a test sets, in processes that it starts.
 * @module
 */

/** Where Debian and its kin put libfaketime. */
const LIBRARIES = ["x86_64-linux-gnu", "aarch64-linux-gnu"].flatMap((folder) => [
  `/usr/lib/${folder}/faketime/libfaketimeMT.so.1`,
]);

/** The time of day of every process with its `env`. Running time is left alone, as it is when somebody sets a clock. */
export class FakeClock {
  private constructor(private readonly library: string, private readonly path: string) {}

  /** Keeps the time in the file `path`, or prints why this machine does not let us. */
  static make(path: string): FakeClock | undefined {
    const library = LIBRARIES.find(isFile);
    if (library === undefined) {
      console.log("SKIPPED: the time of day cannot be changed: there is no libfaketime");
      return undefined;
    }
    const clock = new FakeClock(library, path);
    clock.set("+0");
    return clock;
  }

  get env(): Readonly<Record<string, string>> {
    return {
      LD_PRELOAD: this.library,
      FAKETIME_TIMESTAMP_FILE: this.path,
      FAKETIME_NO_CACHE: "1",
      FAKETIME_DONT_FAKE_MONOTONIC: "1",
    };
  }

  /** Jumps: `-1h` from the true time, or to a moment such as `@2038-01-19 03:14:00`. */
  set(time: string): void {
    Deno.writeTextFileSync(this.path, time);
  }
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
