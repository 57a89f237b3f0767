/**
 * How long a test waits for what has to happen.
 * @module
 */

/**
 * Whoever is this late has hung. Nothing that passes comes near it on any machine that is of use, so
 * it is no statement about speed: it only ends a test that would never end.
 */
export const PATIENCE_MS = 60_000;

/**
 * As `promise`, as long as it takes no longer than {@linkcode PATIENCE_MS}.
 * @throws {Error} with what `describe` says if it does.
 */
export async function patiently<T>(promise: Promise<T>, describe: () => string): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new Error(`waited ${PATIENCE_MS} ms: ${describe()}`)),
    PATIENCE_MS,
  );
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
