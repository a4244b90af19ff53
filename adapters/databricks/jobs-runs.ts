import { z } from "zod";
import { Problem } from "../../src/errors.ts";
import type { Run } from "../../src/ports.ts";
import { endpoints, type JobsApi } from "./jobs-api.ts";
import { RunShape, runOf } from "./jobs-parse.ts";
import { unknownId } from "./jobs-problems.ts";
import { int64 } from "./json.ts";

export interface RunQuery {
  job?: string;
  active?: boolean;
  since?: number;
}

/** Reads runs: one, many that are watched, or a list. `origin` is the workspace's address. */
export const createRunReader = (api: JobsApi, origin: string) => {
  const check = async (run: string): Promise<Run> => runOf(await whole(api, run), origin);

  /** As `check`; undefined for a run that is gone or hidden. */
  const look = async (run: string): Promise<Run | undefined> => {
    try {
      return await check(run);
    } catch (thrown) {
      if (thrown instanceof Problem && hidden.has(thrown.code)) return undefined;
      throw thrown;
    }
  };

  const found = async (runs: readonly string[]): Promise<Run[]> =>
    (await Promise.all(runs.map(look))).filter((run) => run !== undefined);

  /** Active runs by list, the rest one by one: those have just ended. A list never costs more than they would. */
  const ofJob = async (job: string, runs: readonly string[]): Promise<Run[]> => {
    if (runs.length <= worthOneList) return found(runs);
    const missing = new Set(runs);
    const listed: Run[] = [];
    let pages = Math.ceil(runs.length / worthOneList);
    for await (const page of activePages(api, job)) {
      for (const shape of page) if (!shape.has_more && missing.delete(shape.run_id)) listed.push(runOf(shape, origin));
      pages -= 1;
      if (pages === 0 || missing.size === 0) break;
    }
    return [...listed, ...(await found([...missing]))];
  };

  return {
    check,
    checkMany: async (runs: readonly { run: string; job: string }[]): Promise<Run[]> => {
      const jobs = Map.groupBy(runs, ({ job }) => job);
      const checked = [...jobs].map(([job, group]) => ofJob(job, [...new Set(group.map(({ run }) => run))]));
      return (await Promise.all(checked)).flat();
    },
    list: async (query: RunQuery, limit: number): Promise<Run[]> => {
      const runs: Run[] = [];
      for await (const page of pagesOf(api, query, Math.min(limit, mostOnPage))) {
        runs.push(...page.map((shape) => runOf(shape, origin)));
        if (runs.length >= limit) break;
      }
      return runs.slice(0, limit).sort((a, b) => b.startedAt - a.startedAt);
    },
  };
};

const hidden = new Set(["jobs.unknown", "jobs.permission"]);

/** So many single looks are as dear as one page of a list, by the rates of both. */
const worthOneList = Math.floor(endpoints["runs/get"].perSecond / endpoints["runs/list"].perSecond);

/** "Less than 25", say the docs. */
const mostOnPage = 24;

/** All pages of one run together. */
const whole = async (api: JobsApi, run: string): Promise<RunShape> => {
  if (!int64(run)) throw unknownId({ run });
  const look = (page_token?: string) => api.call("runs/get", RunShape, { query: { run_id: run, page_token } }, { run });
  const shape = await look();
  for (let token = shape.next_page_token; token; ) {
    const more = await look(token);
    shape.tasks = [...(shape.tasks ?? []), ...(more.tasks ?? [])];
    shape.job_parameters = [...(shape.job_parameters ?? []), ...(more.job_parameters ?? [])];
    token = more.next_page_token;
  }
  return shape;
};

const RunPage = z.object({ runs: z.array(RunShape).nullish(), next_page_token: z.string().nullish() });

async function* pagesOf(api: JobsApi, { job, active, since }: RunQuery, limit: number): AsyncGenerator<RunShape[]> {
  if (job !== undefined && !int64(job)) throw unknownId({ job });
  const query = {
    job_id: job,
    active_only: active === true || undefined,
    completed_only: active === false || undefined,
    start_time_from: since,
    expand_tasks: true,
    limit,
  };
  for (let page_token: string | undefined; ; ) {
    const page = await api.call("runs/list", RunPage, { query: { ...query, page_token } }, { job });
    yield page.runs ?? [];
    page_token = page.next_page_token || undefined;
    if (!page_token) return;
  }
}

const activePages = (api: JobsApi, job: string) => pagesOf(api, { job, active: true }, mostOnPage);
