import type { Audit } from "../audit/audit-log.ts";
import { clock } from "../clock.ts";
import type { Config } from "../config/config.ts";
import type { Delivery } from "../delivery/delivery.ts";
import type { Failure } from "../errors.ts";
import type { SignIns } from "../identity/sign-ins.ts";
import type { Log } from "../logging/log.ts";
import type { ChannelAdapter } from "../ports/chat/channel.ts";
import type { Jobs } from "../ports/databricks/jobs.ts";
import type { Place } from "../ports/place.ts";
import type { Lease } from "../ports/stores/queue.ts";
import type { Stores } from "../ports/stores/stores.ts";
import type { LostTasks } from "../worker/lost-tasks.ts";
import type { Step } from "../worker/worker.ts";
import { type Catalog, createCatalog } from "./catalog.ts";
import { createJobCommands, type JobCommands } from "./job-commands.ts";
import type { JobDeps } from "./job-deps.ts";
import { createProposals } from "./proposals/proposal.ts";
import { createProposalGraph } from "./proposals/proposal-graph.ts";
import { expiryStep, failProposal, proposalStep } from "./proposals/proposal-steps.ts";
import { failResults, resultsStep } from "./runs/finished-run.ts";
import { createPoller } from "./runs/run-poller.ts";
import { createRuns } from "./runs/run-records.ts";
import { failWatch, watchStep } from "./runs/run-watch.ts";
import { createOutputs } from "./runs/task-outputs.ts";
import { watchTask } from "./runs/watch-task.ts";
import { createWebhook, webhookStep } from "./runs/webhook.ts";

export interface JobWorkDeps {
  config: Config;
  jobs: Jobs;
  stores: Pick<Stores, "queue" | "records" | "saver">;
  signIns: Pick<SignIns, "jobRights">;
  silentSignIn: JobDeps["silentSignIn"];
  audit: Audit;
  delivery: Delivery;
  placeOf: (id: string) => Place | undefined;
  join: JobDeps["join"];
  lostTasks: LostTasks;
  tracer: JobDeps["tracer"];
  failures: JobDeps["failures"];
  log: Log;
  now?: () => number;
}

/** Everything about Databricks jobs: what people may want of them, the steps behind it, and what comes in by HTTP. */
export interface JobWork {
  commands: JobCommands;
  catalog: Catalog;
  runs: JobDeps["runs"];
  poller: JobDeps["poller"];
  steps: Readonly<Record<string, Step>>;
  /**
   * A task was given up: tells the person, and leaves nothing behind that would go on. `isOurs`: because of a fault of
   * ours, not of where it would be told.
   */
  fail(lease: Lease, failure: Failure, isOurs: boolean): Promise<void>;
  routes: [route: string, Pick<ChannelAdapter, "receive">][];
  close(): void;
}

export const createJobWork = ({ config, jobs, stores, signIns, now = clock, ...rest }: JobWorkDeps): JobWork => {
  const { queue, records, saver } = stores;
  const { log } = rest;
  const catalog = createCatalog({ config, jobs, log });
  const deps: JobDeps = {
    ...rest,
    config,
    catalog,
    jobs,
    proposals: createProposals(records),
    graph: createProposalGraph({ ...config, catalog, jobs, saver, rights: signIns.jobRights, now }),
    runs: createRuns(records),
    rights: signIns.jobRights,
    poller: createPoller({ jobs, wake: (watched) => queue.wake(watchTask(watched).id), log, now }),
    outputs: createOutputs({ jobs, log, now }),
    queue,
    now,
  };
  const { webhook } = config.databricks;
  return {
    commands: createJobCommands(deps),
    catalog,
    runs: deps.runs,
    poller: deps.poller,
    steps: {
      proposal: proposalStep(deps),
      expiry: expiryStep(deps),
      watch: watchStep(deps),
      results: resultsStep(deps),
      webhook: webhookStep(deps),
    },
    fail: async (lease, failure, isOurs) => {
      if (lease.kind === "proposal") await failProposal(deps, lease, failure);
      if (lease.kind === "watch") await failWatch(deps, lease, isOurs ? failure : undefined);
      if (lease.kind === "results" && isOurs) await failResults(deps, lease, failure);
    },
    routes: webhook ? [["POST /webhooks/databricks", { receive: createWebhook({ ...webhook, queue, now }) }]] : [],
    close: () => {
      catalog.close();
      deps.poller.close();
    },
  };
};
