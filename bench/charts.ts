import { monitorEventLoopDelay } from "node:perf_hooks";
import { createChartPainter } from "../src/files/chart-image.ts";
import type { Chart } from "../src/ports/chat/answer-parts.ts";
import { percentiles, print } from "./measure/figures.ts";

const rounds = 60;

const days: Chart = {
  type: "line",
  title: "Total revenue by day",
  categories: Array.from({ length: 90 }, (_, at) => new Date(Date.UTC(2026, 7, 1 + at)).toISOString().slice(0, 10)),
  series: [
    { name: "revenue", values: Array.from({ length: 90 }, (_, at) => (at % 30 === 10 ? null : 1_000 + at * 7)) },
  ],
};
const bars: Chart = {
  type: "bar",
  title: "Umsatz by region",
  categories: Array.from({ length: 12 }, (_, at) => `Region größer ${at}`),
  series: [{ name: "revenue", values: Array.from({ length: 12 }, (_, at) => 100 * (at + 1)) }],
};

/** What an image of a chart costs, and whether it holds the event loop. */
export const charts = async (): Promise<void> => {
  const painter = createChartPainter();
  const started = performance.now();
  await painter.paint(days);
  const first = performance.now() - started;
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const figures = [];
  for (const [name, chart] of [
    ["line of 90 days", days],
    ["12 bars", bars],
  ] as const) {
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const at = performance.now();
      await painter.paint(chart);
      times.push(performance.now() - at);
    }
    figures.push({ name, values: percentiles(times) });
  }
  delay.disable();
  await painter.close();
  const held = `${(delay.max / 1e6).toFixed(0)} ms`;
  print("Charts", "PNG, 1,200 pixels wide, in a thread of its own; with its start for the first", [
    { name: "first", values: { took: `${first.toFixed(0)} ms`, "event loop held at most": held } },
    ...figures,
  ]);
};
