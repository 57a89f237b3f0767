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
    const { stdout } = await new Deno.Command("xdg-settings", { args, stderr: "null" }).output();
    return new TextDecoder().decode(stdout).trim();
  } catch {
    return undefined;
  }
}

/** Resolves when the program runs, or could not be started. It outlives this one. */
function start([program, ...args]: CommandLine): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { detached: true, stdio: "ignore" });
    child.once("error", () => resolve(false));
    child.once("spawn", () => {
      child.unref();
      resolve(true);
    });
  });
}
