import { z } from "zod";
import { OUTCOMES, type Outcome } from "../failures/outcomes.ts";

/** A job that starts by itself, every so often, and ends in turn as listed. */
export const Schedule = z.strictObject({
  /** A job's id or name. */
  job: z.string(),
  /** 0: it starts no more. */
  every_seconds: z.number().min(0).max(1_000_000),
  outcomes: z.array(z.enum(OUTCOMES)).min(1).default(["success"]),
});
export type Schedule = z.infer<typeof Schedule>;

/** In the playground one job fails now and then. */
export const usualSchedule: Schedule = {
  job: "hourly-ingest",
  every_seconds: 180,
  outcomes: ["success", "success", "data", "success", "memory", "success", "reset", "cloud"],
};

/** Starts runs by the clock; `start` begins one. */
export const createSchedules = (start: (job: string, outcome: Outcome) => void, initial: readonly Schedule[]) => {
  const timers = new Map<string, NodeJS.Timeout>();

  const stop = (job: string): void => {
    clearInterval(timers.get(job));
    timers.delete(job);
  };
  const set = ({ job, every_seconds: seconds, outcomes }: Schedule): void => {
    stop(job);
    if (seconds === 0) return;
    let turn = 0;
    const next = (): void => {
      start(job, outcomes[turn % outcomes.length] ?? "success");
      turn += 1;
    };
    timers.set(job, setInterval(next, seconds * 1_000).unref());
  };
  const close = (): void => [...timers.keys()].forEach(stop);

  initial.forEach(set);
  return {
    set,
    close,
    reset: (): void => {
      close();
      initial.forEach(set);
    },
  };
};
