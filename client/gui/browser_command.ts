/**
 * How a browser or a folder is opened, on each system.
 * @module
 */

/** A program with its arguments. */
export type CommandLine = readonly [program: string, ...args: string[]];

export interface Desktop {
  readonly os: typeof Deno.build.os;
  readonly env: (name: string) => string | undefined;
  /** The default browser as Linux desktops name it, such as `chromium.desktop`. */
  readonly defaultBrowser?: string;
}

/**
 * Browsers that can show a page as a window of its own, by the start of their desktop file's name.
 */
const APP_BROWSERS: readonly [desktopFile: string, program: string][] = [
  ["chromium", "chromium"],
  ["google-chrome", "google-chrome"],
  ["microsoft-edge", "microsoft-edge"],
  ["brave", "brave-browser"],
  ["vivaldi", "vivaldi"],
];

/**
 * Opens `url` in the default browser; `undefined` where there is no desktop, or the person wants
 * none (`BROWSER=none`).
 */
export function browserCommand(url: string, desktop: Desktop): CommandLine | undefined {
  const chosen = desktop.env("BROWSER");
  if (chosen === "none") return undefined;
  if (chosen !== undefined && chosen !== "") return [chosen, url];
  if (!hasScreen(desktop)) return undefined;
  const app = APP_BROWSERS.find(([start]) => desktop.defaultBrowser?.startsWith(start));
  return app === undefined ? openerCommand(url, desktop) : [app[1], `--app=${url}`];
}

/** Shows the folder at `path`; `undefined` where there is no desktop. */
export function folderCommand(path: string, desktop: Desktop): CommandLine | undefined {
  return hasScreen(desktop) ? openerCommand(path, desktop) : undefined;
}

function openerCommand(what: string, { os }: Desktop): CommandLine {
  if (os === "darwin") return ["open", what];
  if (os === "windows") return ["explorer.exe", what];
  return ["xdg-open", what];
}

function hasScreen({ os, env }: Desktop): boolean {
  return os === "darwin" || os === "windows" || Boolean(env("DISPLAY") || env("WAYLAND_DISPLAY"));
}
