import { meantIn } from "./denial.ts";
import { joinedVerbs, type Language } from "./languages.ts";
import { englishStem, isSmall, keyOf, type Word, wordsIn } from "./question-words.ts";
import { type Vocabulary, type Weights, weightOf } from "./vocabulary.ts";

/** Which agents the words of a question speak for. */
export interface Choice {
  /** Who is meant, in the order of the agents; nobody: the words say too little. */
  chosen: string[];
  /** Everybody for whom something speaks, the best first. */
  ranked: string[];
  /** Share of the words that carry meaning which some agent knows. */
  share: number;
  /** Some word is one that an agent lists as its own, or nearly so. */
  isStrong: boolean;
}

/** What counts, and from when on. */
const least = {
  /** An agent explains a word that it knows at least so well, compared with who knows it best; beside its own, so well. */
  explains: 0.7,
  explainsBeside: 0.5,
  /** Evidence for the first agent, and for a further one. */
  first: 0.5,
  further: 0.65,
  /** A further agent knows one of the open words at least so well. */
  furtherWord: 1.4,
  /** Agents so close to the best one come together with it. */
  tie: 0.97,
  /** Share of the question that has to be understood where evidence is thin, and how much is not thin. */
  share: 0.5,
  plenty: 2.2,
  /** The same where a word is one that an agent lists as its own. */
  shareOfOwn: 0.25,
  /** So many agents that list the same words are asked together. */
  together: 3,
};

/** What a longer phrase counts more, a word more; and what is left of a word within a known phrase. */
const bonus = { word: 0.25, within: 0.25 };
/** What is left of a weight where a word was corrected, translated, or names a table. */
const kept = { corrected: 0.8, translated: 0.9, table: 0.35 };

/** Chooses the fewest agents that explain the words of a question. */
export const chooseByWords = (question: string, vocabulary: Vocabulary): Choice => {
  const words = meantIn(wordsIn(question));
  const evidence = evidenceOf(words, vocabulary);
  const count = vocabulary.agents.length;
  const values = evidence.map(({ weights }) => contributions(weights));
  const totals = sumOver(values, count);
  const ranked = vocabulary.agents
    .map((id, agent) => ({ id, total: totals[agent] ?? 0 }))
    .filter(({ total }) => total > 0.2)
    .toSorted((a, b) => b.total - a.total);
  const share = shareOf(evidence);
  const best = ranked[0]?.total ?? 0;
  const isOwn = evidence.some(({ weights }) => Math.max(...weights) >= weightOf.keyword);
  const enough = best >= least.plenty ? 0 : isOwn ? least.shareOfOwn : least.share;
  return {
    chosen: best >= least.first && share >= enough ? cover(evidence, values, vocabulary.agents) : [],
    ranked: ranked.map(({ id }) => id),
    share,
    isStrong: evidence.some(({ weights }) => weights.some((weight) => weight >= weightOf.measure * kept.corrected)),
  };
};

const isClaimed = ({ weights }: Evidence): boolean => weights.some((weight) => weight > 0);

/** How much of what carries meaning some agent knows. */
const shareOf = (evidence: readonly Evidence[]): number =>
  evidence.filter(isClaimed).length / Math.max(1, evidence.filter((word) => !word.isQuiet || isClaimed(word)).length);

/** True for a text that says nothing about any subject, in whatever language. */
export const isEmpty = (text: string, { languages }: Vocabulary): boolean =>
  wordsIn(text).every(
    (word) => isSmall(word) || /^\d/.test(word.text) || languages.some((language) => language.isSmall(word)),
  );

/** What one word says. */
interface Evidence {
  weights: Weights;
  /** The word says nothing about a subject. */
  isQuiet: boolean;
  /** It begins something else: another clause, or behind "and". */
  isBreak: boolean;
}

