import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { Actor } from "../ports/actor.ts";
import type { Json } from "../ports/json.ts";
import type { JournalEntry } from "../ports/stores/journal.ts";
import type { Stores } from "../ports/stores/stores.ts";
import { retention } from "../retention.ts";
import { isSame, nameless, namesIn, type Person } from "./nameless.ts";

export type { Person } from "./nameless.ts";

/* Takes everything out of the stores that is kept of one person. Safe to repeat after a crash at any line. */

/** What was, or would be, taken away or changed. */
export interface Removed {
  /** Entries of the journal: what the person did, and votes on answers that they got. */
  entries: number;
  /** Conversations in which the person asked something, with what others asked there. */
  threads: number;
  records: number;
  /** Records that stay, because they are about jobs, failures or words of a channel; they name the person no more. */
  anonymized: number;
}

type Kept = Pick<Stores, "records" | "journal" | "saver">;

/** Removes, or with `isTrial` only counts. */
export const removePerson = async (stores: Kept, person: Person, isTrial = false): Promise<Removed> => {
  const removed: Removed = { entries: 0, threads: 0, records: 0, anonymized: 0 };
  const found = await lookFor(stores, person);
  // What leads to everything else goes last, so that a second try finds it again.
  for (const thread of found.threads) {
    removed.threads += 1;
    if (!isTrial) await stores.saver.deleteThread(thread);
  }
  for await (const { key, value } of stores.records.scan()) {
    const fate = fateOf(key, value, person, found);
    if (fate === "removed") removed.records += 1;
    if (fate === "anonymized") removed.anonymized += 1;
    if (isTrial || fate === "kept") continue;
    if (fate === "removed") await stores.records.remove(key);
    else await anonymize(stores, key, person, found.names);
  }
  for (const id of found.entries) {
    removed.entries += 1;
    if (!isTrial) await stores.journal.remove(id);
  }
  return removed;
};

interface Traces {
  turns: ReadonlySet<string>;
  threads: ReadonlySet<string>;
  entries: string[];
  /** What the person is called anywhere. */
  names: ReadonlySet<string>;
}

const lookFor = async ({ records, journal }: Kept, person: Person): Promise<Traces> => {
  const [turns, threads, entries] = [new Set<string>(), new Set<string>(), [] as string[]];
  const names = new Set<string>();
  for await (const entry of journal.query({})) {
    if (!isOf(entry, person)) continue;
    entries.push(entry.id);
    if (entry.actor.name && isSame(entry.actor, person)) names.add(entry.actor.name);
    if (entry.kind !== "turn" || !isSame(entry.actor, person)) continue;
    turns.add(entry.id.slice("turn:".length));
    threads.add(entry.place.thread);
  }
  for await (const { key, value } of records.scan()) {
    for (const name of namesIn(value, person)) names.add(name);
    const turn = key.startsWith("turn:") ? TurnRecord.safeParse(value).data : undefined;
    if (!turn || !isSame(turn.actor, person)) continue;
    turns.add(turn.id);
    threads.add(turn.posted.place.thread);
  }
  return { turns, threads, entries, names };
};

const TurnRecord = z.looseObject({
  id: z.string(),
  actor: Actor,
  posted: z.looseObject({ place: z.looseObject({ thread: z.string() }) }),
});

/** Done by the person, or a vote on an answer to them. */
const isOf = ({ actor, kind, place, details }: JournalEntry, person: Person): boolean =>
  isSame(actor, person) ||
  (kind === "feedback" && details["asker"] === person.user && place.platform === person.platform);

type Fate = "kept" | "removed" | "anonymized";

/** Records which others need as well, by the beginning of their keys. */
const ofAll = ["run:", "start:", "stop:", "triage", "votes:", "memory:channel:", "post:"];

const fateOf = (key: string, value: Json, person: Person, { turns, names }: Pick<Traces, "turns" | "names">): Fate => {
  const [kind = "", ...rest] = key.split(":");
  const id = rest.join(":");
  // An ask is named by turn, round and agent.
  const isOfTurn = turns.has(id) || turns.has(id.split(":").slice(0, -2).join(":"));
  const isOfKey = isKeyOf(id, person);
  if (isOfKey && kind !== "votes") return "removed";
  if (isOfTurn) return "removed";
  if (!ofAll.some((beginning) => key.startsWith(beginning))) return holds(value, person) ? "removed" : "kept";
  return isDeepStrictEqual(nameless(key, value, person, names), value) ? "kept" : "anonymized";
};

/** Whether a key is a person's: it names them by a list, maybe within a longer one, or between colons. */
const isKeyOf = (id: string, { platform, tenant, user }: Person): boolean => {
  const plain = `${platform}:${tenant}:${user}`;
  return (
    id === plain || id.startsWith(`${plain}:`) || id.includes(JSON.stringify([platform, tenant, user]).slice(1, -1))
  );
};

const holds = (value: Json | undefined, person: Person): boolean => {
  if (Array.isArray(value)) return value.some((item) => holds(item, person));
  if (typeof value !== "object" || value === null) return false;
  const { data } = Actor.safeParse(value);
  return (data && isSame(data, person)) || Object.values(value).some((item) => holds(item, person));
};

/** Again, when somebody else was quicker. */
const anonymize = async ({ records }: Kept, key: string, person: Person, names: ReadonlySet<string>): Promise<void> => {
  for (;;) {
    const found = await records.read(key);
    if (!found) return;
    const left = nameless(key, found.value, person, names);
    if (isDeepStrictEqual(left, found.value)) return;
    if (await records.swap(key, found.version, left, lifeOf(key))) return;
  }
};

/**
 * As long as what remains, which names nobody, may be kept. What a word means in a channel goes on for as long as usual, a
 * year; each use prolongs it.
 */
const lifeOf = (key: string): number => {
  if (key.startsWith("memory:")) return retention.journal;
  return key.startsWith("post:") ? retention.posts : retention.runs;
};
