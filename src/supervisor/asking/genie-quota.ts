import type { Config } from "../../config/config.ts";
import type { Metrics } from "../../metrics/metrics.ts";
import type { Quota } from "../../ports/stores/quota.ts";
import type { Stores } from "../../ports/stores/stores.ts";

/** The quota, with what it answers in the metrics. */
export const countedQuota = (quota: Quota, { quotaClaims, quotaWait }: Metrics): Quota => ({
  ...quota,
  claim: async (turn) => {
    const grant = await quota.claim(turn);
    quotaClaims.inc({ state: grant.state });
    quotaWait.set(grant.state === "wait" ? grant.waitMs / 1_000 : 0);
    return grant;
  },
});

/** How long a place in the queue for Genie is kept for a question whose replica is silent. */
const lapseMs = 15_000;

/** One question may be on its way so much longer than the next, ms. */
const wayMs = 1_000;

/** The workspace's allowance of Genie questions. */
export const genieQuota = ({ databricks, limits, minuteMs }: Config, stores: Stores): Quota =>
  stores.quota(
    `genie ${new URL(databricks.host).host}`,
    { most: limits.genie_questions_per_minute, perMs: minuteMs + wayMs },
    lapseMs,
  );
