import { monitorEventLoopDelay } from "node:perf_hooks";
import { Gauge, type Registry } from "prom-client";

/* The process under the bot, by the names that dashboards for Node.js know. */

/** How often the event loop is looked at, ms. */
const resolution = 10;
const nanosecondsPerMs = 1e6;
const nanoseconds = 1e9;

/**
 * Adds the delay of the event loop since the last scrape (median, 99th percentile, longest) and the memory that the
 * process holds. A loop that does nothing has a delay of about 0.
 */
export const addProcessMetrics = (registers: Registry[]): void => {
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  const gauge = (which: string, words: string, read: () => number): void => {
    new Gauge({
      name: `nodejs_eventloop_lag_${which}_seconds`,
      help: `Delay of the event loop since the last scrape: ${words}`,
      registers,
      collect() {
        this.set(secondsOf(read()));
      },
    });
  };
  gauge("p50", "the median", () => delay.percentile(50));
  gauge("p99", "the 99th percentile", () => delay.percentile(99));
  gauge("max", "the longest", () => delay.max);
  new Gauge({
    name: "process_resident_memory_bytes",
    help: "Memory that the process holds",
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
      // This metric is collected last; the next scrape starts a new measurement.
      delay.reset();
    },
  });
};

/** The measured value includes the interval between two samples, which is subtracted. */
const secondsOf = (measured: number): number =>
  Math.max(0, Math.round(measured - resolution * nanosecondsPerMs)) / nanoseconds;
