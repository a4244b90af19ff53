import type { z } from "zod";
import { retry, type Timing } from "../../../src/resilience/retry.ts";
import { isPassing } from "../fault.ts";
import type { Call, DatabricksHttp } from "../http.ts";
import { type About, jobProblem } from "./problems.ts";

/** Calls that the bot makes, and how many of each one workspace takes in a second. */
export const endpoints = {
  "run-now": { method: "POST", path: "/api/2.2/jobs/run-now", perSecond: 20, right: "CAN_MANAGE_RUN" },
  "runs/cancel": { method: "POST", path: "/api/2.2/jobs/runs/cancel", perSecond: 10, right: "CAN_MANAGE_RUN" },
  "runs/repair": { method: "POST", path: "/api/2.2/jobs/runs/repair", perSecond: 5, right: "CAN_MANAGE_RUN" },
  "runs/get": { method: "GET", path: "/api/2.2/jobs/runs/get", perSecond: 100, right: "CAN_VIEW" },
  "runs/list": { method: "GET", path: "/api/2.2/jobs/runs/list", perSecond: 30, right: "CAN_VIEW" },
  "runs/get-output": { method: "GET", path: "/api/2.2/jobs/runs/get-output", perSecond: 20, right: "CAN_VIEW" },
  get: { method: "GET", path: "/api/2.2/jobs/get", perSecond: 20, right: "CAN_VIEW" },
  list: { method: "GET", path: "/api/2.2/jobs/list", perSecond: 20, right: "CAN_VIEW" },
  // The limits of these two are not documented.
  "clusters/list": { method: "GET", path: "/api/2.1/clusters/list", perSecond: 10, right: "CAN_ATTACH_TO" },
  "clusters/events": { method: "POST", path: "/api/2.1/clusters/events", perSecond: 10, right: "CAN_ATTACH_TO" },
} as const;
type Endpoint = keyof typeof endpoints;

export interface JobsApi {
  /**
   * Makes one call as soon as its endpoint's rate allows it. Every call may arrive twice: a start carries a token, and a
   * repair names the one before it. Failures are Problems `jobs.*` about the subject, or `databricks.*` when the
   * service itself is at fault.
   */
  call<T>(endpoint: Endpoint, schema: z.ZodType<T>, call: Pick<Call, "query" | "body">, about: About): Promise<T>;
}

interface JobsApiDeps {
  http: DatabricksHttp;
  time: Timing;
  /** Who the bot is in Databricks, for sentences about permissions. Does not reject. */
  identity: () => Promise<string>;
  /** How long a failing call is repeated, ms. */
  retryForMs: number;
}

/** Limits of one attempt; trying again is done here, within the rates. */
const once = { repeat: "harmless", timeoutMs: 15_000, retryForMs: 0 } as const;

/** The Jobs API within its rates. */
export const createJobsApi = ({ http, time, identity, retryForMs }: JobsApiDeps): JobsApi => {
  const paces = new Map(Object.entries(endpoints).map(([name, { perSecond }]) => [name, createPace(perSecond, time)]));

  return {
    call: async (endpoint, schema, call, about) => {
      const { caller } = about;
      const { method, path, right } = endpoints[endpoint];
      const attempt = async () => {
        await paces.get(endpoint)?.();
        return http.call(schema, { caller, method, path, ...call, ...once });
      };
      try {
        return await retry(attempt, { time, again: isPassing, withinMs: retryForMs });
      } catch (thrown) {
        throw await jobProblem(thrown, { ...about, right }, identity);
      }
    },
  };
};

/**
 * Resolves when the next call may go out, first come, first served: a few at once, then at three quarters of the rate.
 * The margin keeps every second within the rate although some calls take longer on their way than others.
 */
export const createPace = (perSecond: number, time: Pick<Timing, "now" | "sleep">): (() => Promise<void>) => {
  const intervalMs = 1_000 / (perSecond * 0.75);
  const atOnce = Math.max(2, Math.floor(perSecond * 0.15));
  /** When the calls so far would all be out at even intervals, epoch ms. */
  let even = 0;
  return async () => {
    const now = time.now();
    const at = Math.max(now, even - (atOnce - 1) * intervalMs);
    even = Math.max(even, at) + intervalMs;
    if (at > now) await time.sleep(at - now);
  };
};
