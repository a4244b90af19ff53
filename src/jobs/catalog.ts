import type { Config, JobConfig, JobsFromTag } from "../config/config.ts";
import { asProblem } from "../errors.ts";
import type { Log } from "../logging/log.ts";
import { bot } from "../ports/databricks/identity.ts";
import type { JobInfo, Jobs } from "../ports/databricks/jobs.ts";

/** The jobs that may be started here, and no others. */
export interface Catalog {
  all(): readonly JobConfig[];
  byId(id: string): JobConfig | undefined;
  /** By the number of the job in Databricks. */
  byNumber(job: string): JobConfig | undefined;
  /** Looks for jobs that carry the tag. Never rejects: what was known stays. */
  refresh(): Promise<void>;
  close(): void;
}

export interface CatalogDeps {
  config: Pick<Config, "jobs" | "jobsFromTag">;
  jobs: Pick<Jobs, "discover">;
  log: Log;
}

const refreshMs = 5 * 60_000;

/** The configured jobs, and those of the workspace that carry the configured tag. */
export const createCatalog = ({ config, jobs, log }: CatalogDeps): Catalog => {
  const { jobsFromTag: tag } = config;
  let all: readonly JobConfig[] = config.jobs;

  const refresh = async (): Promise<void> => {
    if (!tag) return;
    try {
      const { key, value } = tag;
      const found = await jobs.discover(value === undefined ? { key } : { key, value }, bot);
      all = joined(config.jobs, found, tag);
    } catch (thrown) {
      log.warn(
        { event: "jobs.catalog-not-refreshed", err: asProblem(thrown) },
        "jobs with the tag cannot be listed; the known ones stay",
      );
    }
  };
  const timer = tag && setInterval(() => void refresh(), refreshMs).unref();

  return {
    all: () => all,
    byId: (id) => all.find((job) => job.id === id),
    byNumber: (number) => all.find(({ job_id }) => job_id === number),
    refresh,
    close: () => clearInterval(timer),
  };
};

/** Configured jobs come first and keep their own rules, also when they carry the tag. */
const joined = (configured: readonly JobConfig[], found: readonly JobInfo[], tag: JobsFromTag): JobConfig[] => {
  const jobs = [...configured];
  for (const info of found) {
    if (jobs.some(({ job_id }) => job_id === info.job)) continue;
    const id = idOf(info);
    const isTaken = jobs.some((job) => job.id === id);
    jobs.push({ ...described(info, tag), id: isTaken ? `${id.slice(0, 20)}-${info.job}` : id });
  }
  return jobs;
};

const idOf = ({ name, job }: JobInfo): string => {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "");
  return slug.slice(0, 40) || `job-${job}`;
};

/** Databricks knows names and defaults of parameters, no types. */
const described = (info: JobInfo, { confirm, supervisor, allow, rights, triage }: JobsFromTag): JobConfig => ({
  id: "",
  name: info.name.slice(0, 60),
  description: info.description?.slice(0, 1_000) ?? "",
  job_id: info.job,
  parameters: Object.fromEntries(
    info.parameters.map(({ name, default: usual }) => [
      name,
      { type: "string", required: false, description: "", ...(usual ? { default: usual } : {}) },
    ]),
  ),
  confirm,
  user_request: false,
  supervisor,
  allow,
  rights,
  triage,
});
