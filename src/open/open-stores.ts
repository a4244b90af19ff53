import { withinDays } from "../audit/journal-days.ts";
import type { Config } from "../config/config.ts";
import type { Log } from "../logging/log.ts";
import type { OpenedJournal } from "../ports/stores/store-module.ts";
import type { Stores } from "../ports/stores/stores.ts";

const hour = 3_600_000;

/** Checkpoints kept per thread: enough to continue, and an endless chat does not grow for ever. */
const keepCheckpoints = 50;

/** All stores, with their data under this name. */
export const openStores = async (
  { audit, store, memory }: Config,
  log: Log,
  name = "concierge",
  now: () => number = Date.now,
): Promise<Stores> => {
  const journalTtlMs = audit.days * 24 * hour;
  const conversationTtlMs = memory.conversation_ttl_hours * hour;
  const stores = await store.open({ name, log, conversationTtlMs, journalTtlMs, keepCheckpoints });
  return { ...stores, journal: withinDays(stores.journal, journalTtlMs, now) };
};

/** Only the journal, to read it while the bot runs. */
export const openJournal = async (
  { audit, store }: Pick<Config, "audit" | "store">,
  log: Log,
): Promise<OpenedJournal> => {
  const { journal, close } = await store.openJournal(log);
  return { journal: withinDays(journal, audit.days * 24 * hour, Date.now), close };
};
