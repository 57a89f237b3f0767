/**
 * Bringing the store and the spool in step again at a start, whatever happened to either.
 * @module
 */
import type { FileRow } from "../store/mod.ts";
import type { FilesParts } from "./parts.ts";

/** What was found. */
export interface Recovered {
  /** Uploads that can go on. */
  readonly open: readonly FileRow[];
  /** Finished files whose bytes are not all there. */
  readonly damaged: readonly FileRow[];
}

/**
 * The recorded offset of an upload follows the bytes that are there. The bytes of a finished file that have another length
 * than they should are set aside, with a warning; bytes that belong to no file are removed.
 */
export function recoverSpool({ store, spool, observe, clock, settings }: FilesParts): Recovered {
  const open = store.files.inState("open");
  store.transaction(() => {
    for (const row of open) {
      // A process that is killed loses nothing it wrote; only a loss of power can leave less behind than the length says.
      const durable = settings.fsync ? row.stored : row.size;
      const stored = Math.min(spool.length(row.file), durable);
      if (stored !== row.stored) store.spool.record(row.file, stored);
    }
    store.spool.forgetOthers();
  });
  const complete = store.files.inState("complete");
  const damaged = complete.filter((row) => spool.length(row.file) !== row.size);
  for (const row of damaged) {
    const bytes = spool.length(row.file);
    const aside = spool.setAside(row.file, new Date(clock.wall()));
    const where = aside === undefined ? "" : `; they were moved to ${aside}`;
    const text = `The file ${row.name} is damaged: ${bytes} of ${row.size} bytes are there${where}`;
    observe({ type: "warning", text });
  }
  const kept = new Set([...open, ...complete].map(({ file }) => file));
  for (const file of Array.from(spool.files())) if (!kept.has(file)) spool.remove(file);
  return { open, damaged };
}
