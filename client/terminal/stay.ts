/**
 * A stay in the room: keys and events in, frames out.
 * @module
 */
import { inviteLines } from "../base/mod.ts";
import { EXIT } from "../../protocol/exit_codes.ts";
import { type ClientEvent, TypedInput } from "../core/mod.ts";
import { BELL, Bell } from "./bell.ts";
import { composeDumbFrame, composeFrame } from "./compose_frame.ts";
import { Composer } from "./composer.ts";
import { type Key, KeyDecoder } from "./keys.ts";
import { RoomView } from "./room_view.ts";
import { Screen } from "./screen.ts";
import type { StayOptions } from "./stay_options.ts";
import { terminalCommands } from "./terminal_commands.ts";
import { grantWish, type WishedStay } from "./wishes.ts";

/**
 * An escape followed by nothing for so long was the key itself; slow links split sequences for
 * less.
 */
const ESCAPE_MS = 50;
/** A paste whose end mark does not come for so long has ended: the terminal lost it. */
const PASTE_STALL_MS = 2_000;

type LinkClosed = Extract<ClientEvent, { type: "link"; state: "closed" }>;

/** While something changes by itself, the screen is looked at so often. */
const TICK_MS = 250;

/** Everything that a stay consists of; the parts of the front end meet here. */
export class Stay implements WishedStay {
  readonly options: StayOptions;
  readonly view: RoomView;
  readonly screen: Screen;
  readonly bell = new Bell();
  readonly input: TypedInput;
  composer = new Composer();
  readonly #over = Promise.withResolvers<number>();
  #tick: ReturnType<typeof setTimeout> | undefined;
  #flush: ReturnType<typeof setTimeout> | undefined;
  #end: LinkClosed | undefined;

  constructor(options: StayOptions) {
    const { client, clock, device, palette, isDumb, name } = options;
    this.options = options;
    this.bell.mode = options.bell;
    const view = this.view = new RoomView(
      name,
      client.isEncrypted,
      () => ({ palette, columns: device.size().columns, names: client.state.knownNames }),
    );
    this.screen = new Screen({
      device,
      isDumb,
      clock,
      frame: (size) =>
        isDumb
          ? composeDumbFrame(this.composer, size)
          : composeFrame(this.composer, view, size, palette, clock.monotonic()),
      takeRows: () => view.transcript.take(),
      waitingRows: () => view.transcript.size,
    });
    const { screen, bell } = this;
    const commands = terminalCommands({
      view,
      screen,
      bell,
      pictures: options.pictures,
      device,
      complain: (text) => this.complain(text),
      table: () => this.input.table,
    });
    this.input = new TypedInput({ client, home: options.home, inviteLines, commands });
  }

  /**
   * Runs until somebody ends it: the exit code, or how the link was closed. The terminal is then as
   * it was.
   */
  async run(): Promise<number | LinkClosed> {
    const { inputs, device, client, signalled } = this.options;
    this.composer = new Composer(await inputs?.read() ?? []);
    using _listening = device.listen({
      resized: () => this.screen.request(),
      stopping: () => void this.suspend(),
      continued: () => this.screen.open(),
    });
    const restore = () => this.screen.close();
    // Whatever ends the program, the terminal is given back first.
    addEventListener("unload", restore);
    addEventListener("error", restore, { capture: true });
    addEventListener("unhandledrejection", restore, { capture: true });
    this.screen.open();
    try {
      const showing = this.#show();
      // A mistake of ours ends the stay by way of `finally`, before anything is said about it.
      this.#read().catch((error) => this.#over.reject(error));
      const code = await Promise.race([signalled, this.#over.promise, showing]);
      await client.leave();
      await showing;
      await this.screen.finish();
      return code ?? this.#end ?? EXIT.failed;
    } finally {
      clearTimeout(this.#tick);
      clearTimeout(this.#flush);
      restore();
      removeEventListener("unload", restore);
      removeEventListener("error", restore, { capture: true });
      removeEventListener("unhandledrejection", restore, { capture: true });
    }
  }

  /** The person leaves. */
  quit(): void {
    this.#over.resolve(EXIT.ok);
  }

  /** Gives the terminal back, stops, and takes it again when the program goes on. */
  async suspend(): Promise<void> {
    this.screen.close();
    if (await this.options.device.suspend()) return;
    this.screen.open();
    this.complain("The program cannot be stopped here");
  }

  /** Tells the one who types about a mistake. */
  complain(text: string): void {
    this.view.transcript.notice(new Date(this.options.clock.wall()), "error", text);
    this.screen.request();
  }

  async #show(): Promise<undefined> {
    const { client, clock } = this.options;
    for await (const event of client.events()) {
      if (event.type === "link" && event.state === "closed") this.#end = event;
      const { rings, received } = this.view.handle(event, clock.monotonic());
      if (rings !== undefined && this.bell.rings(rings === "mention", clock.monotonic())) {
        this.screen.send(BELL);
      }
      if (received !== undefined) void this.#received(received);
      this.screen.request();
      this.#watch();
      await this.screen.hasRoom();
    }
  }

  async #received(path: string): Promise<void> {
    const rows = await this.options.pictures.unasked(path, this.options.device.size());
    this.view.transcript.drawn(rows);
    this.screen.request();
  }

  /** Keeps the clock going while there is something that changes with it. */
  #watch(): void {
    if (this.#tick !== undefined || !this.view.isCounting) return;
    this.#tick = setTimeout(() => {
      this.#tick = undefined;
      const { clock } = this.options;
      this.view.tick(clock.monotonic(), new Date(clock.wall()));
      this.screen.request();
      this.#watch();
    }, TICK_MS);
  }

  async #read(): Promise<void> {
    const decoder = new KeyDecoder();
    for await (const bytes of this.options.device.input()) {
      clearTimeout(this.#flush);
      await this.#press(decoder.push(bytes));
      if (!decoder.isWaiting) continue;
      const waitMs = decoder.isPasting ? PASTE_STALL_MS : ESCAPE_MS;
      this.#flush = setTimeout(() => this.#press(decoder.flush()), waitMs);
    }
    // The terminal is gone.
    this.#over.resolve(EXIT.terminated);
  }

  async #press(keys: readonly Key[]): Promise<void> {
    for (const key of keys) {
      if (key.type === "position") {
        this.screen.cursorIs(key);
        continue;
      }
      this.view.noticed(this.options.clock.monotonic());
      const wish = this.composer.press(key);
      if (wish !== undefined) await grantWish(wish, this);
    }
    if (keys.length > 0) this.screen.request();
  }
}
