/** The tasks that this worker holds back, by a clock that nobody sets. */
export interface HeldBack {
  /** `moment`: when the store says that it is due. */
  keep(id: string, forMs: number, moment: number): void;
  /** It has begun again. */
  forget(id: string): void;
  /** Those that should have begun a while ago, once each. */
  late(): { id: string; moment: number }[];
}

/** A task begins within this time of its moment, unless the clock was set back. */
const patienceMs = 1_000;

/**
 * The moment at which a task is due goes by the wall clock of Redis. When that was set back the task would stand still for
 * as long, so whoever held it back remembers how long it was to take, and wakes it.
 */
export const createHeldBack = (steady: () => number = () => performance.now()): HeldBack => {
  const held = new Map<string, { until: number; moment: number }>();
  return {
    keep: (id, forMs, moment) => void held.set(id, { until: steady() + forMs, moment }),
    forget: (id) => void held.delete(id),
    late: () => {
      const before = steady() - patienceMs;
      const late = [...held].filter(([, { until }]) => until < before).map(([id, { moment }]) => ({ id, moment }));
      for (const { id } of late) held.delete(id);
      return late;
    },
  };
};
