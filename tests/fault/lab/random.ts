/**
 * Chance that can be repeated.
 * @module
 */

/** Numbers from 0 (included) to 1 (excluded) that follow from `seed` alone (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The seed of this run: `CHAT_FAULT_SEED` repeats one. It is printed with `what`. */
export function seedFor(what: string): number {
  const given = Deno.env.get("CHAT_FAULT_SEED");
  const seed = given === undefined
    ? crypto.getRandomValues(new Uint32Array(1))[0] ?? 0
    : Number(given);
  console.log(`${what}: CHAT_FAULT_SEED=${seed} repeats it`);
  return seed;
}
