/**
 * Processes under libfaketime share a lock with those that they start, and one that is killed while it
 * holds the lock stops all of them for ever. Whatever a test starts gets a lock of its own.
 * @module
 */
Deno.env.delete("FAKETIME_SHARED");
