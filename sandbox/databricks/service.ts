import { createModel } from "../model/service.ts";
import type { Fault, Traffic } from "../traffic.ts";
import type { Route, Service, WireReply, WireRequest } from "../wire.ts";
import { anyScope, createAuth, type RefusalForm, type TokenOptions } from "./auth.ts";
import { dashboardRoutes } from "./dashboards.ts";
import { calendarAt } from "./data/calendar.ts";
import { warehouseOn } from "./data/warehouse.ts";
import { errorReply } from "./errors.ts";
import { createGenie, type QuestionRecord } from "./genie/genie.ts";
import { genieRoutes } from "./genie/routes.ts";
import type { AskModel } from "./genie/text-to-sql.ts";
import type { QuestionScript } from "./genie/troubles.ts";
import type { Schedule } from "./jobs/catalog/schedules.ts";
import { createJobs, type Jobs, type OfferedJob, type OtherStart } from "./jobs/jobs.ts";
import type { Script } from "./jobs/runs/runs.ts";
import type { Webhook, WebhookDelivery } from "./jobs/webhooks.ts";
import { lakebaseRoutes } from "./lakebase.ts";
import type { Caller } from "./people.ts";
import { servingRoutes } from "./serving.ts";
import type { SignIn } from "./sign-in.ts";
import { spaces } from "./spaces/index.ts";
import type { Statement } from "./sql/statement.ts";
import { createStatements } from "./sql/statements.ts";
import { createStorage } from "./sql/storage.ts";
import { warehouseRoutes } from "./sql/warehouses.ts";
import { workspaceRoutes } from "./workspace.ts";

export interface DatabricksOptions {
  traffic: Traffic;
  /** Answers are complete at the first poll. */
  fast?: boolean;
  now?: () => number;
  /** POSTs of questions a minute before 429; absent: no limit. */
  genieLimitPerMinute?: number;
  /** What that minute lasts. */
  minuteMs?: number;
  /** Refuse calls of the Jobs API beyond the documented rates. Default false. */
  jobsRateLimits?: boolean;
  /** A language model that writes Genie's SQL; absent: rules do. */
  askModel?: AskModel;
  /** Where job notifications go; absent: nowhere, until one is set. */
  webhook?: Webhook;
  /** Jobs that start by themselves. */
  schedules?: readonly Schedule[];
  tokens?: TokenOptions;
}

export interface Databricks extends Service {
  spaces: { id: string; agent: string; title: string }[];
  /** The jobs that the bot is meant to offer. */
  jobs: OfferedJob[];
  /** Every question asked so far, with the moment its message ended. */
  questions(): QuestionRecord[];
  /** Every SQL statement that Genie or the statement API ran. */
  statements(): Statement[];
  /** 1: as slow as a live Genie; 0: at once; larger: slower. Also for messages that are on their way. */
  setPace(factor: number): void;
  pace(): number;
  /** Decides how the next question that contains `match` goes. */
  scriptQuestion(script: QuestionScript): void;
  /** Decides how the next run of a job goes. False: there is no such job, or it cannot end so. */
  scriptRun(script: Script): boolean;
  /** Starts a run as a schedule or another person does. Undefined: there is no such job, or it cannot end so. */
  startRun(start: OtherStart): string | undefined;
  /** Lets a job start by itself. False: there is no such job, or it cannot end so. */
  setSchedule(schedule: Schedule): boolean;
  /** Sends job notifications there from now on. */
  setWebhook(webhook: Webhook): void;
  webhookLog(): readonly WebhookDelivery[];
  /** Ends the life of every OAuth token handed out so far; `form`: how they are refused from now on. */
  expireTokens(form?: RefusalForm): void;
  /** What people did at the sign-in, and how it goes from now on. */
  people: Pick<SignIn, "change" | "join" | "seen" | "trust">;
  /** Forgets conversations, statements, runs and scripts; the pace is that of the start. The data stays. */
  reset(): void;
  /** Sends nothing any more. */
  close(): void;
}

