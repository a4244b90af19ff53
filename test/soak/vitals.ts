import type { Stage } from "../support/stage.ts";
import { waited } from "./replicas.ts";

/** What /metrics of a process said at one moment. */
interface Sample {
  pid: number;
  at: number;
  p50: number;
  p99: number;
  max: number;
  rss: number;
}

export interface Vitals {
  /** Delay of the bots' event loop, ms: the median of all looks, the 99th percentile of the usual and of the worst look. */
  delayMs: { p50: number; p99: number; worstP99: number; max: number };
  /** Of the process that lived longest, MB. */
  memory: { start: number; end: number; growth: number; seconds: number };
  looks: number;
}

const everyMs = 2_000;

/** Looks at every replica until the signal. A process that has just started is not judged by its start. */
export const watchVitals = async (stage: Stage, signal: AbortSignal): Promise<Vitals> => {
  const started = new Set<number>();
  const samples: Sample[] = [];
  while (await waited(everyMs, signal)) {
    const looks = stage.bots.map(async ({ pid, url }): Promise<void> => {
      const text = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(5_000) })
        .then((response) => response.text())
        .catch(() => "");
      if (text && started.has(pid)) samples.push(sampleOf(pid, text));
      if (text) started.add(pid);
    });
    await Promise.all(looks);
  }
  return vitalsOf(samples);
};

const sampleOf = (pid: number, text: string): Sample => {
  const value = (name: string): number => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1] ?? Number.NaN);
  const delay = (which: string): number => 1_000 * value(`nodejs_eventloop_lag_${which}_seconds`);
  const rss = value("process_resident_memory_bytes") / 1_048_576;
  return { pid, at: Date.now(), p50: delay("p50"), p99: delay("p99"), max: delay("max"), rss };
};

const vitalsOf = (samples: readonly Sample[]): Vitals => {
  const lives = [...Map.groupBy(samples, ({ pid }) => pid).values()].map((life) => ({
    start: life[0]?.rss ?? 0,
    end: life.at(-1)?.rss ?? 0,
    ms: (life.at(-1)?.at ?? 0) - (life[0]?.at ?? 0),
  }));
  const longest = lives.toSorted((a, b) => b.ms - a.ms)[0] ?? { start: 0, end: 0, ms: 0 };
  const p99s = samples.map(({ p99 }) => p99);
  return {
    delayMs: {
      p50: Math.round(median(samples.map(({ p50 }) => p50))),
      p99: Math.round(median(p99s)),
      worstP99: Math.round(Math.max(0, ...p99s)),
      max: Math.round(Math.max(0, ...samples.map(({ max }) => max))),
    },
    memory: {
      start: Math.round(longest.start),
      end: Math.round(longest.end),
      growth: Math.round(longest.end - longest.start),
      seconds: Math.round(longest.ms / 1_000),
    },
    looks: samples.length,
  };
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
