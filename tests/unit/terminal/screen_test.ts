import assert from "node:assert/strict";
import type { DeviceListeners, TerminalDevice } from "../../../client/terminal/device.ts";
import { MAX_WAITING_ROWS, Screen } from "../../../client/terminal/screen.ts";
import { ScreenModel } from "../../support/screen_model.ts";

/** A terminal that takes what it is given when the test says so. */
class SlowTerminal implements TerminalDevice {
  readonly model = new ScreenModel(40, 10);
  readonly raw: boolean[] = [];
  writes = 0;
  #taken = Promise.withResolvers<void>();
  #asked = Promise.withResolvers<void>();

  size() {
    return { columns: this.model.columns, rows: this.model.height };
  }

  setRaw(isRaw: boolean): void {
    this.raw.push(isRaw);
  }

  async write(text: string): Promise<void> {
    this.writes++;
    this.#asked.resolve();
    await this.#taken.promise;
    this.#taken = Promise.withResolvers();
    this.model.write(text);
  }

  writeNow(text: string): void {
    this.model.write(text);
  }

  /** Resolves when something is to be written, and takes it. */
  async take(): Promise<void> {
    await this.#asked.promise;
    this.#asked = Promise.withResolvers();
    this.#taken.resolve();
  }

  async *input(): AsyncGenerator<Uint8Array> {}

  listen(_listeners: DeviceListeners): Disposable {
    return { [Symbol.dispose]() {} };
  }

  suspend(): Promise<boolean> {
    return Promise.resolve(false);
  }
}

function screenOn(device: SlowTerminal) {
  let nowMs = 0;
  const shown = { input: "> ", rows: [] as string[] };
  const screen = new Screen({
    device,
    isDumb: false,
    // Every look at the clock finds that it is time for another frame.
    clock: { monotonic: () => nowMs += 1000 },
    frame: () => ({ rows: [shown.input], cursorRow: 0, cursorColumn: shown.input.length }),
    takeRows: () => shown.rows.splice(0),
    waitingRows: () => shown.rows.length,
  });
  return { screen, shown };
}

/** Resolves when timers that were due have run. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

Deno.test("Screen draws again what changed while the terminal was taking a frame", async () => {
  const device = new SlowTerminal();
  const { screen, shown } = screenOn(device);
  screen.open();
  await device.take();
  shown.input = "> a";
  screen.request();
  await device.take();
  shown.input = "> ab";
  screen.request();
  await device.take();
  assert.deepEqual(device.model.text, ["> ab"]);
  screen.close();
});

Deno.test("Screen.hasRoom() waits while too many rows wait for the terminal", async () => {
  const device = new SlowTerminal();
  const { screen, shown } = screenOn(device);
  screen.open();
  await device.take();
  await screen.hasRoom();
  shown.rows = Array(MAX_WAITING_ROWS + 1).fill("row");
  let hasRoom = false;
  const waiting = screen.hasRoom().then(() => hasRoom = true);
  await Promise.resolve();
  assert.equal(hasRoom, false);
  await device.take();
  await waiting;
  assert.equal(device.model.text.length, MAX_WAITING_ROWS + 2);
  screen.close();
});

Deno.test("Screen.close() leaves the terminal as it was, once", async () => {
  const device = new SlowTerminal();
  const { screen, shown } = screenOn(device);
  screen.open();
  await device.take();
  shown.rows = ["last"];
  await turn();
  screen.request();
  const finishing = screen.finish();
  screen.request();
  await turn();
  await device.take();
  await finishing;
  screen.close();
  assert.equal(device.writes, 2);
  assert.deepEqual(device.raw, [true, false]);
  assert.deepEqual(device.model.text, ["last", ""]);
});
