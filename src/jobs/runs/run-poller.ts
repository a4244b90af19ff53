import { asProblem } from "../../errors.ts";
import type { Log } from "../../logging/log.ts";
import { bot } from "../../ports/databricks/identity.ts";
import type { Jobs } from "../../ports/databricks/jobs.ts";
import type { Run } from "../../ports/databricks/run.ts";
import { createEndedRuns } from "./ended-runs.ts";
import { lookAs, type StartedAs } from "./run-rights.ts";

/*
 * Looks at all runs that this process watches, many with one call, and wakes the watch of a run that changed. All
 * knowledge here is in memory only: each process polls the runs of its own watches. With many runs, each is polled less
 * often, and the list of ended runs tells which of them have ended.
 */

export interface Seen {
  at: number;
  run: Run | undefined;
  /** Seen with the bot's rights, because whoever it was started as is no longer signed in. */
  isSignedOut?: boolean | undefined;
}

export interface Poller {
  /**
   * The last state seen of a run; `run` undefined: it is gone. Undefined: it has not been seen yet. The run is polled
   * for two more minutes. `soon`: poll again at once.
   */
  latest(watched: Watched, soon?: boolean): Seen | undefined;
  /** A run as somebody else has just seen it. */
  noteSeen(watched: Watched, run: Run): void;
  forget(run: string): void;
  /** How many runs are looked after. */
  count(): number;
  close(): void;
}

export interface Watched extends StartedAs {
  run: string;
  /** Number of the job. */
  number: string;
  startedAt: number;
  /** How often it has been repaired from here. */
  round?: number;
}

interface Entry extends Watched {
  wantedAt: number;
  dueAt: number;
  seen: Seen | undefined;
  /** Since when looks do not find it, epoch ms. */
  missingSince: number | undefined;
  /** The watch has not yet looked at what was seen. */
  isNews: boolean;
  /** How often the watch was told. */
  reports: number;
  /** When it may be told again. */
  tellAt: number;
}

export interface PollerDeps {
  jobs: Pick<Jobs, "checkMany" | "ended">;
  /** Makes the watch of a run look at what is new. */
  wake: (watched: Watched) => Promise<void>;
  log: Log;
  now: () => number;
}

const wantedMs = 120_000;
const gatherMs = 50;
/** A watch that takes no notice is told again after this time, then each time after twice as long. */
const tellAgainMs = { first: 1_000, longest: 16_000 };
const afterFailureMs = 5_000;
/** When a run can't be found, the service may be at fault for a moment; after this time we believe it. */
const missingMs = 5_000;
/** With more runs than this, ends are asked for by themselves. */
const many = 50;
/** Runs that are looked at at one go; those of one job stay together. */
const atOnce = 60;

/** How long until the next look at a run that has been going for so long: 2 s at first, 60 s after six hours. */
export const interval = (elapsedMs: number): number => Math.min(60_000, Math.max(2_000, elapsedMs / 360));

export const createPoller = (deps: PollerDeps): Poller => {
  const { now } = deps;
  const entries = new Map<string, Entry>();
  let timer: NodeJS.Timeout | undefined;
  let isLooking = false;
  let notBefore = 0;
  let closed = false;

  const ends = createEndedRuns({
    ...deps,
    open: () => (entries.size > many ? [...entries.values()].filter(isOpen) : []),
    onEnded: async (runs) => {
      for (const run of runs) {
        const entry = entries.get(run.run);
        if (entry) update(entry, run, now());
      }
      await wakeWatches(deps, entries);
    },
  });

  const schedule = (): void => {
    if (closed) return;
    if (entries.size > many) ends.begin();
    if (isLooking) return;
    clearTimeout(timer);
    const next = Math.min(
      ...[...entries.values()].map(({ isNews, tellAt, dueAt }) => (isNews ? Math.min(tellAt, dueAt) : dueAt)),
    );
    if (next === Number.POSITIVE_INFINITY) return;
    timer = setTimeout(() => void tick(), Math.max(0, Math.max(next, notBefore) - now()) + gatherMs);
  };

  const tick = async (): Promise<void> => {
    isLooking = true;
    const began = now();
    const batch = due(entries, began);
    await pollRuns(deps, batch);
    await wakeWatches(deps, entries);
    // Polling takes at most half of the time, and less when ended runs are listed too, so that other calls stay within
    // the service's rates.
    const pauseFactor = entries.size > many ? 3 : 1;
    notBefore = now() + Math.max((now() - began) * pauseFactor, batch.length);
    isLooking = false;
    schedule();
  };

  const entryOf = (watched: Watched): Entry => {
    const known = entries.get(watched.run);
    if (known) return known;
    const fresh = { seen: undefined, missingSince: undefined, isNews: false, reports: 0, tellAt: 0 };
    const entry: Entry = { ...watched, wantedAt: now(), dueAt: now(), ...fresh };
    entries.set(watched.run, entry);
    return entry;
  };

  return {
    latest: (watched, soon = false) => {
      const entry = entryOf(watched);
      entry.wantedAt = now();
      entry.isNews = false;
      entry.reports = 0;
      if (soon) entry.dueAt = Math.min(entry.dueAt, now());
      schedule();
      return entry.seen;
    },
    noteSeen: (watched, run) => update(entryOf(watched), run, now()),
    forget: (run) => void entries.delete(run),
    count: () => entries.size,
    close: () => {
      closed = true;
      clearTimeout(timer);
      ends.close();
    },
  };
};

