import { z } from "zod";
import type { Caller } from "../../../src/ports/databricks/identity.ts";
import type { Run } from "../../../src/ports/databricks/run.ts";
import { int64 } from "../json.ts";
import { pagesAfter, pagesOf } from "../pages.ts";
import { endpoints, type JobsApi } from "./api.ts";
import { RunShape, runOf, runRepairsOf } from "./parse.ts";
import { unknownId, unlessHidden } from "./problems.ts";

interface RunQuery {
  caller: Caller;
  job?: string;
  active?: boolean;
  since?: number;
  endedSince?: number;
  /** Leaves out runs that belong to no job. */
  type?: "JOB_RUN";
}

/** Reads runs: one, many that are watched, or a list. `origin` is the workspace's address. */
export const createRunReader = (api: JobsApi, origin: string) => {
  const check = async (run: string, caller: Caller): Promise<Run> => {
    const shape = await whole(api, run, { caller, include_history: true });
    const repairs = runRepairsOf(shape);
    return { ...runOf(shape, origin), ...(repairs.length > 0 && { repairs }) };
  };

  const found = async (runs: readonly string[], caller: Caller): Promise<Run[]> =>
    (await Promise.all(runs.map((run) => check(run, caller).catch(unlessHidden)))).filter((run) => run !== undefined);

  /** Those of the runs that the list of the job's active runs shows. Stops where single calls would be cheaper. */
  const active = async (job: string, wanted: ReadonlySet<string>, caller: Caller): Promise<Run[]> => {
    const runs = new Map<string, Run>();
    let pages = Math.ceil(wanted.size / worthOneList);
    for await (const page of listed(api, { caller, job, active: true }, mostOnPage)) {
      const whole = page.filter(({ run_id, has_more }) => wanted.has(run_id) && !has_more);
      for (const shape of whole) runs.set(shape.run_id, runOf(shape, origin));
      pages -= 1;
      if (pages === 0 || runs.size === wanted.size) break;
    }
    return [...runs.values()];
  };

  /** A run that is not in the list of active runs has just ended; it is fetched by itself. */
  const ofJob = async (job: string, wanted: ReadonlySet<string>, caller: Caller): Promise<Run[]> => {
    if (wanted.size <= worthOneList) return found([...wanted], caller);
    const shown = (await active(job, wanted, caller).catch(unlessHidden)) ?? [];
    const rest = wanted.difference(new Set(shown.map(({ run }) => run)));
    return [...shown, ...(await found([...rest], caller))];
  };

  return {
    check,
    checkMany: async (runs: readonly { run: string; job: string }[], caller: Caller): Promise<Run[]> => {
      const jobs = Map.groupBy(runs, ({ job }) => job);
      const checked = [...jobs].map(([job, group]) => ofJob(job, new Set(group.map(({ run }) => run)), caller));
      return (await Promise.all(checked)).flat();
    },
    repairs: async (run: string, caller: Caller): Promise<string[]> =>
      runRepairsOf(await whole(api, run, { caller, include_history: true })).map(({ id }) => id),
    ended: async (
      watched: readonly { run: string }[],
      since: number,
      caller: Caller,
    ): Promise<{ runs: Run[]; latest: number }> => {
      const wanted = new Set(watched.map(({ run }) => run));
      const shapes = await endedSince(api, { caller, type: "JOB_RUN" }, since - overlapMs, mostPages);
      const mine = shapes.filter(({ run_id }) => wanted.has(run_id));
      const short = mine.filter(({ has_more }) => !has_more).map((shape) => runOf(shape, origin));
      const long = mine.filter(({ has_more }) => has_more).map(({ run_id }) => run_id);
      return { runs: [...short, ...(await found(long, caller))], latest: Math.max(since, ...shapes.map(endOf)) };
    },
    list: async (query: RunQuery, limit: number): Promise<Run[]> => {
      const shapes =
        query.endedSince === undefined
          ? await firstOf(api, query, limit)
          : await endedSince(api, query, query.endedSince, Math.ceil(limit / mostOnPage));
      const runs = shapes.slice(0, limit).map((shape) => runOf(shape, origin));
      return runs.sort((a, b) => b.startedAt - a.startedAt);
    },
  };
};

/** One page of a list costs as much as so many single calls, by the rates of both. */
const worthOneList = Math.floor(endpoints["runs/get"].perSecond / endpoints["runs/list"].perSecond);

/** "Less than 25", say the docs. */
const mostOnPage = 24;

/** Ends are not listed in exact order: an earlier one may be written a little later. */
const overlapMs = 5_000;
/** If more runs end than fit on these pages, the others are found one by one. */
const mostPages = 100;

/** Runs that have ended since, on so many pages at most. The service lists the latest end first. */
const endedSince = async (
  api: JobsApi,
  query: Pick<RunQuery, "caller" | "job" | "type">,
  since: number,
  most: number,
): Promise<RunShape[]> => {
  const shapes: RunShape[] = [];
  let pages = 0;
  for await (const page of listed(api, { ...query, active: false }, mostOnPage)) {
    const recent = page.filter((shape) => endOf(shape) >= since);
    shapes.push(...recent);
    pages += 1;
    if (recent.length < page.length || pages === most) break;
  }
  return shapes;
};

const firstOf = async (api: JobsApi, query: RunQuery, limit: number): Promise<RunShape[]> => {
  const shapes: RunShape[] = [];
  for await (const page of listed(api, query, Math.min(limit, mostOnPage))) {
    shapes.push(...page);
    if (shapes.length >= limit) break;
  }
  return shapes;
};

const endOf = ({ end_time }: RunShape): number => end_time ?? 0;

/** One run with all its pages. */
const whole = async (
  api: JobsApi,
  run: string,
  { caller, ...how }: { caller: Caller; include_history?: boolean },
): Promise<RunShape> => {
  if (!int64(run)) throw unknownId({ run });
  const look = (page_token?: string) =>
    api.call("runs/get", RunShape, { query: { run_id: run, page_token, ...how } }, { caller, run });
  const shape = await look();
  for await (const more of pagesAfter(shape, look)) {
    shape.tasks = [...(shape.tasks ?? []), ...(more.tasks ?? [])];
    shape.job_parameters = [...(shape.job_parameters ?? []), ...(more.job_parameters ?? [])];
    shape.repair_history = [...(shape.repair_history ?? []), ...(more.repair_history ?? [])];
  }
  return shape;
};

const RunPage = z.object({ runs: z.array(RunShape).nullish(), next_page_token: z.string().nullish() });

async function* listed(
  api: JobsApi,
  { caller, job, active, since, type }: RunQuery,
  limit: number,
): AsyncGenerator<RunShape[]> {
  if (job !== undefined && !int64(job)) throw unknownId({ job });
  const query = {
    job_id: job,
    active_only: active === true || undefined,
    completed_only: active === false || undefined,
    start_time_from: since,
    run_type: type,
    expand_tasks: true,
    limit,
  };
  const look = (page_token?: string) =>
    api.call("runs/list", RunPage, { query: { ...query, page_token } }, { caller, job });
  for await (const { runs } of pagesOf(look)) yield runs ?? [];
}
