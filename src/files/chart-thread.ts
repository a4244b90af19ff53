import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parentPort } from "node:worker_threads";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { parse, View } from "vega";
import { compile } from "vega-lite";
import type { Chart } from "../ports/chat/answer-parts.ts";
import { chartSpec } from "./chart-spec.ts";

/*
 * Draws charts in a thread of its own, one after the other, so that the event loop of the bot is not held. Chart in, PNG
 * out; `null` for one that cannot be drawn.
 */

const { resolve } = createRequire(import.meta.url);
const fonts = ["400Regular/NotoSans_400Regular.ttf", "700Bold/NotoSans_700Bold.ttf"].map((file) =>
  readFileSync(resolve(`@expo-google-fonts/noto-sans/${file}`)),
);
const ready = initWasm(readFileSync(resolve("@resvg/resvg-wasm/index_bg.wasm")));

/** Vega would read files and addresses that a specification names. Ours names none, and none is read. */
const refused = (): never => {
  throw new Error("a chart loads nothing");
};
const loader = { load: refused, sanitize: refused, http: refused, file: refused };

const draw = async (chart: Chart): Promise<Uint8Array> => {
  const view = new View(parse(compile(chartSpec(chart)).spec), { renderer: "none", loader: loader as never });
  try {
    const svg = await view.toSVG();
    return raster(svg);
  } finally {
    view.finalize();
  }
};

const raster = (svg: string): Uint8Array => {
  const picture = new Resvg(svg, {
    fitTo: { mode: "width", value: 1_200 },
    font: { fontBuffers: fonts, defaultFontFamily: "Noto Sans", loadSystemFonts: false },
  });
  const rendered = picture.render();
  const png = rendered.asPng();
  rendered.free();
  picture.free();
  return png;
};

parentPort?.on("message", async ({ id, chart }: { id: number; chart: Chart }) => {
  try {
    await ready;
    parentPort?.postMessage({ id, png: await draw(chart) });
  } catch (thrown) {
    parentPort?.postMessage({ id, png: null, why: String(thrown) });
  }
});
