import assert from "node:assert/strict";
import { encode } from "fast-png";
import {
  MAX_AUTO_VIEW_PIXELS,
  MAX_VIEW_BYTES,
  PictureDisplay,
} from "../../../../client/terminal/pictures/picture_display.ts";
import { pictureWay } from "../../../../client/terminal/pictures/picture_way.ts";
import { TempDir } from "../../../support/temp_dir.ts";

const facts = {
  isMultiplexed: false,
  hasColour: true,
  term: "xterm-256color",
  colorTerm: "truecolor",
  graphics: { kitty: false, iterm2: true, sixel: true },
};

Deno.test("pictureWay() takes the best way the terminal has, and cells inside tmux", () => {
  assert.deepEqual(pictureWay(facts), { way: "iterm2", colours: "true" });
  assert.deepEqual(pictureWay({ ...facts, isMultiplexed: true }), {
    way: "cells",
    colours: "true",
  });
  const graphics = { kitty: false, iterm2: false, sixel: false };
  assert.deepEqual(pictureWay({ ...facts, graphics, colorTerm: "" }), {
    way: "cells",
    colours: "256",
  });
  assert.deepEqual(pictureWay({ ...facts, graphics, hasColour: false }), {
    way: "cells",
    colours: "none",
  });
});

const screen = { columns: 80, rows: 24 };
const cells = { way: "cells", colours: "256" } as const;

/** A black PNG file in a folder of its own. */
async function pngFile(folder: TempDir, width: number, height: number): Promise<string> {
  const path = folder.join("picture.png");
  const data = new Uint8Array(width * height);
  await Deno.writeFile(path, encode({ width, height, channels: 1, data }));
  return path;
}

Deno.test("PictureDisplay.unasked() shows small pictures by itself, large ones only when told to", async () => {
  await using folder = await TempDir.make();
  const small = await pngFile(folder, 2, 2);
  assert.equal((await new PictureDisplay("auto", cells).unasked(small, screen)).length, 1);
  assert.deepEqual(await new PictureDisplay("off", cells).unasked(small, screen), []);
  const plain = { way: "cells", colours: "none" } as const;
  assert.deepEqual(await new PictureDisplay("auto", plain).unasked(small, screen), []);
  const large = await pngFile(folder, MAX_AUTO_VIEW_PIXELS / 1000 + 1, 1000);
  assert.deepEqual(await new PictureDisplay("auto", cells).unasked(large, screen), []);
  assert.equal((await new PictureDisplay("on", cells).unasked(large, screen)).length, 12);
});

Deno.test("PictureDisplay.asked() says why there is nothing to see", async () => {
  await using folder = await TempDir.make();
  const display = new PictureDisplay("off", cells);
  const write = async (bytes: Uint8Array) => {
    await Deno.writeFile(folder.join("file"), bytes);
    return await display.asked(folder.join("file"), screen);
  };
  assert.equal(await display.asked(folder.join("none"), screen), "missing");
  assert.equal(await display.asked(folder.path, screen), "missing");
  assert.equal(await write(new TextEncoder().encode("text")), "no_picture");
  assert.equal(await write(new Uint8Array([0xff, 0xd8, 0xff, 0])), "broken");
  const path = await pngFile(folder, 1, 1);
  await Deno.truncate(path, MAX_VIEW_BYTES + 1);
  assert.equal(await display.asked(path, screen), "too_large");
});
