import type { Traffic } from "../../traffic.ts";
import type { WireRequest } from "../../wire.ts";
import type { GuardedRoute } from "../auth.ts";
import { forbidden } from "../errors.ts";
import { refused } from "../genie/troubles.ts";
import { createAccess } from "./access.ts";
import { catalog, offered } from "./catalog/catalog.ts";
import { createSchedules, type Schedule } from "./catalog/schedules.ts";
import type { JobSpec, Parameters } from "./catalog/spec.ts";
import { kindOfOutcome, type Outcome } from "./failures/outcomes.ts";
import { createRates } from "./rates.ts";
import { jobsRoutes } from "./routes.ts";
import { pastRuns } from "./runs/history.ts";
import { createRuns, type Script } from "./runs/runs.ts";
import { createWebhooks, type Webhook, type WebhookDelivery } from "./webhooks.ts";

interface JobsOptions {
  traffic: Traffic;
  now: () => number;
  fast: boolean;
  /** Whether calls beyond the documented rates are refused. */
  rateLimits: boolean;
  webhook: Webhook | undefined;
  /** Jobs that start by themselves, also after a reset. */
  schedules: readonly Schedule[];
}

/** A run that somebody else than the bot starts. */
export interface OtherStart {
  /** A job's id or name. */
  job: string;
  /** Absent: as scripted, else a success. */
  outcome?: Outcome | undefined;
  seconds?: number | undefined;
  trigger: "PERIODIC" | "ONE_TIME";
  creator: string;
  parameters?: Parameters;
}

/** A job as people find it in the state of the sandbox. */
export interface OfferedJob {
  id: string;
  job_id: string;
  name: string;
}

export interface Jobs {
  routes: GuardedRoute[];
  offered: OfferedJob[];
  /** Decides how the next run of a job goes. False: there is no such job, or it cannot end so. */
  script(script: Script): boolean;
  /** Starts a run as a schedule or another person does. Undefined: there is no such job, or it cannot end so. */
  startOther(start: OtherStart): string | undefined;
  /** False: there is no such job, or it cannot end so. */
  setSchedule(schedule: Schedule): boolean;
  /** Sends job notifications there from now on. */
  setWebhook(webhook: Webhook): void;
  webhookLog(): readonly WebhookDelivery[];
  reset(): void;
  close(): void;
}

/** The Jobs service of the workspace. */
export const createJobs = ({ traffic, now, fast, rateLimits, webhook, schedules: initial }: JobsOptions): Jobs => {
  const runs = createRuns({ now, fast });
  const rates = createRates(now);
  const webhooks = createWebhooks({ runs, now, webhook });
  const seed = () => {
    for (const run of pastRuns(now())) runs.addPast(run);
  };
  const admit = ({ method, path, query, raw }: WireRequest): void => {
    if (refused(traffic, `${method} ${path}?${query} ${raw}`))
      throw forbidden(`User does not have permission for ${method} ${path}.`);
    if (rateLimits) rates.admit(`${method} ${path}`);
  };
  const script = (wanted: Script): boolean => {
    const job = jobNamed(wanted.job);
    if (!job || !canEnd(job, wanted.outcome)) return false;
    runs.script({ ...wanted, job: job.id });
    return true;
  };
  const startOther = ({ job: name, outcome, seconds, ...more }: OtherStart): string | undefined => {
    const job = jobNamed(name);
    if (!job) return undefined;
    const scripted =
      outcome === undefined || script({ job: name, outcome, seconds: seconds ?? (fast ? 2 : job.seconds) });
    return scripted ? runs.start({ job, queue: true, ...more }).id : undefined;
  };
  const schedules = createSchedules(
    (job, outcome) => void startOther({ job, outcome, trigger: "PERIODIC", creator: "admin@example.com" }),
    initial,
  );
  seed();
  return {
    routes: jobsRoutes({ runs, access: createAccess(runs), now, admit }),
    offered: offered.map(({ id, name }) => ({ id: name, job_id: id, name })),
    script,
    startOther,
    setSchedule: (schedule) => {
      const job = jobNamed(schedule.job);
      if (!job || !schedule.outcomes.every((outcome) => canEnd(job, outcome))) return false;
      schedules.set({ ...schedule, job: job.name });
      return true;
    },
    setWebhook: webhooks.set,
    webhookLog: webhooks.log,
    close: () => {
      schedules.close();
      webhooks.close();
    },
    reset: () => {
      schedules.reset();
      webhooks.reset();
      runs.reset();
      rates.reset();
      seed();
    },
  };
};

const jobNamed = (text: string): JobSpec | undefined => catalog.find(({ id, name }) => id === text || name === text);

/** Whether the task that fails is of the kind that the outcome needs. */
const canEnd = (job: JobSpec, outcome: Outcome): boolean => {
  const kind = kindOfOutcome[outcome];
  const weak = job.tasks.find(({ key }) => key === job.weak);
  return outcome === "partly" ? job.spare !== undefined : !kind || (weak !== undefined && kind in weak.work);
};
