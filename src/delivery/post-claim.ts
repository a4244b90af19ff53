import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { Place, PostRef } from "../ports/place.ts";
import type { Records } from "../ports/stores/records.ts";
import { retry, timing } from "../resilience/retry.ts";
import { retention } from "../retention.ts";

/** A message that we posted, and where answers to it arrive. */
export const Posted = z.object({ ref: PostRef, place: Place });
export type Posted = z.infer<typeof Posted>;

/** The right to make one post, across crashes and replicas. A holder that stops renewing it loses it. */
export interface Claim extends Disposable {
  /** Somebody had it before, so the post may be there. */
  readonly mayExist: boolean;
  /** False: somebody else has it by now. Asked before every attempt but the first. */
  holds(): Promise<boolean>;
  /** Gives the claim back when nothing can have been posted: the next claim starts over. */
  release(): Promise<void>;
  /** The post is made: everybody who claims it from now on is given this. Insists while the records are away. */
  settle(posted: Posted): Promise<void>;
}

const renewMs = 1_000;
/**
 * A claim that was not renewed for this long, as another process saw it, counts as given up. No clocks are compared.
 */
const silentMs = 3_500;
const lookMs = 100;
/** A post that is not recorded would be made again, so recording it is worth many tries. */
const settleMs = 60_000;
/** Short, so that a replica that ends soon after the records are back has most likely noted its posts. */
const settleWaits = { first: 50, longest: 200 };

const Entry = z.discriminatedUnion("state", [
  z.object({ state: z.literal("posting"), by: z.string().optional(), beat: z.number().default(0) }),
  Posted.extend({ state: z.literal("posted") }),
]);

/** Claims the post of a key. Waits while somebody else is about it; gives the post itself once it is made. */
export const claimPost = async (records: Records, key: string, now: () => number): Promise<Claim | Posted> => {
  const by = randomUUID();
  const holder = { records, key, by, now };
  let seen = "";
  let since = now();
  for (;;) {
    if (await records.add(key, { state: "posting", by, beat: 0 }, retention.posts)) return held(holder, false);
    const found = await records.read(key);
    const entry = found && Entry.parse(found.value);
    if (entry?.state === "posted") return { ref: entry.ref, place: entry.place };
    const look = JSON.stringify(entry);
    if (look !== seen) [seen, since] = [look, now()];
    const silent = found && now() - since > silentMs;
    if (silent && (await records.swap(key, found.version, { state: "posting", by, beat: 0 }, retention.posts)))
      return held(holder, true);
    await sleep(lookMs);
  }
};

interface Holder {
  records: Records;
  key: string;
  by: string;
  now: () => number;
}

const held = ({ records, key, by, now }: Holder, mayExist: boolean): Claim => {
  const renew = async (): Promise<boolean> => {
    const found = await records.read(key);
    const entry = found && Entry.parse(found.value);
    if (entry?.state !== "posting" || entry.by !== by) return false;
    return records.swap(key, found?.version ?? 0, { ...entry, beat: entry.beat + 1 }, retention.posts);
  };
  // Redis may be away for a moment. Then no other replica can see that this claim is not renewed.
  const timer = setInterval(() => void renew().catch(() => undefined), renewMs).unref();
  return {
    mayExist,
    holds: renew,
    release: async () => {
      if (await renew()) await records.remove(key);
    },
    settle: (posted) =>
      retry(() => records.write(key, { state: "posted", ...posted }, retention.posts), {
        time: timing({ now }),
        withinMs: settleMs,
        waits: settleWaits,
      }),
    [Symbol.dispose]: () => clearInterval(timer),
  };
};
