/** The tasks that this worker holds back, by a clock that nobody sets. */
export interface HeldBack {
  keep(job: string, forMs: number): void;
  /** It has begun again. */
  forget(job: string): void;
  /** Those that should have begun a while ago, once each. */
  late(): string[];
}

/** BullMQ begins a job within this time of its moment, unless clocks disagree. */
const patienceMs = 1_000;

/**
 * BullMQ compares the moment at which a job is due with the wall clock of whichever worker looks. When that was set back
 * the job would stand still for as long, so whoever held it back remembers when it is due, and wakes it.
 */
export const createHeldBack = (steady: () => number = () => performance.now()): HeldBack => {
  const dueAt = new Map<string, number>();
  return {
    keep: (job, forMs) => void dueAt.set(job, steady() + forMs),
    forget: (job) => void dueAt.delete(job),
    late: () => {
      const before = steady() - patienceMs;
      const late = [...dueAt].filter(([, at]) => at < before).map(([job]) => job);
      for (const job of late) dueAt.delete(job);
      return late;
    },
  };
};