const evidenceOf = (asked: readonly Word[], vocabulary: Vocabulary): Evidence[] => {
  const none: Weights = vocabulary.agents.map(() => 0);
  const language = languageOf(asked, vocabulary.languages);
  const words = (language ? joinedVerbs(asked, language) : asked).map((word) => spelt(word, vocabulary));
  const phrased = phrasesIn(words, vocabulary, language);
  return words.map((word, at) => {
    const single = isBreakdown(words, at) ? none : (singleOf(word, vocabulary, language) ?? none);
    const own = phrased[at];
    const weights = own ? own.map((weight, agent) => weight + bonus.within * (single[agent] ?? 0)) : single;
    const left = (word.isCorrected ? kept.corrected : 1) * (isTableName(words, at) ? kept.table : 1);
    const isQuiet = isSmall(word) || (language?.isSmall(word) ?? false) || /^\d/.test(word.text);
    return {
      weights: left === 1 ? weights : weights.map((weight) => left * weight),
      isQuiet,
      isBreak: joints.has(word.text) || word.clause !== words[at - 1]?.clause,
    };
  });
};

const joints = new Set(
  "and or but with versus vs also than to und oder aber mit y o pero con et ou mais avec e en".split(" "),
);

type Spelt = Word & { isCorrected?: true };

/** The word without typing errors, if no language knows it as it is. */
const spelt = (word: Word, { phrases, languages, spelling }: Vocabulary): Spelt => {
  if (isSmall(word) || phrases.has(word.stem)) return word;
  const single = word.text.endsWith("s") ? englishStem(word.text.slice(0, -1)) : "";
  if (phrases.has(single)) return { ...word, stem: single };
  if (word.isName || spelling.isKnown(word.text)) return word;
  if (languages.some((one) => one.isSmall(word) || one.meaningOf([word]) !== undefined)) return word;
  const stem = spelling.corrected(word.text);
  return stem === undefined ? word : { ...word, stem, isCorrected: true };
};

/** "Break it down": somebody wants more detail, and nothing is broken. */
const isBreakdown = (words: readonly Word[], at: number): boolean => {
  const { clause, stem } = words[at] ?? {};
  if (stem !== "break") return false;
  const before = words.slice(0, at).filter((word) => word.clause === clause);
  return before.every(isSmall) && words.slice(at + 1, at + 4).some(({ text }) => text === "down");
};

/** "the orders table": what stands in it is not what the question is about. */
const isTableName = (words: readonly Word[], at: number): boolean => {
  const next = words[at + 1];
  return next !== undefined && next.clause === words[at]?.clause && tables.has(next.text);
};
const tables = new Set(["table", "dataset", "schema", "column", "field"]);

/** The language of a question that is not English, told by its small words. */
const languageOf = (words: readonly Word[], languages: readonly Language[]): Language | undefined => {
  const counted = languages
    .map((language) => ({ language, count: words.filter((word) => language.isSmall(word)).length }))
    .toSorted((a, b) => b.count - a.count)[0];
  const english = words.filter(isSmall).length;
  return counted && counted.count > 0 && counted.count >= english ? counted.language : undefined;
};

/** Phrases of several words, longest first; no word belongs to two. */
const phrasesIn = (
  words: readonly Word[],
  vocabulary: Vocabulary,
  language: Language | undefined,
): (Weights | undefined)[] => {
  const found: (Weights | undefined)[] = words.map(() => undefined);
  for (let length = vocabulary.longest; length > 1; length -= 1)
    for (let at = 0; at + length <= words.length; at += 1) {
      const part = words.slice(at, at + length);
      if (found.slice(at, at + length).some(Boolean)) continue;
      const weights = vocabulary.phrases.get(keyOf(part)) ?? translated(part, vocabulary, language);
      if (!weights || Math.max(...weights) < 1) continue;
      const more = 1 + bonus.word * (length - 1);
      found.fill(
        weights.map((weight) => more * weight),
        at,
        at + length,
      );
    }
  return found;
};

const translated = (
  words: readonly Word[],
  { phrases, languages }: Vocabulary,
  language: Language | undefined,
): Weights | undefined => {
  for (const one of language ? [language, ...languages] : languages) {
    if (words.length > one.longest) continue;
    const english = one.meaningOf(words);
    const weights = english === undefined ? undefined : phrases.get(english);
    if (weights) return weights.map((weight) => kept.translated * weight);
  }
  return undefined;
};

