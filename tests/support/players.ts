/**
 * Those who play: the bot, and somebody who chooses among the free places.
 * @module
 */
import { fileURLToPath } from "node:url";
import type { ClientEvent, TestClient } from "./client.ts";
import { commandLine, environment } from "./program.ts";
import type { TestServer } from "./server.ts";
import { TempDir } from "./temp_dir.ts";

const BOT = fileURLToPath(new URL("../bots/tictactoe_bot.ts", import.meta.url));

/** Starts the bot as `name`. Disposing ends it. */
export async function startBot(server: TestServer, name: string): Promise<AsyncDisposable> {
  await using scope = new AsyncDisposableStack();
  const folder = scope.use(await TempDir.make());
  const join = [...commandLine(), "join", server.address, "--name", name];
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "-A", BOT, ...join],
    clearEnv: true,
    env: environment({ env: { XDG_CONFIG_HOME: folder.join("config") } }),
    stdin: "null",
    stdout: "null",
    stderr: "inherit",
  }).spawn();
  scope.defer(async () => {
    child.kill("SIGKILL");
    await child.status;
  });
  return scope.move();
}

/**
 * Plays the game of `player` that begins now to its end, with what `choose` takes of the moves there are. Resolves to the
 * last event.
 */
export async function playTo(
  player: TestClient,
  choose: (free: readonly string[]) => string,
): Promise<ClientEvent> {
  for (;;) {
    const event = await player.next(({ type, state, yourTurn }) =>
      type === "game" && (state === "over" || (state === "running" && yourTurn === true))
    );
    if (event.state === "over") return event;
    const cells = (event.board as { move?: string }[][]).flat();
    const free = cells.flatMap(({ move }) => move === undefined ? [] : [move]);
    await player.say(`/${event.command} ${choose(free)}`);
  }
}
