import assert from "node:assert/strict";
import {
  configFolder,
  expandHome,
  homeFolder,
  NoHomeError,
  stateFolder,
  type System,
} from "../../../protocol/user_folders.ts";

function system(
  os: System["os"],
  env: Readonly<Record<string, string>>,
  accountHome?: string,
): System {
  return { os, env: (name) => env[name], accountHome: () => accountHome };
}

const folders = (...of: Parameters<typeof system>) => [
  configFolder(system(...of))?.replaceAll("\\", "/"),
  stateFolder(system(...of))?.replaceAll("\\", "/"),
];

Deno.test("folders follow the custom of each system", () => {
  assert.deepEqual(folders("linux", { HOME: "/home/ana" }), [
    "/home/ana/.config/chat",
    "/home/ana/.local/state/chat",
  ]);
  const xdg = { HOME: "/home/ana", XDG_CONFIG_HOME: "/etc/x", XDG_STATE_HOME: "/state" };
  assert.deepEqual(folders("linux", xdg), ["/etc/x/chat", "/state/chat"]);
  assert.deepEqual(folders("darwin", { HOME: "/u" }), [
    "/u/Library/Application Support/chat",
    "/u/Library/Application Support/chat",
  ]);
  assert.deepEqual(folders("windows", { USERPROFILE: "C:/u" }), [
    "C:/u/AppData/Roaming/chat",
    "C:/u/AppData/Local/chat",
  ]);
  assert.deepEqual(folders("windows", { APPDATA: "D:/r", LOCALAPPDATA: "D:/l" }), [
    "D:/r/chat",
    "D:/l/chat",
  ]);
});

Deno.test("what is not set, empty or not absolute gives way to the account's home, never to the current folder", () => {
  for (const HOME of ["", ".", "home", "~"]) {
    assert.equal(homeFolder(system("linux", { HOME }, "/home/ana")), "/home/ana", HOME);
    assert.equal(homeFolder(system("linux", { HOME })), undefined, HOME);
    assert.deepEqual(folders("linux", { HOME }), [undefined, undefined]);
    const relative = { HOME, XDG_CONFIG_HOME: HOME, XDG_STATE_HOME: HOME };
    assert.deepEqual(folders("linux", relative, "/srv"), [
      "/srv/.config/chat",
      "/srv/.local/state/chat",
    ]);
  }
  assert.equal(homeFolder(system("linux", {}, "/home/ana")), "/home/ana");
  assert.deepEqual(folders("linux", {}), [undefined, undefined]);
  assert.deepEqual(folders("windows", { APPDATA: "", LOCALAPPDATA: "x" }), [undefined, undefined]);
});

Deno.test("expandHome() replaces a leading ~ that stands alone, and nothing else", () => {
  assert.equal(expandHome("~", "/home/ana"), "/home/ana");
  assert.equal(expandHome("~/in", "/home/ana"), "/home/ana/in");
  for (const path of ["~ben/in", "in/~", "./~", "/~", "~~", ""]) {
    assert.equal(expandHome(path, "/home/ana"), path);
    assert.equal(expandHome(path, undefined), path);
  }
  assert.throws(() => expandHome("~/in", undefined), NoHomeError);
});
