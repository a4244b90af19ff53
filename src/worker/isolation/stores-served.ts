import { z } from "zod";
import type { Json } from "../../ports/json.ts";
import { JournalEntry } from "../../ports/stores/journal.ts";
import { Task } from "../../ports/stores/queue.ts";
import type { Stores } from "../../ports/stores/stores.ts";
import { Wired } from "./messages.ts";
import { SaverMethod, serveSaver } from "./saver-copy.ts";

/*
 * The bot's stores, for the process that runs a task apart. It has no stores of its own: a SQLite file belongs to one
 * process, and what the bot holds stays with it when the other process dies.
 */

export type Serve = (name: string, args: Json[]) => Promise<Json | undefined>;

/** Answers `<port>.<method>`, as `remoteStores` asks. */
export const serveStores = (stores: Stores): Serve => {
  const calls = { ...queueCalls(stores), ...recordCalls(stores), ...quotaCalls(stores), ...saverCalls(stores) };
  return async (name, args) => {
    const call = Object.hasOwn(calls, name) ? calls[name] : undefined;
    if (!call) throw new TypeError(`the stores have no call ${name}`);
    return Wired.optional().parse(await call(args));
  };
};

type Calls = Record<string, (args: Json[]) => Promise<unknown>>;

const Key = z.tuple([z.string()]);
const Put = Task.extend({ payload: Wired });
const Kept = z.tuple([z.string(), Wired, z.number()]);
const Amended = z.tuple([
  z.string(),
  z.object({ outcome: z.string().exactOptional(), details: z.record(z.string(), Wired).exactOptional() }),
]);
const Swapped = z.tuple([z.string(), z.number(), Wired, z.number()]);

const queueCalls = ({ queue, ping }: Stores): Calls => ({
  "queue.put": ([task]) => queue.put(Put.parse(task)),
  "queue.holds": (args) => queue.holds(...Key.parse(args)),
  "queue.wake": (args) => queue.wake(...Key.parse(args)),
  "queue.counts": () => queue.counts(),
  "stores.ping": () => ping(),
});

const recordCalls = ({ records, journal }: Stores): Calls => ({
  "records.read": (args) => records.read(...Key.parse(args)),
  "records.add": (args) => records.add(...Kept.parse(args)),
  "records.write": (args) => records.write(...Kept.parse(args)),
  "records.swap": (args) => records.swap(...Swapped.parse(args)),
  "records.remove": (args) => records.remove(...Key.parse(args)),
  "journal.append": ([entry]) => journal.append(JournalEntry.parse(entry)),
  "journal.amend": (args) => journal.amend(...Amended.parse(args)),
});

const Rate = z.object({ most: z.number(), perMs: z.number() });
const QuotaName = z.tuple([z.string(), Rate, z.number()]);
const Claim = z.tuple([QuotaName, z.object({ id: z.string(), asker: z.string() })]);
const Id = z.tuple([QuotaName, z.string()]);
const Refused = z.tuple([QuotaName, z.string(), z.number().nullable()]);
const Spent = z.tuple([z.string(), Rate, z.enum(["if-free", "anyway"])]);

const quotaCalls = ({ quota, budget }: Stores): Calls => ({
  "quota.claim": (args) => {
    const [which, turn] = Claim.parse(args);
    return quota(...which).claim(turn);
  },
  "quota.leave": (args) => {
    const [which, id] = Id.parse(args);
    return quota(...which).leave(id);
  },
  "quota.refused": (args) => {
    const [which, id, afterMs] = Refused.parse(args);
    return quota(...which).refused(id, afterMs ?? undefined);
  },
  "budget.spend": (args) => budget.spend(...Spent.parse(args)),
});

const saverCalls = ({ saver }: Stores): Calls =>
  Object.fromEntries(
    SaverMethod.options.map((method) => [
      `saver.${method}`,
      ([frozen]: Json[]) => serveSaver(saver, method, z.string().parse(frozen)),
    ]),
  );
