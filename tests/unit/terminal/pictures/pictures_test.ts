import assert from "node:assert/strict";
import { crc32, deflateSync } from "node:zlib";
import { decode, encode } from "fast-png";
import jpeg from "jpeg-js";
import { cellPicture } from "../../../../client/terminal/pictures/cell_pictures.ts";
import type { Picture } from "../../../../client/terminal/pictures/picture.ts";
import { resample, shrink } from "../../../../client/terminal/pictures/picture.ts";
import {
  decodePicture,
  isPicture,
  pictureLines,
} from "../../../../client/terminal/pictures/show_picture.ts";

const RED = [255, 0, 0, 255];
const BLUE = [0, 0, 255, 255];
const CLEAR = [0, 0, 0, 0];

function picture(width: number, ...pixels: number[][]): Picture {
  return { width, height: pixels.length / width, rgba: new Uint8Array(pixels.flat()) };
}

function pngOf({ width, height, rgba }: Picture): Uint8Array {
  return encode({ width, height, data: rgba, channels: 4 });
}

const PNG_KINDS = [
  ["8 bit colour", { channels: 3, data: new Uint8Array([255, 0, 0, 0, 0, 255]) }],
  ["16 bit colour", { channels: 3, depth: 16, data: new Uint16Array([65535, 0, 0, 0, 0, 65535]) }],
  ["8 bit with alpha", { channels: 4, data: new Uint8Array([...RED, ...BLUE]) }],
] as const;

for (const [kind, { channels, data, ...rest }] of PNG_KINDS) {
  Deno.test(`decodePicture() reads a PNG file of ${kind}`, () => {
    const file = encode({ width: 2, height: 1, channels, data, ...rest });
    assert.ok(isPicture(file));
    assert.deepEqual(decodePicture(file, 2), picture(2, RED, BLUE));
  });
}

Deno.test("decodePicture() reads PNG files of grey and of a palette", () => {
  const grey = encode({ width: 2, height: 1, channels: 1, data: new Uint8Array([0, 128]) });
  assert.deepEqual(decodePicture(grey, 2), picture(2, [0, 0, 0, 255], [128, 128, 128, 255]));
  const header = new Uint8Array([0, 0, 0, 2, 0, 0, 0, 1, 1, 3, 0, 0, 0]);
  const palette = new Uint8Array([255, 0, 0, 0, 0, 255]);
  const indexed = pngFile(["IHDR", header], ["PLTE", palette], ["IDAT", deflate([0, 0b01000000])]);
  assert.deepEqual(decodePicture(indexed, 2), picture(2, RED, BLUE));
});

Deno.test("decodePicture() reads a JPEG file", () => {
  const { data } = jpeg.encode({ width: 8, height: 8, data: new Uint8Array(256).fill(255) }, 90);
  const decoded = decodePicture(data, 64);
  assert.equal(decoded?.width, 8);
  assert.deepEqual([...decoded?.rgba.subarray(0, 4) ?? []], [255, 255, 255, 255]);
});

Deno.test("decodePicture() refuses more pixels than allowed", () => {
  const file = pngOf(picture(2, RED, BLUE));
  assert.equal(decodePicture(file, 1), undefined);
  const { data } = jpeg.encode({ width: 16, height: 16, data: new Uint8Array(1024) }, 50);
  assert.equal(decodePicture(data, 255), undefined);
});

