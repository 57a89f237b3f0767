/**
 * Crashes on demand, for tests: `CHAT_TEST_CRASH=before_commit:17` ends the server at its 17th
 * transaction as a kill would, after all its statements and before its COMMIT; `after_commit:17`
 * does so when it is committed and nobody has been told. Without the variable nothing of this has
 * any effect.
 * @module
 */

/** A moment of a transaction. */
export type CrashPoint = "before_commit" | "after_commit";

const FORM = /^(before_commit|after_commit):([1-9][0-9]{0,8})$/;

/**
 * What to call at every {@linkcode CrashPoint}: calls `crash` at the one that `wish` names;
 * `undefined` if it names none.
 */
export function crashPoints(
  wish: string | undefined,
  crash: () => never,
): ((point: CrashPoint) => void) | undefined {
  const [, wanted, count] = FORM.exec(wish ?? "") ?? [];
  if (wanted === undefined) return undefined;
  let left = Number(count);
  return (point) => {
    if (point === wanted && --left === 0) crash();
  };
}