/** A word as it is, or in another language. Small words speak only for who lists them. */
const singleOf = (word: Word, vocabulary: Vocabulary, language: Language | undefined): Weights | undefined => {
  if (language?.isSmall(word)) return undefined;
  const own = vocabulary.phrases.get(word.stem);
  if (isSmall(word)) return own && Math.max(...own) >= weightOf.title ? own : undefined;
  return (language && translated([word], vocabulary, language)) ?? own ?? foreignOf(word, vocabulary);
};

/** What a word means in another language, in a question that is English; a word that everybody knows means itself. */
const foreignOf = (word: Word, vocabulary: Vocabulary): Weights | undefined =>
  vocabulary.spelling.isKnown(word.text) ? undefined : translated([word], vocabulary, undefined);

/** A word that everybody knows says less about whom to ask. */
const contributions = (weights: Weights): number[] => {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => (sum === 0 ? 0 : (weight * weight) / sum));
};

const sumOver = (values: readonly number[][], count: number): number[] =>
  Array.from({ length: count }, (_, agent) => values.reduce((sum, value) => sum + (value[agent] ?? 0), 0));

/** Who has most evidence comes first, with its equals; then who has most of what these do not explain. */
const cover = (evidence: readonly Evidence[], values: readonly number[][], agents: readonly string[]): string[] => {
  const together = listedTogether(evidence, agents.length);
  const chosen = new Set<number>(together);
  let open = together.length > 0 ? [] : evidence.map((_, at) => at);
  while (open.length > 0) {
    const totals = sumOver(
      open.map((at) => values[at] ?? []),
      agents.length,
    ).map((total, agent) => (chosen.size === 0 || knowsWell(agent, open, evidence) ? total : 0));
    const best = Math.max(...totals);
    if (best < (chosen.size === 0 ? least.first : least.further)) break;
    const winners = [...totals.keys()].filter((agent) => (totals[agent] ?? 0) >= least.tie * best);
    for (const agent of winners) chosen.add(agent);
    open = open.filter((at) => isOpen(at, evidence, winners));
  }
  return agents.filter((_, agent) => chosen.has(agent));
};

const knowsWell = (agent: number, open: readonly number[], evidence: readonly Evidence[]): boolean =>
  open.some((at) => (evidence[at]?.weights[agent] ?? 0) >= least.furtherWord);

/** Nobody of the chosen explains this word. */
const isOpen = (at: number, evidence: readonly Evidence[], winners: readonly number[]): boolean => {
  const weights = evidence[at]?.weights ?? [];
  const most = Math.max(0, ...weights);
  const share = (agent: number) => (weights[agent] ?? 0) / most;
  return (
    most > 0 &&
    !winners.some(
      (agent) =>
        share(agent) >= least.explains || (share(agent) >= least.explainsBeside && isBesideOwn(at, evidence, agent)),
    )
  );
};

/** "fail their checks": next to this word, or but one, stands one that nobody knows better than the agent. */
const isBesideOwn = (at: number, evidence: readonly Evidence[], agent: number): boolean =>
  [-2, -1, 1, 2].some((offset) => {
    const other = evidence[at + offset];
    const between = evidence.slice(Math.min(at, at + offset), Math.max(at, at + offset) + 1);
    return other !== undefined && !between.slice(1).some(({ isBreak }) => isBreak) && isOwn(other.weights, agent);
  });

const isOwn = (weights: Weights, agent: number): boolean => {
  const own = weights[agent] ?? 0;
  return own >= least.furtherWord && own >= Math.max(...weights);
};

/** Agents that all list every listed word of the question: whoever configured them wants them asked together. */
const listedTogether = (evidence: readonly Evidence[], count: number): number[] => {
  const listed = evidence.filter(({ weights }) => Math.max(...weights) >= weightOf.keyword);
  const agents = Array.from({ length: count }, (_, agent) => agent).filter((agent) =>
    listed.every(({ weights }) => (weights[agent] ?? 0) >= weightOf.keyword),
  );
  return listed.length > 0 && agents.length >= least.together ? agents : [];
};
