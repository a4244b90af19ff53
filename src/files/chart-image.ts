import type { Worker } from "node:worker_threads";
import { z } from "zod";
import { Problem } from "../errors.ts";
import type { Chart } from "../ports/chat/answer-parts.ts";
import { startThread } from "../thread.ts";

/** Draws charts as PNG images, for places that show none of their own. */
export interface ChartPainter {
  /** A Problem: `chart.no-font` where letters would be missing, `chart.not-drawn` when it fails or takes too long. */
  paint(chart: Chart): Promise<Buffer>;
  close(): Promise<void>;
}

const Drawn = z.object({ id: z.number(), png: z.instanceof(Uint8Array).nullable(), why: z.string().optional() });

/** How long a chart may take, and how long a thread without work is kept, ms. Loading takes half a second. */
const withinMs = 15_000;
const idleMs = 60_000;

interface Waiting {
  resolve(png: Buffer): void;
  reject(problem: Problem): void;
}

export const createChartPainter = (): ChartPainter => {
  let thread: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let charts = 0;
  const waiting = new Map<number, Waiting>();

  const end = async (why: string): Promise<void> => {
    clearTimeout(idle);
    const ended = thread;
    thread = undefined;
    for (const { reject } of waiting.values()) reject(notDrawn(why));
    waiting.clear();
    await ended?.terminate();
  };

  const opened = (): Worker => {
    if (thread) return thread;
    const worker = startThread(new URL("./chart-thread.ts", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    });
    worker.unref();
    worker.on("message", (message) => {
      const { id, png, why } = Drawn.parse(message);
      const asked = waiting.get(id);
      waiting.delete(id);
      if (png) asked?.resolve(Buffer.from(png));
      else asked?.reject(notDrawn(why ?? "no image"));
    });
    worker.on("error", (error) => void end(String(error)));
    thread = worker;
    return worker;
  };

  const paint = async (chart: Chart): Promise<Buffer> => {
    if (!hasAllLetters(chart)) throw Problem.of("chart.no-font", {});
    clearTimeout(idle);
    const id = ++charts;
    const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
    waiting.set(id, { resolve, reject });
    const timer = setTimeout(() => void end("it took too long"), withinMs);
    try {
      opened().postMessage({ id, chart });
      return await promise;
    } finally {
      clearTimeout(timer);
      if (waiting.size === 0) idle = setTimeout(() => void end("idle"), idleMs).unref();
    }
  };
  return { paint, close: () => end("closing") };
};

/** Whether the font that is shipped has every letter of a chart. What it lacks would be left out without a word. */
const hasAllLetters = ({ title, categories, series }: Chart): boolean =>
  [title, ...categories, ...series.map(({ name }) => name)].every(
    (text) => !foreignLetter.test(text) && !picture.test(text),
  );

/** A letter, of a script that Noto Sans does not have. */
const foreignLetter =
  /(?=\p{L})[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Devanagari}\p{Script=Common}\p{Script=Inherited}]/u;

/** A picture such as 🔥, of which the font has none. Signs that are text by default (™, ↔) are no pictures. */
const picture = /\p{Emoji_Presentation}|\u{FE0F}/u;

const notDrawn = (detail: string): Problem => Problem.of("chart.not-drawn", {}, { detail });
