/** Pictures with a palette: a third of the size, and nobody sees the difference on a dashboard. */
import { deflateSync } from "node:zlib";
import type { Page } from "playwright-core";

interface Indexed {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue of each colour. */
  readonly palette: readonly number[];
  /** A byte for each pixel, as base64. */
  readonly pixels: string;
}

/** @param picture a PNG */
export const smallPicture = async (page: Page, picture: Buffer): Promise<Buffer> =>
  png(await page.evaluate(indexed, picture.toString("base64")));

/** Runs in the page, which can read pictures. A few colours stand for their neighbours. */
const indexed = async (picture: string): Promise<Indexed> => {
  const [COLORS, SURFACES] = [256, 160];
  const blob = await (await fetch(`data:image/png;base64,${picture}`)).blob();
  const bitmap = await createImageBitmap(blob);
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext("2d");
  if (context === null) throw new Error("This browser has no canvas.");
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const at = (index: number): number => data[index] ?? 0;
  const bins = new Map<number, [count: number, red: number, green: number, blue: number]>();
  const binOf = (index: number): number =>
    ((at(index) >> 2) << 12) | ((at(index + 1) >> 2) << 6) | (at(index + 2) >> 2);
  for (let index = 0; index < data.length; index += 4) {
    const bin = bins.get(binOf(index)) ?? [0, 0, 0, 0];
    bins.set(binOf(index), [bin[0] + 1, bin[1] + at(index), bin[2] + at(index + 1), bin[3] + at(index + 2)]);
  }
  const found = [...bins]
    .sort(([, [left]], [, [right]]) => right - left)
    .map(([bin, [count, ...sums]]) => ({ bin, color: sums.map((sum) => Math.round(sum / count)) }));
  const distance = (
    [r = 0, g = 0, b = 0]: readonly number[],
    [red = 0, green = 0, blue = 0]: readonly number[],
  ): number => (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
  // Large surfaces keep the colour that they have.
  const surfaces = found.slice(0, SURFACES).map(({ color }) => color);
  let chosen: (readonly number[])[] = [];
  // A thin line of its own colour must keep it, too, however few its pixels are: no colour is far from one that is chosen.
  for (let apart = 24; ; apart *= 1.3) {
    chosen = [...surfaces];
    for (const { color } of found) if (!chosen.some((each) => distance(each, color) < apart)) chosen.push(color);
    if (chosen.length <= COLORS) break;
  }
  const nearest = new Map<number, number>();
  for (const { bin, color } of found) {
    let [best, least] = [0, Infinity];
    for (const [index, each] of chosen.entries()) {
      const far = distance(each, color);
      if (far < least) [best, least] = [index, far];
    }
    nearest.set(bin, best);
  }
  let pixels = "";
  for (let index = 0; index < data.length; index += 4) pixels += String.fromCharCode(nearest.get(binOf(index)) ?? 0);
  return { width, height, palette: chosen.flat(), pixels: btoa(pixels) };
};

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

const png = ({ width, height, palette, pixels }: Indexed): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits for each pixel, which name a colour of the palette.
  header.set([8, 3, 0, 0, 0], 8);
  const bytes = Buffer.from(pixels, "base64");
  // Each line begins with the number of its filter: none.
  const lines = Buffer.concat(
    Array.from({ length: height }, (_, line) =>
      Buffer.concat([Buffer.from([0]), bytes.subarray(line * width, (line + 1) * width)]),
    ),
  );
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(palette)),
    chunk("IDAT", deflateSync(lines, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
};

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, "ascii"), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(checksum(body), body.length + 4);
  return frame;
};

const TABLE = Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

/** CRC-32 */
const checksum = (bytes: Buffer): number => {
  let value = 0xffffffff;
  for (const byte of bytes) value = (value >>> 8) ^ (TABLE[(value ^ byte) & 255] ?? 0);
  return (value ^ 0xffffffff) >>> 0;
};
