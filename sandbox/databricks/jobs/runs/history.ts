import { fraction } from "../../ids.ts";
import { catalog } from "../catalog/catalog.ts";
import type { Outcome } from "../failures/outcomes.ts";
import type { PastRun } from "./runs.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Runs of the last two weeks, oldest first; estimates and questions about earlier runs need them. */
export const pastRuns = (now: number): PastRun[] =>
  catalog
    .flatMap((job) => moments(job.name, now).map(({ at, outcome }) => ({ job, at, outcome })))
    .sort((a, b) => a.at - b.at)
    .map(({ job, at, outcome }) => {
      const scheduled = job.schedule !== undefined || job.name === "refresh-dashboard";
      return {
        job,
        at,
        outcome,
        ms: Math.round(job.seconds * 1_000 * (0.85 + 0.3 * fraction(`${job.name} ${at}`))),
        creator: "admin@example.com",
        trigger: scheduled ? "PERIODIC" : "ONE_TIME",
        parameters:
          job.name === "backfill" ? { table: "sales.orders", from: day(at - 7 * DAY), to: day(at - DAY) } : {},
      };
    });

interface Moment {
  at: number;
  outcome: Outcome;
}

const moments = (job: string, now: number): Moment[] => {
  const today = now - (now % DAY);
  const series = (back: readonly number[], at: (back: number) => number, wrong: Record<number, Outcome>): Moment[] =>
    back.map((each) => ({ at: at(each), outcome: wrong[each] ?? "success" })).filter(isOver(now));
  switch (job) {
    case "nightly-load":
      return series(count(14), (back) => today - back * DAY + 2 * HOUR, { 3: "data", 8: "partly" });
    case "refresh-dashboard":
      return series(count(18), (back) => now - (now % (4 * HOUR)) - back * 4 * HOUR, { 5: "cloud" });
    case "transaction-anomalies":
      return series([1, 2, 3, 5, 8, 9, 12], (back) => today - back * DAY + 9 * HOUR, { 5: "resource" });
    case "backfill":
      return series([4, 6, 11], (back) => today - back * DAY + 14 * HOUR, { 6: "cancelled" });
    default:
      return [];
  }
};

const count = (length: number): number[] => Array.from({ length }, (_, index) => index);

/** No run takes five minutes. */
const isOver =
  (now: number) =>
  ({ at }: Moment): boolean =>
    at < now - 300_000;

const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