const isOpen = ({ seen }: Entry): boolean => seen?.run?.state !== "ended";

/**
 * The runs to look at now: those that are due longest, and with them all of their jobs, which cost few further calls.
 */
const due = (entries: Map<string, Entry>, at: number): Entry[] => {
  for (const [run, { wantedAt }] of entries) if (wantedAt < at - wantedMs) entries.delete(run);
  const jobs = Map.groupBy([...entries.values()].filter(isOpen), ({ number }) => number);
  const dueAt = (group: Entry[]): number => Math.min(...group.map((entry) => entry.dueAt));
  const groups = [...jobs.values()].filter((group) => dueAt(group) <= at).toSorted((a, b) => dueAt(a) - dueAt(b));
  const batch: Entry[] = [];
  for (const group of groups) if (batch.length < atOnce) batch.push(...group);
  return batch;
};

const pollRuns = async ({ jobs, log, now }: PollerDeps, batch: readonly Entry[]): Promise<void> => {
  if (batch.length === 0) return;
  const groups = Map.groupBy(batch, ({ as, starter }) => (as === undefined ? "" : JSON.stringify([as, starter?.user])));
  await Promise.all([...groups.values()].map((group) => pollGroup({ jobs, log, now }, group)));
};

/** Runs that are looked at with the same rights. */
const pollGroup = async ({ jobs, log, now }: Pick<PollerDeps, "jobs" | "log" | "now">, batch: readonly Entry[]) => {
  try {
    const refs = batch.map(({ run, number: job }) => ({ run, job }));
    const [{ starter, as } = {}] = batch;
    const { found, isSignedOut } =
      as === undefined
        ? { found: await jobs.checkMany(refs, bot), isSignedOut: false }
        : await lookAs({ starter, as }, (caller) => jobs.checkMany(refs, caller));
    const byRun = new Map(found.map((run) => [run.run, run]));
    for (const entry of batch) update(entry, byRun.get(entry.run), now(), isSignedOut);
  } catch (thrown) {
    log.warn(
      { event: "jobs.poll-failed", err: asProblem(thrown), runs: batch.length },
      "runs cannot be checked; trying again",
    );
    for (const entry of batch) entry.dueAt = now() + afterFailureMs;
  }
};

const update = (entry: Entry, run: Run | undefined, at: number, isSignedOut = false): void => {
  entry.missingSince = run ? undefined : (entry.missingSince ?? at);
  entry.dueAt = at + (run && run.state !== "stopping" ? interval(at - entry.startedAt) : 2_000);
  if (run?.state === "ended") entry.dueAt = Number.POSITIVE_INFINITY;
  if (at - (entry.missingSince ?? 0) < missingMs) return;
  if (!run) entry.dueAt = Number.POSITIVE_INFINITY;
  const isOther =
    fingerprint(entry.seen?.run) !== fingerprint(run) || (entry.seen?.isSignedOut ?? false) !== isSignedOut;
  if (isOther || !entry.seen) {
    entry.isNews = true;
    entry.tellAt = 0;
  }
  entry.seen = { at, run, ...(isSignedOut && { isSignedOut }) };
};

/** The parts of a run whose change is worth a wake-up. */
export const fingerprint = (run: Run | undefined): string =>
  run ? JSON.stringify([run.state, run.queued, run.tasks.map(({ key, state, outcome }) => [key, state, outcome])]) : "";

const wakeWatches = async ({ wake, log, now }: PollerDeps, entries: Map<string, Entry>): Promise<void> => {
  const news = [...entries.values()].filter(({ isNews, tellAt }) => isNews && tellAt <= now());
  for (const entry of news) {
    entry.tellAt = now() + Math.min(tellAgainMs.first * 2 ** entry.reports, tellAgainMs.longest);
    entry.reports += 1;
  }
  const woken = await Promise.allSettled(news.map(wake));
  const failed = woken.find(({ status }) => status === "rejected");
  if (failed) log.warn({ event: "jobs.watch-not-woken", err: failed }, "watches cannot be woken; trying again");
};
