/**
 * Where a client keeps what it must remember: its identity and the servers it knows.
 * @module
 */
import { join } from "node:path";

/** By the custom of the system (XDG Base Directory Specification 0.8 on Linux). */
export function configFolder(
  os: typeof Deno.build.os,
  env: (name: string) => string | undefined,
): string {
  const home = env(os === "windows" ? "USERPROFILE" : "HOME") || ".";
  const own = env("XDG_CONFIG_HOME");
  if (own) return join(own, "chat");
  if (os === "windows") return join(env("APPDATA") || join(home, "AppData", "Roaming"), "chat");
  if (os === "darwin") return join(home, "Library", "Application Support", "chat");
  return join(home, ".config", "chat");
}
