import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";

/*
 * Draws color.png and outline.png: the bell of a front desk under a star. `node manifests/teams/icons.ts` writes them anew.
 */

type Color = readonly [red: number, green: number, blue: number, alpha: number];
/** Whether a point belongs to a shape; the picture is 1 wide and 1 high. */
type Shape = (x: number, y: number) => boolean;

const night: Color = [27, 49, 57, 255];
const white: Color = [255, 255, 255, 255];
const ember: Color = [255, 95, 70, 255];
const nothing: Color = [255, 255, 255, 0];

/** The bell grown by `more` on every side. */
const bell = (more: number): Shape =>
  any(
    disc(0.5, 0.6, 0.22 + more, (_, y) => y <= 0.6 + more),
    box(0.25 - more, 0.64 - more, 0.75 + more, 0.7 + more),
    box(0.475 - more, 0.34 - more, 0.525 + more, 0.4 + more),
  );

/** A star of four points with hollow sides. */
const star =
  (cx: number, cy: number, size: number): Shape =>
  (x, y) =>
    Math.sqrt(Math.abs(x - cx) / size) + Math.sqrt(Math.abs(y - cy) / size) <= 1;

/** 192 pixels: Teams crops the corners itself. */
export const colorIcon = (): Buffer =>
  png(192, (x, y) => {
    if (star(0.7, 0.3, 0.13)(x, y)) return ember;
    return bell(0)(x, y) ? white : night;
  });

/** 32 pixels, white on nothing: the bell as a line. */
export const outlineIcon = (): Buffer => {
  const grown =
    (shape: Shape): Shape =>
    (x, y) =>
      shape(0.5 + (x - 0.5) / 1.5, 0.54 + (y - 0.5) / 1.5);
  const line = grown((x, y) => bell(0.012)(x, y) && !bell(-0.03)(x, y));
  const sign = grown(star(0.72, 0.33, 0.12));
  return png(32, (x, y) => (line(x, y) || sign(x, y) ? white : nothing));
};

const any =
  (...shapes: Shape[]): Shape =>
  (x, y) =>
    shapes.some((shape) => shape(x, y));

const disc =
  (cx: number, cy: number, radius: number, within: Shape): Shape =>
  (x, y) =>
    Math.hypot(x - cx, y - cy) <= radius && within(x, y);

const box =
  (left: number, top: number, right: number, bottom: number): Shape =>
  (x, y) =>
    x >= left && x <= right && y >= top && y <= bottom;

/** Points per pixel and direction, so that edges are smooth. */
const fine = 6;

const png = (size: number, colorAt: (x: number, y: number) => Color): Buffer => {
  const rows = Array.from({ length: size }, (_, y) =>
    Buffer.from([0, ...Array.from({ length: size }, (_, x) => pixel(size, x, y, colorAt)).flat()]),
  );
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  // Eight bits for each of red, green, blue and alpha.
  head.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(Buffer.concat(rows), { level: 9 });
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", data), chunk("IEND", Buffer.alloc(0))]);
};

/** The mean of the points of one pixel; colors count by how opaque they are. */
const pixel = (size: number, x: number, y: number, colorAt: (x: number, y: number) => Color): number[] => {
  const sums = [0, 0, 0, 0];
  for (let point = 0; point < fine * fine; point += 1) {
    const at = [
      (x + ((point % fine) + 0.5) / fine) / size,
      (y + (Math.floor(point / fine) + 0.5) / fine) / size,
    ] as const;
    const [red, green, blue, alpha] = colorAt(...at);
    for (const [index, value] of [red * alpha, green * alpha, blue * alpha, alpha].entries())
      sums[index] = (sums[index] ?? 0) + value;
  }
  const [red = 0, green = 0, blue = 0, alpha = 0] = sums;
  const opaque = alpha || 1;
  return [red / opaque, green / opaque, blue / opaque, alpha / (fine * fine)].map(Math.round);
};

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};

if (import.meta.main) {
  writeFileSync(join(import.meta.dirname, "color.png"), colorIcon());
  writeFileSync(join(import.meta.dirname, "outline.png"), outlineIcon());
}
