import { asProblem } from "../../errors.ts";
import type { Log } from "../../logging/log.ts";
import { bot } from "../../ports/databricks/identity.ts";
import type { Jobs } from "../../ports/databricks/jobs.ts";
import type { Run } from "../../ports/databricks/run.ts";

/*
 * Asks which of many watched runs have ended. The cost depends on how many have ended since, not on how many are watched,
 * so this can be asked often. Everything else about a run comes from checking the run itself.
 */

export interface EndedRunsDeps {
  jobs: Pick<Jobs, "ended">;
  /** Runs that may end; none: nothing is asked, until the next `begin`. */
  open: () => readonly Watched[];
  onEnded: (runs: readonly Run[]) => Promise<void>;
  log: Log;
  now: () => number;
}

interface Watched {
  run: string;
  number: string;
  seen: { run: Run | undefined } | undefined;
}

const everyMs = 2_000;
/** How far back the first look goes. */
const firstMs = 60_000;

export const createEndedRuns = (deps: EndedRunsDeps) => {
  let timer: NodeJS.Timeout | undefined;
  let since: number | undefined;
  let closed = false;

  const round = async (): Promise<void> => {
    const open = deps.open();
    since = open.length > 0 ? await listEnded(deps, open, since ?? firstSince(open, deps.now())) : undefined;
    timer = since === undefined || closed ? undefined : setTimeout(() => void round(), everyMs);
  };

  return {
    /** Asks from now on, if nothing is asked yet. */
    begin: (): void => {
      if (!closed) timer ??= setTimeout(() => void round(), everyMs);
    },
    close: (): void => {
      closed = true;
      clearTimeout(timer);
    },
  };
};

/** The service's clock may differ from ours, so the starts of its runs, which it has told us, are the reference. */
const firstSince = (open: readonly Watched[], now: number): number =>
  Math.min(now, Math.max(...open.map(({ seen }) => seen?.run?.startedAt ?? 0)) || now) - firstMs;

/** Returns the moment from which the next look has to go on. */
const listEnded = async (
  { jobs, onEnded, log }: EndedRunsDeps,
  open: readonly Watched[],
  since: number,
): Promise<number> => {
  try {
    const refs = open.map(({ run, number: job }) => ({ run, job }));
    const { runs, latest } = await jobs.ended(refs, since, bot);
    await onEnded(runs);
    return latest;
  } catch (thrown) {
    log.warn({ event: "jobs.ended-not-listed", err: asProblem(thrown) }, "ended runs cannot be listed; trying again");
    return since;
  }
};
