import type { Log } from "../logging/log.ts";
import type { Budget, Rate } from "../ports/stores/quota.ts";

/** The edits that a platform allows a workspace per minute, counted over all replicas. */
export interface EditBudget {
  /** How long a progress edit has to wait, as far as it is known here, ms. */
  waitMs(workspace: string): number;
  /** Counts a progress edit, with one call to the stores. False: none is free, `waitMs` says for how long. */
  take(workspace: string, perMinute: number): Promise<boolean>;
  /** Counts an edit that goes out in any case. */
  count(workspace: string, perMinute: number): void;
}

/** After a failure the stores are left alone for so long. */
const aloneMs = 5_000;

/** While the stores cannot be asked, each replica counts for itself. */
export const createEditBudget = (deps: {
  budget: Budget;
  minuteMs: number;
  log: Log;
  now: () => number;
}): EditBudget => {
  const { budget, minuteMs, log, now } = deps;
  const own = createOwnBudget(now);
  /** When an edit is free again, epoch ms. */
  const freeAt = new Map<string, number>();
  let aloneUntil = 0;

  const askStores: Budget["spend"] = async (...use) => {
    if (now() < aloneUntil) return own.spend(...use);
    try {
      const spent = await budget.spend(...use);
      if (spent.counted) await own.spend(use[0], use[1], "anyway");
      return spent;
    } catch (thrown) {
      aloneUntil = now() + aloneMs;
      log.warn({ event: "delivery.budget-alone", err: thrown }, "this replica counts edits by itself for a while");
      return own.spend(...use);
    }
  };

  const spend = async (workspace: string, most: number, how: "if-free" | "anyway"): Promise<boolean> => {
    const { counted, freeMs } = await askStores(`edits ${workspace}`, { most, perMs: minuteMs }, how);
    freeAt.set(workspace, now() + freeMs);
    return counted;
  };

  return {
    waitMs: (workspace) => Math.max(0, (freeAt.get(workspace) ?? 0) - now()),
    take: (workspace, perMinute) => spend(workspace, perMinute, "if-free"),
    count: (workspace, perMinute) => void spend(workspace, perMinute, "anyway"),
  };
};

/** A budget in memory. */
const createOwnBudget = (now: () => number): Budget => {
  const uses = new Map<string, number[]>();
  return {
    spend: async (name, { most, perMs }: Rate, how) => {
      const at = now();
      const recent = uses.get(name) ?? [];
      uses.set(name, recent);
      // Oldest first, so those that count no more are at the beginning.
      while (recent[0] !== undefined && recent[0] <= at - perMs) recent.shift();
      const counted = how === "anyway" || recent.length < most;
      if (counted) recent.push(at);
      const blocking = recent[recent.length - most];
      return { counted, freeMs: blocking === undefined ? 0 : blocking + perMs - at };
    },
  };
};
