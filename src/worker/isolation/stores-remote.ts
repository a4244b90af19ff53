import { z } from "zod";
import type { Json } from "../../ports/json.ts";
import type { Quota } from "../../ports/stores/quota.ts";
import type { Stores } from "../../ports/stores/stores.ts";
import { Wired } from "./messages.ts";
import { RemoteSaver } from "./saver-copy.ts";

/** Asks the process that has the stores. */
export type AskStores = (name: string, ...args: (Json | undefined)[]) => Promise<Json | undefined>;

const Put = z.object({ fresh: z.boolean(), ahead: z.number() });
const Counts = z.object({ ready: z.number(), delayed: z.number(), running: z.number(), dead: z.number() });
const Read = z.object({ value: Wired, version: z.number() }).optional();
const Spent = z.object({ counted: z.boolean(), freeMs: z.number() });
const ClaimResult = z.discriminatedUnion("state", [
  z.object({ state: z.literal("go") }),
  z.object({ state: z.literal("wait"), place: z.number(), waitMs: z.number() }),
]);

/** The stores of another process. Every call is executed there; no tasks are worked on here. */
export const remoteStores = (ask: AskStores): Stores => ({
  queue: {
    put: async (task) => Put.parse(await ask("queue.put", task)),
    holds: async (id) => z.boolean().parse(await ask("queue.holds", id)),
    wake: async (id) => void (await ask("queue.wake", id)),
    counts: async () => Counts.parse(await ask("queue.counts")),
    work: () => {
      throw new TypeError("This process doesn't work on a queue.");
    },
    close: async () => {},
  },
  records: {
    read: async (key) => Read.parse(await ask("records.read", key)),
    add: async (...kept) => z.boolean().parse(await ask("records.add", ...kept)),
    write: async (...kept) => void (await ask("records.write", ...kept)),
    swap: async (...kept) => z.boolean().parse(await ask("records.swap", ...kept)),
    remove: async (key) => void (await ask("records.remove", key)),
    // biome-ignore lint/correctness/useYield: see the journal below.
    scan: async function* () {
      throw new TypeError("This process doesn't read all records.");
    },
  },
  journal: {
    append: async (entry) => void (await ask("journal.append", entry)),
    amend: async (id, amendment) => z.boolean().parse(await ask("journal.amend", id, { ...amendment })),
    // biome-ignore lint/correctness/useYield: a task writes the journal and never reads it.
    query: async function* () {
      throw new TypeError("This process doesn't read the journal.");
    },
    remove: () => Promise.reject(new TypeError("This process doesn't change the journal.")),
  },
  saver: new RemoteSaver((method, frozen) => ask(`saver.${method}`, frozen)),
  quota: (name, rate, lapseMs) => remoteQuota(ask, [name, { ...rate }, lapseMs]),
  budget: { spend: async (name, rate, how) => Spent.parse(await ask("budget.spend", name, { ...rate }, how)) },
  ping: async () => void (await ask("stores.ping")),
  close: async () => {},
});

const remoteQuota = (ask: AskStores, quota: Json[]): Quota => ({
  claim: async (claim) => ClaimResult.parse(await ask("quota.claim", quota, { ...claim })),
  leave: async (id) => void (await ask("quota.leave", quota, id)),
  refused: async (id, afterMs) => void (await ask("quota.refused", quota, id, afterMs ?? null)),
});
