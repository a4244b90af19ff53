import { createHash } from "node:crypto";
import { z } from "zod";
import type { GuardedRoute } from "./auth.ts";
import { badRequest, gone } from "./errors.ts";

/** An autoscaling database and a provisioned one; there is no server behind them, only the way to its password. */
export const LAKEBASE = {
  endpoint: "projects/concierge/branches/production/endpoints/primary",
  instance: "concierge-instance",
} as const;

const lifeMs = 3_600_000;

const Autoscaling = z.object({ endpoint: z.string().min(1) });
const Provisioned = z.object({ instance_names: z.array(z.string()).min(1), request_id: z.string().min(1) });

/** Hands out tokens that are passwords of a database for an hour. Whoever asks within that hour gets the same one. */
export const lakebaseRoutes = (now: () => number): GuardedRoute[] => {
  const start = now();
  /** What was answered to a request id: that is an idempotency token, so it gets the same answer again, an ended token too. */
  const answers = new Map<string, { token: string; ends: string }>();
  const tokenOf = (who: string, database: string) => {
    const hour = Math.floor((now() - start) / lifeMs);
    const token = createHash("sha256").update(`${who} ${database} ${hour}`).digest("base64url");
    return { token: `eyJ-sandbox-lakebase-${token}`, ends: new Date(start + (hour + 1) * lifeMs).toISOString() };
  };
  return [
    {
      method: "POST",
      path: "/api/2.0/postgres/credentials",
      handle: ({ body }, caller) => {
        const { data } = Autoscaling.safeParse(body);
        if (!data) throw badRequest("endpoint is required");
        if (data.endpoint !== LAKEBASE.endpoint) throw gone(`Endpoint ${data.endpoint} does not exist.`);
        const { token, ends } = tokenOf(caller.user, data.endpoint);
        return { status: 200, body: { token, expire_time: ends } };
      },
    },
    {
      method: "POST",
      path: "/api/2.0/database/credentials",
      handle: ({ body }, caller) => {
        const { data } = Provisioned.safeParse(body);
        if (!data) throw badRequest("instance_names and request_id are required");
        const unknown = data.instance_names.find((name) => name !== LAKEBASE.instance);
        if (unknown !== undefined) throw gone(`Database instance ${unknown} does not exist.`);
        const { token, ends } = answers.get(data.request_id) ?? tokenOf(caller.user, LAKEBASE.instance);
        answers.set(data.request_id, { token, ends });
        return { status: 200, body: { token, expiration_time: ends } };
      },
    },
  ];
};