/** A Databricks workspace on the wire: sign-in, Genie spaces over seeded data, SQL statements. */
export const createDatabricks = (options: DatabricksOptions): Databricks => {
  const now = options.now ?? Date.now;
  const calendar = calendarAt(now());
  // One database for each row filter.
  const database = ({ region }: Caller) => warehouseOn(calendar, region);
  const auth = createAuth(now, options.traffic, options.tokens);
  const pace = options.fast ? 0 : 1;
  const { traffic } = options;
  let paceNow = pace;
  const storage = createStorage(now);
  const statements = createStatements({ traffic, storage, now, pace, database });
  const genie = createGenie({
    ...{ traffic, now, pace, spaces, calendar, database },
    model: options.askModel,
    limitPerMinute: options.genieLimitPerMinute,
    minuteMs: options.minuteMs ?? 60_000,
    addStatement: statements.add,
  });
  const jobs = openJobs(options, now);

  return {
    name: "databricks",
    now,
    routes: [
      ...auth.routes,
      ...storage.routes,
      ...auth.guard(workspaceRoutes, anyScope),
      ...auth.guard([...dashboardRoutes, ...lakebaseRoutes(now)], "all-apis"),
      ...auth.guard(warehouseRoutes, "sql"),
      ...auth.guard(servingRoutes(chatOf(options)), "model-serving"),
      ...auth.guard(genieRoutes(genie, storage), "genie"),
      ...auth.guard(statements.routes, "sql"),
      ...auth.guard(jobs.routes, "jobs"),
    ],
    fail,
    missing,
    ...offers(jobs),
    questions: genie.questions,
    statements: statements.all,
    pace: () => paceNow,
    setPace: (factor) => {
      paceNow = factor;
      genie.setPace(factor);
      statements.setPace(factor);
    },
    scriptQuestion: genie.script,
    scriptRun: jobs.script,
    startRun: jobs.startOther,
    setSchedule: jobs.setSchedule,
    setWebhook: jobs.setWebhook,
    webhookLog: jobs.webhookLog,
    close: jobs.close,
    expireTokens: auth.expireTokens,
    people: auth.people,
    reset: () => {
      paceNow = pace;
      auth.people.reset();
      genie.reset();
      statements.reset();
      storage.reset();
      jobs.reset();
    },
  };
};

const openJobs = (options: DatabricksOptions, now: () => number): Jobs =>
  createJobs({
    traffic: options.traffic,
    now,
    fast: options.fast ?? false,
    rateLimits: options.jobsRateLimits ?? false,
    webhook: options.webhook,
    schedules: options.schedules ?? [],
  });

const offers = (jobs: Jobs): Pick<Databricks, "spaces" | "jobs"> => ({
  spaces: spaces.map(({ id, agent, title }) => ({ id, agent, title })),
  jobs: jobs.offered,
});

/** Rules instead of a language model, the same as those of the model service. */
const chatOf = ({ traffic, fast = false }: DatabricksOptions): Route["handle"] => {
  const { routes } = createModel({ traffic, fast });
  const chat = routes.find(({ path }) => path === "/serving-endpoints/chat/completions");
  if (!chat) throw new Error("the model service has no chat route");
  return chat.handle;
};

const fail = (status: 429 | 500 | 503, fault: Fault): WireReply => {
  const headers = fault.retry_after === undefined ? undefined : { "retry-after": String(fault.retry_after) };
  if (status === 429)
    return errorReply(429, "REQUEST_LIMIT_EXCEEDED", "Too many requests. Please retry later.", headers);
  if (status === 503)
    return errorReply(503, "TEMPORARILY_UNAVAILABLE", "The service is temporarily unavailable.", headers);
  return errorReply(500, "INTERNAL_ERROR", "An internal error occurred.", headers);
};

const missing = ({ method, path }: WireRequest): WireReply =>
  errorReply(404, "ENDPOINT_NOT_FOUND", `No API found for '${method} ${path}'`);
