/** Slack's tiers, in calls per minute for one method, app and workspace. `post` is one per second and channel. */
export type Tier = 1 | 2 | 3 | 4 | "post" | "special";

const perMinute: Record<Tier, number> = { 1: 1, 2: 20, 3: 50, 4: 100, post: 60, special: 600 };

/** How many calls may come at once. Slack tolerates bursts but gives no number: here a minute's worth, for posts half of it. */
const burst = (tier: Tier): number => (tier === "post" ? 30 : Math.max(10, perMinute[tier]));

export interface Limits {
  /** Seconds until this call is allowed; 0: it is allowed now, and counted. */
  wait(method: string, tier: Tier, channel: string): number;
  reset(): void;
}

/** Token buckets that fill at the rate of the tier. */
export const createLimits = (now: () => number, on: boolean): Limits => {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    wait: (method, tier, channel) => {
      if (!on) return 0;
      const rate = perMinute[tier];
      const key = tier === "post" ? `post ${channel}` : method;
      const full = burst(tier);
      const { tokens, at } = buckets.get(key) ?? { tokens: full, at: now() };
      const filled = Math.min(full, tokens + ((now() - at) * rate) / 60_000);
      if (filled < 1) return Math.max(1, Math.ceil(((1 - filled) * 60) / rate));
      buckets.set(key, { tokens: filled - 1, at: now() });
      return 0;
    },
    reset: () => buckets.clear(),
  };
};
