import type { Traffic } from "../../traffic.ts";
import type { WireRequest } from "../../wire.ts";
import type { GuardedRoute } from "../auth.ts";
import { forbidden } from "../errors.ts";
import { refused } from "../genie/troubles.ts";
import { createAccess } from "./access.ts";
import { catalog, offered } from "./catalog.ts";
import { pastRuns } from "./history.ts";
import { createRates } from "./rates.ts";
import { jobsRoutes } from "./routes.ts";
import { createRuns, type Script } from "./runs.ts";
import { createWebhooks, type Webhook, type WebhookDelivery } from "./webhooks.ts";

interface JobsOptions {
  traffic: Traffic;
  now: () => number;
  fast: boolean;
  /** Whether calls beyond the documented rates are refused. */
  rateLimits: boolean;
  webhook: Webhook | undefined;
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
  /** Sends job notifications there from now on. */
  setWebhook(webhook: Webhook): void;
  webhookLog(): readonly WebhookDelivery[];
  reset(): void;
  close(): void;
}

/** The Jobs service of the workspace. */
export const createJobs = ({ traffic, now, fast, rateLimits, webhook }: JobsOptions): Jobs => {
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
  seed();
  return {
    routes: jobsRoutes({ runs, access: createAccess(runs), now, admit }),
    offered: offered.map(({ id, name }) => ({ id: name, job_id: id, name })),
    script: (script) => {
      const job = catalog.find(({ id, name }) => id === script.job || name === script.job);
      if (!job || (script.outcome === "partly" && !job.spare)) return false;
      runs.script({ ...script, job: job.id });
      return true;
    },
    setWebhook: webhooks.set,
    webhookLog: webhooks.log,
    close: webhooks.close,
    reset: () => {
      webhooks.reset();
      runs.reset();
      rates.reset();
      seed();
    },
  };
};
