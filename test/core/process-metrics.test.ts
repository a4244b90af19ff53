import { setTimeout as sleep } from "node:timers/promises";
import { Registry } from "prom-client";
import { addProcessMetrics } from "../../src/metrics/process-metrics.ts";

const blockFor = (ms: number): void => {
  for (const end = performance.now() + ms; performance.now() < end; ) Math.random();
};

it("shows how long the event loop stood still since the last scrape, and the memory", async () => {
  const registry = new Registry();
  addProcessMetrics([registry]);
  const scrape = async (): Promise<Map<string, number>> => {
    const lines = [...(await registry.metrics()).matchAll(/^(\w+) ([\d.e+-]+)$/gm)];
    return new Map(lines.map(([, name = "", value]) => [name, Number(value)]));
  };
  await sleep(50);
  blockFor(2_000);
  await sleep(50);
  const blocked = await scrape();
  expect(blocked.get("nodejs_eventloop_lag_max_seconds")).toBeGreaterThan(0.5);
  expect(blocked.get("nodejs_eventloop_lag_p99_seconds")).toBeGreaterThan(0.5);
  expect(blocked.get("nodejs_eventloop_lag_p50_seconds")).toBeLessThan(0.5);
  expect(blocked.get("process_resident_memory_bytes")).toBeGreaterThan(10_000_000);
  await sleep(50);
  const before = blocked.get("nodejs_eventloop_lag_max_seconds") ?? 0;
  expect((await scrape()).get("nodejs_eventloop_lag_max_seconds")).toBeLessThan(before);
});

it("shows no delay where nothing was measured yet", async () => {
  const registry = new Registry();
  addProcessMetrics([registry]);
  await registry.metrics();
  expect(await registry.metrics()).not.toContain("NaN");
});
