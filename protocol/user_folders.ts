/**
 * Where the folders of a user are, by the custom of each system. It stands here because both halves
 * of the program need it and neither may import the other.
 * @module
 */
import { userInfo } from "node:os";
import { posix, win32 } from "node:path";

/** What the folders of a user follow from. */
export interface System {
  readonly os: typeof Deno.build.os;
  readonly env: (name: string) => string | undefined;
  /** The home folder of the account that the process runs under, if the account has one. */
  readonly accountHome: () => string | undefined;
}

/** A path begins with `~`, and there is no home folder. */
export class NoHomeError extends Error {
  override readonly name = "NoHomeError";

  constructor() {
    super(
      "There is no home folder that ~ could stand for: HOME is not set, nor has this account one",
    );
  }
}

/** The system that this process runs on. */
export const THIS_SYSTEM: System = {
  os: Deno.build.os,
  env: (name) => Deno.env.get(name),
  accountHome: () => {
    try {
      return userInfo().homedir ?? undefined;
    } catch {
      return undefined; // A container may run under a number that is no account.
    }
  },
};

/**
 * The user's own folder: what the environment says, else what the account says (cron, service
 * managers and containers set no HOME). Always absolute: what belongs to a user never goes into the
 * folder that a program was started in.
 */
export function homeFolder({ os, env, accountHome }: System = THIS_SYSTEM): string | undefined {
  return absolute(os, env(os === "windows" ? "USERPROFILE" : "HOME")) ??
    absolute(os, accountHome());
}

/**
 * Where a client keeps what it must remember: its identity, the servers it knows, what was typed.
 * `undefined` if there is no place. XDG Base Directory Specification 0.8, which also says that a
 * path that is not absolute does not count.
 */
export function configFolder(system: System = THIS_SYSTEM): string | undefined {
  return systemFolder(system, "XDG_CONFIG_HOME", {
    windows: ["APPDATA", "AppData/Roaming"],
    darwin: "Library/Application Support",
    others: ".config",
  });
}

/**
 * Where the servers of a user keep their data. `undefined` if there is no place. As {@linkcode
 * configFolder}.
 */
export function stateFolder(system: System = THIS_SYSTEM): string | undefined {
  return systemFolder(system, "XDG_STATE_HOME", {
    windows: ["LOCALAPPDATA", "AppData/Local"],
    darwin: "Library/Application Support",
    others: ".local/state",
  });
}

/**
 * `path` with a leading `~` replaced by `home`, in options, variables and commands alike; `~ben` is
 * a file of that name.
 * @throws {NoHomeError} if it is needed and there is none.
 */
export function expandHome(path: string, home: string | undefined): string {
  if (!/^~(?=$|[/\\])/.test(path)) return path;
  if (home === undefined) throw new NoHomeError();
  return home + path.slice(1);
}

interface Customs {
  /** The variable with the folder, and where it is in the home folder without it. */
  readonly windows: readonly [variable: string, inHome: string];
  readonly darwin: string;
  readonly others: string;
}

function systemFolder(system: System, variable: string, customs: Customs): string | undefined {
  const { os, env } = system;
  const [windowsVariable, windowsFolder] = customs.windows;
  const told = absolute(os, env(variable)) ??
    (os === "windows" ? absolute(os, env(windowsVariable)) : undefined);
  const { join } = pathsOf(os);
  if (told !== undefined) return join(told, "chat");
  const home = homeFolder(system);
  if (home === undefined) return undefined;
  const inHome = os === "windows"
    ? windowsFolder
    : os === "darwin"
    ? customs.darwin
    : customs.others;
  return join(home, inHome, "chat");
}

/** `path`, unless there is none or it depends on the current folder. */
function absolute(os: System["os"], path: string | undefined): string | undefined {
  return path !== undefined && pathsOf(os).isAbsolute(path) ? path : undefined;
}

function pathsOf(os: System["os"]): typeof posix {
  return os === "windows" ? win32 : posix;
}
