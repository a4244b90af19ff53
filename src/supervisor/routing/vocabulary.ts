import type { AgentProfile, SpaceProfile } from "../../ports/databricks/agent.ts";
import { everydayGroups } from "./everyday-words.ts";
import { type OtherLanguage, otherLanguages } from "./languages.ts";
import { bitsOf, type Prepared, prepared } from "./prepared.ts";
import { isSmall, keyOf, type Word, wordsIn } from "./question-words.ts";
import { createSpelling, familiarWords, type Spelling } from "./spelling.ts";

/** How strongly agents know a phrase, in the order of the agents. */
export type Weights = readonly number[];

/** The words of all agents: what each of them, and what everybody, calls things. */
export interface Vocabulary {
  agents: readonly string[];
  /** By key of the phrase. */
  phrases: ReadonlyMap<string, Weights>;
  /** Of values in the data, by key: who has them. */
  values: ReadonlyMap<string, Weights>;
  /** Most words of a phrase. */
  longest: number;
  languages: readonly OtherLanguage[];
  spelling: Spelling;
}

/**
 * How much a word says that an agent is meant, by where it stands. What somebody wrote down as a keyword counts most;
 * a word of a description or of an example may stand there by chance.
 */
export const weightOf = {
  ...{ keyword: 3, title: 2.5, measure: 2, column: 1.2, value: 1.1, description: 1, question: 0.8 },
} as const;

/** From this weight on an agent knows a phrase so well that it is reached by other words for it, too. */
const knownWell = 1.2;
/**
 * What remains of a weight in another word of the same group, and in a single word of a phrase; what a value gains that the
 * space speaks of, too.
 */
const kept = { synonym: 0.75, part: 0.3, both: 0.5 };

const longest = 5;

/** Puts together what the configuration says of the agents and what their spaces say. */
function* makeVocabulary(
  profiles: readonly AgentProfile[],
  spaces: ReadonlyMap<string, SpaceProfile>,
): Generator<undefined, Vocabulary> {
  const languages = yield* bitsOf(otherLanguages);
  yield* bitsOf(familiarWords);
  const phrases = new Map<string, number[]>();
  const add = (key: string, agent: number, weight: number): void => {
    const weights = phrases.get(key) ?? profiles.map(() => 0);
    const known = weights[agent] ?? 0;
    weights[agent] =
      weight === weightOf.value && known > 0 ? Math.max(known, weight) + kept.both : Math.max(known, weight);
    phrases.set(key, weights);
  };
  const values = new Map<string, number[]>();
  const spellings = new Map<string, string>();
  for (const [agent, profile] of profiles.entries()) {
    for (const { words, weight } of phrasesOf(profile, spaces.get(profile.id))) {
      if (words.length > longest) continue;
      add(keyOf(words), agent, weight);
      for (const { text, stem } of words) spellings.set(text, stem);
      if (weight !== weightOf.value) continue;
      const owners = values.get(keyOf(words)) ?? profiles.map(() => 0);
      owners[agent] = weight;
      values.set(keyOf(words), owners);
    }
    yield;
  }
  for (const group of yield* bitsOf(groups)) {
    spread(group, phrases);
    for (const words of group) for (const { text, stem } of words) spellings.set(text, stem);
    yield;
  }
  return {
    agents: profiles.map(({ id }) => id),
    phrases,
    values,
    longest,
    languages,
    spelling: createSpelling(spellings),
  };
}

interface Phrase {
  words: Word[];
  weight: number;
}

const phrasesOf = ({ id, name, keywords, description, examples }: AgentProfile, space?: SpaceProfile): Phrase[] => {
  const whole = (texts: readonly string[], weight: number): Phrase[] => texts.flatMap((text) => phraseOf(text, weight));
  const parts = (texts: readonly string[], weight: number): Phrase[] => texts.flatMap((text) => singles(text, weight));
  return [
    ...whole([id, name, ...keywords], weightOf.keyword),
    ...whole([space?.title ?? ""], weightOf.title),
    ...whole(space?.measures ?? [], weightOf.measure),
    ...whole(space?.columns ?? [], weightOf.column),
    ...parts([description, space?.title ?? "", space?.description ?? ""], weightOf.description),
    ...parts([...examples, ...(space?.questions ?? [])], weightOf.question),
    ...parts(space?.measures ?? [], weightOf.measure * kept.part),
    ...whole(space?.values.flatMap(namesOf).filter(isTelling) ?? [], weightOf.value),
  ];
};

/** Of an address people say the name alone. */
const namesOf = (value: string): string[] =>
  value.includes("@") ? [value, value.slice(0, value.indexOf("@"))] : [value];

/** Shorter ones are codes that mean something else elsewhere. */
const isTelling = (value: string): boolean => value.length >= shortestValue;
const shortestValue = 4;

/** A whole phrase. A single word that says nothing anywhere is none. */
const phraseOf = (text: string, weight: number): Phrase[] => {
  const words = wordsIn(text);
  const [only] = words;
  if (!only || (words.length === 1 && weight < weightOf.title && isSmall(only))) return [];
  return [{ words, weight }];
};

const singles = (text: string, weight: number): Phrase[] =>
  wordsIn(text)
    .filter((word) => !isSmall(word) && !/^\d/.test(word.text))
    .map((word) => ({ words: [word], weight }));

const groups = prepared(function* (): Generator<undefined, readonly Word[][][]> {
  const read: Word[][][] = [];
  for (const group of everydayGroups) {
    read.push(group.map((phrase) => wordsIn(phrase)));
    yield;
  }
  return read;
});

/** Lets whoever knows one phrase of a group well be reached by the others. */
const spread = (group: readonly Word[][], phrases: Map<string, number[]>): void => {
  const keys = group.map(keyOf);
  const known = keys.map((key): Weights => phrases.get(key) ?? []);
  const count = Math.max(...known.map(({ length }) => length));
  const strength = Array.from({ length: count }, (_, agent) => {
    const most = Math.max(...known.map((weights) => weights[agent] ?? 0));
    return most < knownWell ? 0 : kept.synonym * most;
  });
  if (strength.every((weight) => weight === 0)) return;
  for (const key of keys) {
    const own = phrases.get(key);
    phrases.set(
      key,
      strength.map((weight, agent) => Math.max(weight, own?.[agent] ?? 0)),
    );
  }
};

const numbers = new WeakMap<AgentProfile, number>();
let lastNumber = 0;
const numberOf = (profile: AgentProfile): number => {
  const number = numbers.get(profile) ?? ++lastNumber;
  numbers.set(profile, number);
  return number;
};

const made = new WeakMap<ReadonlyMap<string, SpaceProfile>, Map<string, Prepared<Vocabulary>>>();
/** People may ask different agents; so many selections are kept at the same time. */
const mostMade = 32;

/** The vocabulary of these agents, made once for what is known of their spaces. */
export const vocabularyOf = (
  profiles: readonly AgentProfile[],
  spaces: ReadonlyMap<string, SpaceProfile>,
): Prepared<Vocabulary> => {
  const selections = made.get(spaces) ?? new Map<string, Prepared<Vocabulary>>();
  made.set(spaces, selections);
  const key = profiles.map(numberOf).join(",");
  const vocabulary = selections.get(key) ?? prepared(() => makeVocabulary(profiles, spaces));
  if (selections.size >= mostMade) selections.clear();
  selections.set(key, vocabulary);
  return vocabulary;
};
