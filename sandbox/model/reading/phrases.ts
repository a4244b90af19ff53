import { positionOf, rootsOf } from "./roots.ts";
import { dataWords, topics } from "./topics.ts";

/*
 * What a clause says, by the phrases of the topics. The longest phrase has a word for itself: "failed sign-ins" is no
 * failure. Between its words may stand others: "burns the most money".
 */

interface Phrase {
  topic: number;
  /** Between two parts stands a gap. */
  parts: (readonly string[])[];
  size: number;
  /** Says something only where the clause is about the topic anyway: "how old" of buyers. */
  isWeak: boolean;
}

interface Match {
  topic: number;
  at: number[];
  isWeak: boolean;
}

const allPhrases = (): Map<string, Phrase[]> => {
  const all = topics.flatMap(({ said }, topic) =>
    said.map((text): Phrase => {
      const parts = text.replace(/\?$/, "").split("~").map(rootsOf);
      return { topic, parts, size: parts.flat().length, isWeak: text.endsWith("?") };
    }),
  );
  return Map.groupBy(all, ({ parts }) => parts[0]?.[0] ?? "");
};

let phrases: Map<string, Phrase[]> | undefined;

export interface ClauseReading {
  said: { topic: number; weight: number }[];
  /** Topics whose things are named, and not as data that something is done with: "exports of customer records". */
  named: Set<number>;
  /** Topics that a word may be about. */
  hinted: Set<number>;
}

/** What a clause says of each topic. `isOwner`: it names something in the data of whoever the topic is for. */
export const readClause = (words: readonly string[], isOwner: (topic: number) => boolean): ClauseReading => {
  phrases ??= allPhrases();
  const known = phrases;
  const found = words
    .flatMap((word, at) => (known.get(word) ?? []).flatMap((phrase) => matchOf(phrase, words, at)))
    .toSorted((one, other) => other.at.length - one.at.length);
  const strong = withoutData(longest(found.filter(({ isWeak }) => !isWeak)), words);
  const things = thingsIn(words, strong);
  const isAbout = ({ topic, at }: Match): boolean =>
    things.some((thing) => thing.topic === topic && !thing.isHandled && !at.includes(thing.at)) ||
    (strong.every((one) => one.topic === topic || isSame(one.at, at)) && isOwner(topic));
  const says = ({ topic, at }: Match): boolean => strong.some((one) => one.topic === topic && !isSame(one.at, at));
  const weak = found.filter((one) => one.isWeak && (isAbout(one) || says(one)));
  // "How old" goes by what is named: tables where nothing is, buyers where they are.
  const hasRival = (one: Match): boolean => weak.some(({ at, topic }) => topic !== one.topic && isSame(at, one.at));
  const better = strong.filter((one) => !hasRival(one) || isAbout(one) || says(one));
  const taken = new Set(better.flatMap(({ at }) => at));
  const all = [...better, ...longest(weak.filter(({ at }) => at.every((place) => !taken.has(place))))];
  const once = new Map(all.map((one) => [`${one.topic} ${one.at.map((place) => words[place]).join(" ")}`, one]));
  const said = [...once.values()].map(({ topic, at, isWeak }) => ({
    topic,
    weight: at.length > 1 && !isWeak ? 1.5 : 1,
  }));
  const named = new Set(things.filter(({ isHandled }) => !isHandled).map(({ topic }) => topic));
  return { said, named, hinted: new Set(found.map(({ topic }) => topic)) };
};

/** "When was the stock table refreshed?": stock is said of the data, and something else is asked of that. */
const withoutData = (strong: readonly Match[], words: readonly string[]): Match[] => {
  const isData = ({ topic, at }: Match) =>
    !ofData.has(topic) && at.length === 1 && dataRoots.has(words[(at[0] ?? 0) + 1] ?? "");
  return strong.filter((one) => !isData(one) || strong.every((other) => other.topic === one.topic || isData(other)));
};

/** Whose words are said of tables. */
const ofData = new Set(
  topics.flatMap(({ things }, topic) =>
    things.some((thing) => ["salary", ...dataWords].includes(thing)) ? [topic] : [],
  ),
);

interface Thing {
  topic: number;
  at: number;
  /** Data that something is done with. */
  isHandled: boolean;
}

/** The things that are named; a word of another topic's phrase is none: "in the long run". */
const thingsIn = (words: readonly string[], strong: readonly Match[]): Thing[] =>
  topics.flatMap(({ things }, topic) => {
    const taken = new Set(strong.filter((one) => one.topic !== topic && one.at.length > 1).flatMap(({ at }) => at));
    const left = words.map((word, at) => (taken.has(at) ? "" : word));
    return things.map(rootsOf).flatMap((thing) => {
      const at = positionOf(left, thing);
      return at < 0 ? [] : [{ topic, at, isHandled: dataRoots.has(words[at + thing.length] ?? "") }];
    });
  });

const dataRoots = new Set(dataWords.flatMap(rootsOf));

/** Without those whose words belong to longer ones; several topics may have the same words. */
const longest = (matches: readonly Match[]): Match[] => {
  const kept: Match[] = [];
  for (const match of matches)
    if (kept.every(({ at }) => isSame(at, match.at) || !at.some((place) => match.at.includes(place)))) kept.push(match);
  return kept;
};

const isSame = (one: readonly number[], other: readonly number[]): boolean => one.join() === other.join();

/** Words that may stand anywhere within a phrase, and how many other words fill a gap. */
const fillers = new Set(
  "a an the our my your we us they i he she it them all any most more much so too very really ever just that"
    .split(" ")
    .flatMap(rootsOf),
);
const widest = { filled: 2, gap: 4 };

const matchOf = ({ topic, parts, isWeak }: Phrase, words: readonly string[], from: number): Match[] => {
  const at: number[] = [];
  let place = from;
  for (const [number, part] of parts.entries()) {
    const [first = ""] = part;
    const reach = number === 0 ? 0 : widest.gap;
    const start = words.slice(place, place + reach + 1).indexOf(first);
    if (start < 0) return [];
    place += start;
    for (const word of part) {
      const skipped = skip(words, place, word);
      if (skipped === undefined) return [];
      place = skipped + 1;
      at.push(skipped);
    }
  }
  return [{ topic, at, isWeak }];
};

/** The place of a word behind a few fillers. */
const skip = (words: readonly string[], from: number, word: string): number | undefined => {
  for (let at = from; at <= from + widest.filled; at += 1) {
    if (words[at] === word) return at;
    if (!fillers.has(words[at] ?? "")) return undefined;
  }
  return undefined;
};
