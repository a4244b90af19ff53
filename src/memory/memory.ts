import { z } from "zod";
import type { Actor } from "../ports/actor.ts";
import type { Place } from "../ports/place.ts";
import { Preference } from "../ports/preference.ts";
import type { Records } from "../ports/stores/records.ts";
import { contains, isFiller, normalizeText, stems } from "../text/word-forms.ts";
import { replaces } from "./preference-reading.ts";

/*
 * What people asked us to remember: preferences belong to one person, meanings of words to a channel. Each is kept for
 * some time after it was last used. Nothing of a person is ever read for somebody else.
 */

/** Whose it is. */
export type Owner = { person: Actor } | { channel: Pick<Place, "platform" | "channelId"> };

export interface Memory {
  list(owner: Owner): Promise<Preference[]>;
  /** Adds it, in place of those that it contradicts. `full`: there is no room, and nothing was changed. */
  remember(owner: Owner, preference: Preference): Promise<"kept" | "full">;
  /** Takes away those that fit, once for an act: a repetition gets the same answer. */
  forget(owner: Owner, act: string, fits: (preference: Preference) => boolean): Promise<Preference[]>;
  /** The language that a person asked for. */
  language(actor: Actor): Promise<string | undefined>;
  /** What applies to a question of this person at this place. Counts as use. */
  recall(actor: Actor, place: Place, question: string): Promise<Preference[]>;
}

/** Entries of one person, or of one channel. */
export const mostPreferences = 30;

const Entries = z.array(Preference);

export const createMemory = (records: Records, keptMs: number, now: () => number): Memory => {
  const read = async (owner: Owner) => {
    const found = await records.read(keyOf(owner));
    const kept = found ? Entries.parse(found.value) : [];
    return { entries: kept.filter(({ usedAt }) => usedAt > now() - keptMs), version: found?.version };
  };

  /** Changes what is kept of an owner, unless `change` gives nothing; again when somebody else was quicker. */
  const update = async (
    owner: Owner,
    change: (entries: Preference[]) => Preference[] | undefined,
  ): Promise<Preference[]> => {
    for (;;) {
      const { entries, version } = await read(owner);
      const changed = change(entries);
      if (!changed) return entries;
      const isDone =
        version === undefined
          ? await records.add(keyOf(owner), changed, keptMs)
          : await records.swap(keyOf(owner), version, changed, keptMs);
      if (isDone) return changed;
    }
  };

  const use = async (owner: Owner, ids: readonly string[]): Promise<void> => {
    if (ids.length === 0) return;
    const isDue = ({ id, usedAt }: Preference) => ids.includes(id) && usedAt < now() - renewMs;
    await update(owner, (entries) =>
      entries.some(isDue) ? entries.map((one) => (isDue(one) ? { ...one, usedAt: now() } : one)) : undefined,
    );
  };

  const list: Memory["list"] = async (owner) => (await read(owner)).entries;

  return {
    list,
    remember: async (owner, preference) => {
      const entries = await update(owner, (before) => {
        const others = before.filter((one) => !replaces(preference, one));
        return others.length < mostPreferences ? [...others, preference] : undefined;
      });
      return entries.some(({ id }) => id === preference.id) ? "kept" : "full";
    },
    forget: async (owner, act, fits) => {
      const key = `${keyOf(owner)}:${act}`;
      const before = await records.read(key);
      const gone = before ? Entries.parse(before.value) : (await list(owner)).filter(fits);
      if (gone.length === 0) return [];
      if (!before) await records.write(key, gone, repeatMs);
      await update(owner, (entries) => entries.filter(({ id }) => !gone.some((one) => one.id === id)));
      return gone;
    },
    language: async (actor) => (await list({ person: actor })).findLast(({ language }) => language)?.language,
    recall: async (actor, place, question) => {
      const person: Owner = { person: actor };
      const channel: Owner | undefined = place.direct ? undefined : { channel: place };
      const [own, shared] = await Promise.all([list(person), channel ? list(channel) : []]);
      const asked = stems(question);
      const mine = own.filter((one) => isMeant(one, asked));
      const theirs = shared.filter((one) => isMeant(one, asked) && !mine.some((other) => replaces(one, other)));
      await use(
        person,
        mine.map(({ id }) => id),
      );
      if (channel)
        await use(
          channel,
          theirs.map(({ id }) => id),
        );
      return [...theirs, ...mine];
    },
  };
};

const day = 86_400_000;
/** A use within this time of the last one is not written down. */
const renewMs = day;
/** How long an act may be repeated: until then, what it took away is still known. */
const repeatMs = day / 24;

const keyOf = (owner: Owner): string => {
  if ("channel" in owner) return `memory:channel:${JSON.stringify([owner.channel.platform, owner.channel.channelId])}`;
  const { platform, tenant, user } = owner.person;
  return `memory:person:${JSON.stringify([platform, tenant, user])}`;
};

/** The meaning of a word counts where that word was used; everything else always does. */
const isMeant = ({ term }: Preference, asked: readonly string[]): boolean =>
  term === undefined || contains(asked, stems(term));

/** Those that these words can mean: one by its id, by the word that it explains, or by its own words. */
export const meantBy = (words: string, preferences: readonly Preference[]): Preference[] => {
  const byId = preferences.filter(({ id }) => `#${id}` === words.trim().toLowerCase());
  if (byId.length > 0) return byId;
  const wanted = normalizeText(words);
  const same = preferences.filter(({ text }) => normalizeText(text) === wanted);
  if (same.length > 0 || !wanted) return same;
  const said = stems(words).filter((word) => !isFiller(word) && !abouts.has(word));
  if (said.length === 0) return [];
  return preferences.filter(({ text }) => {
    const own = new Set(stems(text));
    return said.every((word) => own.has(word));
  });
};

/** Words about a meaning, which are no part of it: `forget what revenue means`. */
const abouts = new Set(stems("what means mean meaning stands for was bedeutet heißt"));
