/**
 * Waiting for what no event tells, such as the state of another process.
 * @module
 */
import { sleep } from "../../protocol/sleep.ts";
import { PATIENCE_MS } from "./patience.ts";

const LOOK_EVERY_MS = 20;

/** Resolves as soon as `condition` holds. @throws {Error} with what `describe` says if it never does. */
export async function until(
  condition: () => Promise<boolean> | boolean,
  describe: () => Promise<string> | string,
): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!await condition()) {
    if (performance.now() >= end) throw new Error(await describe());
    await sleep(LOOK_EVERY_MS);
  }
}
