import { z } from "zod";
import type { Caller } from "../../../src/ports/databricks/identity.ts";
import type { JobInfo, Jobs } from "../../../src/ports/databricks/jobs.ts";
import { int64 } from "../json.ts";
import { pagesAfter, pagesOf } from "../pages.ts";
import type { JobsApi } from "./api.ts";
import { JobShape, jobOf } from "./parse.ts";
import { unknownId, unlessHidden } from "./problems.ts";

export interface Catalog extends Pick<Jobs, "describe" | "discover"> {
  /** The field of run-now for the parameters of a job: its own parameters, or those of its notebooks if it has none. */
  parameterField(job: string, caller: Caller): Promise<"job_parameters" | "notebook_params">;
}

/** How long a job's definition is reused for starts, ms. */
const knownMs = 60_000;

/** The jobs of the workspace and their definitions. */
export const createCatalog = (api: JobsApi, now: () => number): Catalog => {
  const known = new Map<string, { at: number; info: JobInfo }>();

  const describe = async (job: string, caller: Caller): Promise<JobInfo> => {
    const info = jobOf(await whole(api, job, caller));
    known.set(job, { at: now(), info });
    return info;
  };

  return {
    describe,
    discover: async (tag, caller) => {
      const jobs = (await listed(api, caller)).filter((job) => carries(jobOf(job), tag));
      const infos = await Promise.all(jobs.map(({ job_id }) => describe(job_id, caller).catch(unlessHidden)));
      return infos.filter((info) => info !== undefined);
    },
    parameterField: async (job, caller) => {
      const kept = known.get(job);
      const info = kept && now() - kept.at < knownMs ? kept.info : await describe(job, caller);
      return info.parameters.length > 0 ? "job_parameters" : "notebook_params";
    },
  };
};

/** All pages of one job together. */
const whole = async (api: JobsApi, job: string, caller: Caller): Promise<JobShape> => {
  if (!int64(job)) throw unknownId({ job });
  const look = (page_token?: string) =>
    api.call("get", JobShape, { query: { job_id: job, page_token } }, { caller, job });
  const shape = await look();
  const parameters = [...(shape.settings?.parameters ?? [])];
  for await (const more of pagesAfter(shape, look)) parameters.push(...(more.settings?.parameters ?? []));
  return { ...shape, settings: { ...shape.settings, parameters } };
};

const JobPage = z.object({ jobs: z.array(JobShape).nullish(), next_page_token: z.string().nullish() });

const listed = async (api: JobsApi, caller: Caller): Promise<JobShape[]> => {
  const jobs: JobShape[] = [];
  const look = (page_token?: string) => api.call("list", JobPage, { query: { limit: 100, page_token } }, { caller });
  for await (const page of pagesOf(look)) jobs.push(...(page.jobs ?? []));
  return jobs;
};

const carries = ({ tags }: JobInfo, { key, value }: { key: string; value?: string }): boolean =>
  Object.hasOwn(tags, key) && (value === undefined || tags[key] === value);
