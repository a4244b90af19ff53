import type { Audit } from "../audit/audit-log.ts";
import type { Inbound } from "../ports/chat/inbound.ts";
import type { Notice } from "../ports/chat/reply.ts";
import type { Preference } from "../ports/preference.ts";
import * as notices from "../reply/memory-notices.ts";
import { type Memory, meantBy, mostPreferences, type Owner } from "./memory.ts";
import type { MemoryWords } from "./memory-words.ts";
import { mostPreference, readPreference } from "./preference-reading.ts";

/*
 * Remember, forget, and show what is remembered. Everybody who may ask somewhere may change what words mean there; the
 * entry says who did. What somebody asked us to remember for themselves is theirs alone.
 */

export interface MemoryDeps {
  memory: Memory;
  audit: Audit;
  /** How long something is kept after its last use. */
  days: number;
  now: () => number;
}

export type MemoryCommands = (words: MemoryWords, inbound: Inbound) => Promise<Notice>;

export const createMemoryCommands =
  (deps: MemoryDeps): MemoryCommands =>
  async (words, inbound) => {
    switch (words.verb) {
      case "memory":
        return show(deps, inbound);
      case "remember":
        return remember(deps, inbound, words.text);
      case "forget":
        if (words.all) return forgetAll(deps, inbound);
        return words.text === "" ? show(deps, inbound) : forget(deps, inbound, words.text);
    }
  };

const show = async ({ memory, days }: MemoryDeps, inbound: Inbound): Promise<Notice> => {
  const { own, ofChannel } = await everything(memory, inbound);
  return notices.memoryList(own, ofChannel, days, inbound.actor.locale);
};

const remember = async (deps: MemoryDeps, inbound: Inbound, text: string): Promise<Notice> => {
  if (text.length > mostPreference) return notices.preferenceTooLong(mostPreference, inbound.actor.locale);
  const read = readPreference(text, deps.now());
  const channel = read.term === undefined ? undefined : channelOf(inbound);
  const preference = channel ? { ...read, author: nameOf(inbound), authorId: inbound.actor.user } : read;
  const kept = await deps.memory.remember(channel ?? { person: inbound.actor }, preference);
  if (kept === "full") return notices.memoryFull(mostPreferences, inbound.actor.locale);
  if (channel) await noteChange(deps, inbound, "remember", [preference]);
  // A language that was just named counts at once.
  return notices.remembered(preference, preference.language ?? inbound.actor.locale);
};

const forget = async (deps: MemoryDeps, inbound: Inbound, words: string): Promise<Notice> => {
  const { memory } = deps;
  const { own, ofChannel } = await everything(memory, inbound);
  const found = meantBy(words, [...own, ...ofChannel]);
  if (found.length > 1) return notices.whichToForget(found, inbound.actor.locale);
  const fits = ({ id }: Preference) => found.some((one) => one.id === id);
  const channel = channelOf(inbound);
  const mine = await memory.forget({ person: inbound.actor }, inbound.id, fits);
  const theirs = channel && mine.length === 0 ? await memory.forget(channel, inbound.id, fits) : [];
  if (theirs.length > 0) await noteChange(deps, inbound, "forget", theirs);
  const gone = [...mine, ...theirs];
  return gone.length > 0
    ? notices.forgotten(gone, inbound.actor.locale)
    : notices.notRemembered(words, inbound.actor.locale);
};

const forgetAll = async ({ memory }: MemoryDeps, inbound: Inbound): Promise<Notice> => {
  const gone = await memory.forget({ person: inbound.actor }, inbound.id, () => true);
  const { ofChannel } = await everything(memory, inbound);
  return notices.forgottenAll(gone.length, ofChannel.length, inbound.actor.locale);
};

const everything = async (memory: Memory, inbound: Inbound) => {
  const channel = channelOf(inbound);
  const [own, ofChannel] = await Promise.all([
    memory.list({ person: inbound.actor }),
    channel ? memory.list(channel) : [],
  ]);
  return { own, ofChannel };
};

/** Where others read along. */
const channelOf = ({ place }: Inbound): Owner | undefined => (place.direct ? undefined : { channel: place });

const nameOf = ({ actor }: Inbound): string => actor.name ?? actor.user;

/** What a word means for everybody in a channel was changed. */
const noteChange = (
  { audit }: MemoryDeps,
  { id, actor, place }: Inbound,
  action: "remember" | "forget",
  changed: readonly Preference[],
): Promise<void> =>
  audit.note({
    ...{ id, actor, place, action },
    parameters: Object.fromEntries(changed.map(({ term = "", text }) => [term, text])),
    outcome: "done",
  });
