/** What the window's client starts on a desktop. */
import assert from "node:assert/strict";
import { startServer } from "../support/server.ts";
import { TempDir } from "../support/temp_dir.ts";
import { until } from "../support/until.ts";
import { joinGui } from "./support/gui_client.ts";

Deno.test({
  name: "chat join --mode gui opens its page in the browser of the desktop",
  ignore: Deno.build.os !== "linux",
}, async () => {
  await using folder = await TempDir.make();
  const opened = folder.join("opened");
  const script = `#!/bin/sh\necho "$1" > ${opened}.part && mv ${opened}.part ${opened}\n`;
  await Deno.writeTextFile(folder.join("xdg-open"), script, { mode: 0o755 });
  const noDefault = "#!/bin/sh\nexit 1\n";
  await Deno.writeTextFile(folder.join("xdg-settings"), noDefault, { mode: 0o755 });
  await using server = await startServer();
  await using client = await joinGui(server, "ana", {
    env: {
      BROWSER: "",
      DISPLAY: ":0",
      PATH: `${folder.path}:${Deno.env.get("PATH")}`,
      // As some systems have it in every shell; the runtime is particular about who inherits it.
      LD_LIBRARY_PATH: "/nonexistent",
    },
  });
  const read = () => Deno.readTextFile(opened).catch(() => "");
  await until(async () => await read() !== "", () => client.program.name);
  assert.equal(new URL(await read()).origin, new URL(client.url).origin);
});
