/**
 * Starting the programs of the desktop.
 * @module
 */
import { spawn } from "node:child_process";
import {
  browserCommand,
  type CommandLine,
  type Desktop,
  folderCommand,
} from "./browser_command.ts";

/** Opens `url` in a browser. `false`: there is none, and the person has to open it. */
export async function openBrowser(url: string): Promise<boolean> {
  const defaultBrowser = await askDefaultBrowser();
  const desktop = { ...thisDesktop(), ...(defaultBrowser !== undefined && { defaultBrowser }) };
  const command = browserCommand(url, desktop);
  return command !== undefined && await start(command);
}

/** Shows the folder at `path`, if there is a desktop. Never opens a file. */
export async function openFolder(path: string): Promise<void> {
  const command = folderCommand(path, thisDesktop());
  if (command !== undefined) await start(command);
}

function thisDesktop(): Desktop {
  return { os: Deno.build.os, env: (name) => Deno.env.get(name) };
}

async function askDefaultBrowser(): Promise<string | undefined> {
  if (Deno.build.os !== "linux") return undefined;
  try {
    const args = ["get", "default-web-browser"];
    const surroundings = { env: environment(), clearEnv: true, stderr: "null" } as const;
    const { stdout } = await new Deno.Command("xdg-settings", { args, ...surroundings }).output();
    return new TextDecoder().decode(stdout).trim();
  } catch {
    return undefined;
  }
}

/**
 * Our own environment without what steers the dynamic linker (`LD_LIBRARY_PATH` and its kin): a
 * program that inherits it is one that the runtime starts only for those who may start anything.
 */
function environment(): Record<string, string> {
  const all = Object.entries(Deno.env.toObject());
  return Object.fromEntries(all.filter(([name]) => !/^(LD|DYLD)_/.test(name)));
}

/** Resolves when the program runs, or could not be started. It outlives this one. */
function start([program, ...args]: CommandLine): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { detached: true, stdio: "ignore", env: environment() });
    child.once("error", () => resolve(false));
    child.once("spawn", () => {
      child.unref();
      resolve(true);
    });
  });
}
