/**
 * How a run of any subcommand ends for the shell.
 * @module
 */

export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  unreachable: 3,
  refused: 4,
  impostor: 5,
  /** A file, a folder or a disk of this machine. */
  local: 6,
  interrupted: 130,
  terminated: 143,
} as const;