Deno.test("decodePicture() refuses PNG data that unpacks to more than the header declares", () => {
  const header = new Uint8Array([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
  const bomb = pngFile(["IHDR", header], ["IDAT", deflate(new Uint8Array(10_000_000))]);
  assert.ok(bomb.length < 20_000);
  assert.equal(decodePicture(bomb, 1_000_000), undefined);
});

Deno.test("decodePicture() does not read what a picture does not need", () => {
  const header = new Uint8Array([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
  const profile = new TextEncoder().encode("profile\0\0broken, not zlib data");
  const file = pngFile(["IHDR", header], ["iCCP", profile], ["IDAT", deflate([0, 255, 0, 0])]);
  assert.deepEqual(decodePicture(file, 1), picture(1, RED));
});

Deno.test("decodePicture() refuses a JPEG file with scans without end", () => {
  const { data } = jpeg.encode({ width: 8, height: 8, data: new Uint8Array(256) }, 50);
  const scans = new Uint8Array(2 * 100).map((_, at) => at % 2 === 0 ? 0xff : 0xda);
  assert.equal(decodePicture(new Uint8Array([...data, ...scans]), 64), undefined);
});

Deno.test("decodePicture() refuses everything cut short or damaged, and throws for none of it", () => {
  const png = pngOf(picture(2, RED, BLUE, RED, BLUE));
  const { data } = jpeg.encode({ width: 8, height: 8, data: new Uint8Array(256) }, 50);
  for (const file of [png, new Uint8Array(data)]) {
    for (let length = 0; length < file.length; length += 3) {
      decodePicture(file.slice(0, length), 100);
      const damaged = file.slice();
      damaged[length] = (damaged[length] ?? 0) ^ 0xff;
      decodePicture(damaged, 100);
    }
  }
  assert.equal(decodePicture(png.slice(0, 40), 100), undefined);
  assert.equal(decodePicture(new TextEncoder().encode("GIF89a"), 100), undefined);
});

Deno.test("shrink() keeps the proportions and makes nothing larger", () => {
  const wide = picture(4, ...Array(8).fill(RED));
  assert.deepEqual(shrink(wide, 2, 2), picture(2, RED, RED));
  assert.equal(shrink(wide, 100, 100), wide);
});

Deno.test("resample() mixes the pixels it joins, transparent ones apart", () => {
  const half = resample(picture(2, RED, CLEAR), 1, 1);
  assert.deepEqual([...half.rgba], [255, 0, 0, 128]);
  assert.deepEqual([...resample(picture(2, RED, BLUE), 1, 1).rgba], [128, 0, 128, 255]);
});

Deno.test("cellPicture() puts two pixels into each cell", () => {
  const tall = picture(1, RED, BLUE, CLEAR, RED);
  assert.deepEqual(cellPicture(tall, 10, 10, "true"), [
    "\x1b[38;2;255;0;0m\x1b[48;2;0;0;255m▀\x1b[0m",
    "\x1b[0m\x1b[38;2;255;0;0m▄\x1b[0m",
  ]);
  assert.ok(cellPicture(tall, 10, 10, "256")[0]?.startsWith("\x1b[38;5;196m\x1b[48;5;21m▀"));
  assert.deepEqual(cellPicture(picture(1, [255, 255, 255, 255]), 10, 10, "none"), ["@"]);
});

Deno.test("cellPicture() keeps to its space", () => {
  const rows = cellPicture(picture(40, ...Array(1600).fill(RED)), 10, 3, "none");
  assert.equal(rows.length, 3);
  for (const row of rows) assert.ok(row.length <= 10);
});

const space = { colours: "none", maxColumns: 2, maxRows: 1 } as const;

Deno.test("pictureLines() sends kitty and iTerm2 a PNG of its own making, no larger than the space", async () => {
  const large = picture(64, ...Array(64 * 64).fill(RED));
  const [kitty = ""] = await pictureLines(large, { ...space, way: "kitty" });
  // deno-lint-ignore no-control-regex
  const [, data = ""] = /^\x1b_Gf=100,a=T,q=2,m=0;([\w+/=]+)\x1b\\$/.exec(kitty) ?? [];
  assert.deepEqual(size(data), [16, 16]);
  const [iterm2 = ""] = await pictureLines(large, { ...space, way: "iterm2" });
  // deno-lint-ignore no-control-regex
  const file = /^\x1b\]1337;File=inline=1;width=16px;height=16px:([\w+/=]+)\x07$/.exec(iterm2);
  assert.deepEqual(size(file?.[1] ?? ""), [16, 16]);
});

Deno.test("pictureLines() cuts what kitty gets into parts", async () => {
  const noise = crypto.getRandomValues(new Uint8Array(64 * 64 * 4));
  const large = { width: 64, height: 64, rgba: noise };
  const [line = ""] = await pictureLines(large, {
    ...space,
    maxColumns: 8,
    maxRows: 4,
    way: "kitty",
  });
  const parts = line.split("\x1b\\").slice(0, -1);
  assert.ok(parts.length > 1);
  parts.forEach((part, at) => assert.ok(part.includes(at < parts.length - 1 ? "m=1;" : "m=0;")));
  for (const part of parts) assert.ok(part.length < 4200);
});

Deno.test("pictureLines() makes sixels where asked", async () => {
  const [line = ""] = await pictureLines(picture(1, RED), { ...space, way: "sixel" });
  assert.ok(line.startsWith("\x1bP") && line.endsWith("\x1b\\"));
});

function size(base64: string): [number, number] {
  const { width, height } = decode(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
  return [width, height];
}

function deflate(bytes: ArrayLike<number>): Uint8Array {
  return deflateSync(Uint8Array.from(bytes));
}

function pngFile(...chunks: [string, Uint8Array][]): Uint8Array {
  const parts = [...chunks, ["IEND", new Uint8Array()] as const].map(([type, data]) => {
    const chunk = new Uint8Array(12 + data.length);
    const view = new DataView(chunk.buffer);
    view.setUint32(0, data.length);
    chunk.set(new TextEncoder().encode(type), 4);
    chunk.set(data, 8);
    view.setUint32(8 + data.length, crc32(chunk.subarray(4, 8 + data.length)));
    return [...chunk];
  });
  return new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...parts.flat()]);
}
