import { withoutAttributes } from "./attributes.ts";
import { meantIn } from "./denial.ts";
import { withoutExportOrder } from "./export-orders.ts";
import { withoutOtherMatters } from "./other-matters.ts";
import { isSmall, type Word, wordsIn } from "./question-words.ts";
import { withoutRequest } from "./requests.ts";
import { type Vocabulary, type Weights, weightOf } from "./vocabulary.ts";
import { corrected, evidenceOf, type WordEvidence } from "./word-evidence.ts";

/** Which agents the words of a question speak for. */
export interface WordChoice {
  /** Who is meant, in the order of the agents; nobody: the words say too little. */
  chosen: string[];
  /** Everybody for whom something speaks, the best first. */
  ranked: string[];
  /** The best of them, if the words speak for few and say too little to choose: trying them is worth it. */
  few: string[];
  /** What the question names in the data of some agents. */
  names: Named[];
  /** Share of the words that carry meaning which some agent knows. */
  share: number;
  /** Nothing but names of things in the data speaks for anybody. */
  isNamesOnly: boolean;
  /** Some word is one that an agent lists as its own, or nearly so. */
  isStrong: boolean;
  /** What in the question speaks for the chosen ones, as it was written: a few terms at most. */
  terms: string[];
}

/** Something in the data, in the words of the question, and who has it. */
interface Named {
  name: string;
  agents: string[];
}

/** Agents that are tried at the same time where the words do not say which one is meant. */
const mostTried = 3;

/** What counts, and from when on. */
const least = {
  /** An agent explains a word that it knows at least so well, compared with who knows it best; beside its own, so well. */
  explains: 0.7,
  explainsBeside: 0.5,
  explainsGrouping: 0.25,
  /** How much evidence the first agent needs, and each further one. */
  first: 0.5,
  further: 0.65,
  /** A further agent knows one of the open words at least so well. */
  furtherWord: 1.4,
  /** The same in a question without an "and" or a second clause. */
  furtherWordAlone: 2.2,
  /** Agents so close to the best one come together with it. */
  tie: 0.97,
  /** Share of the question that has to be understood where evidence is thin, and how much is not thin. */
  share: 0.5,
  plenty: 2.2,
  /** The same where a word is one that an agent lists as its own. */
  shareOfOwn: 0.25,
  shareOfPlenty: 0.2,
  /** Evidence so close to the best is near it. */
  near: 0.6,
  /** So many agents that list the same words are asked together. */
  together: 3,
};

/** Chooses the fewest agents that explain the words of a question. */
export const chooseByWords = (question: string, vocabulary: Vocabulary): WordChoice => {
  const words = withoutOtherMatters(meantIn(withoutExportOrder(wordsIn(withoutRequest(question)))), vocabulary.phrases);
  const evidence = withoutAttributes(evidenceOf(words, vocabulary), words);
  const count = vocabulary.agents.length;
  const values = shaped(evidence, words);
  const totals = sumOver(values, count);
  const ranked = vocabulary.agents
    .map((id, agent) => ({ id, total: totals[agent] ?? 0 }))
    .filter(({ total }) => total > 0.2)
    .toSorted((a, b) => b.total - a.total);
  const share = shareOf(evidence);
  const best = ranked[0]?.total ?? 0;
  const isListed = evidence.some(({ listing }) => listing.length > 0);
  const thin = isListed ? least.shareOfOwn : least.share;
  const enough = best >= least.plenty && !(isListed && ranked.length === 1) ? least.shareOfPlenty : thin;
  const near = ranked.filter(({ total }) => total >= least.near * best);
  const chosen = best >= least.first && share >= enough ? cover(evidence, values, vocabulary.agents) : [];
  return {
    chosen,
    terms: termsFor(chosen, values, words, vocabulary.agents),
    ranked: ranked.map(({ id }) => id),
    few: share >= least.share && near.length <= mostTried ? near.map(({ id }) => id) : [],
    names: namesIn(words, evidence, vocabulary.agents),
    share,
    isNamesOnly: evidence.filter(isClaimed).every(({ owners }) => owners !== undefined),
    isStrong: evidence.some(({ weights }) => weights.some((weight) => weight >= weightOf.measure * corrected)),
  };
};

/** Terms that are told, and how well a word has to speak for somebody to be one of their words. */
const mostTerms = 3;
const leastTerm = 0.4;

/** The words that say most for one of the chosen, in their order; neighbours are one term. */
const termsFor = (
  chosen: readonly string[],
  values: readonly number[][],
  words: readonly Word[],
  agents: readonly string[],
): string[] => {
  const indexes = chosen.map((id) => agents.indexOf(id));
  const telling = values
    .map((value, at) => ({ at, says: Math.max(0, ...indexes.map((agent) => value[agent] ?? 0)) }))
    .filter(({ says }) => says >= leastTerm)
    .toSorted((one, other) => other.says - one.says)
    .slice(0, 2 * mostTerms)
    .toSorted((one, other) => one.at - other.at);
  const terms: { last: number; text: string }[] = [];
  for (const { at } of telling) {
    const before = terms.at(-1);
    const { written = "", clause } = words[at] ?? {};
    if (before && before.last === at - 1 && words[at - 1]?.clause === clause)
      Object.assign(before, { last: at, text: `${before.text} ${written}` });
    else terms.push({ last: at, text: written });
  }
  return [...new Set(terms.map(({ text }) => text))].slice(0, mostTerms);
};

const isClaimed = ({ weights }: WordEvidence): boolean => weights.some((weight) => weight > 0);

/** What is left of an agent's evidence in a clause that names something which its data does not have. */
const withoutName = 0.7;

/** What each word says for each agent; who lacks what a clause names is less likely meant by it. */
const shaped = (evidence: readonly WordEvidence[], words: readonly Word[]): number[][] =>
  evidence.map(({ weights }, at) => {
    const here = evidence.filter((_, other) => words[other]?.clause === words[at]?.clause).flatMap(ownersOf);
    const names = here.length > 0 ? here : evidence.flatMap(ownersOf);
    const isMissing = (agent: number) => names.length > 0 && !names.some((owners) => (owners[agent] ?? 0) > 0);
    return contributions(weights).map((value, agent) => (isMissing(agent) ? withoutName * value : value));
  });

/** More than anybody names in one question. */
const mostNames = 10;

const namesIn = (words: readonly Word[], evidence: readonly WordEvidence[], agents: readonly string[]): Named[] => {
  const found: { owners: Weights; texts: string[] }[] = [];
  for (const [at, { owners }] of evidence.entries()) {
    if (!owners) continue;
    const text = words[at]?.text ?? "";
    if (owners === evidence[at - 1]?.owners) found.at(-1)?.texts.push(text);
    else found.push({ owners, texts: [text] });
  }
  return found.slice(0, mostNames).map(({ owners, texts }) => ({
    name: texts.join(" "),
    agents: agents.filter((_, agent) => (owners[agent] ?? 0) > 0),
  }));
};

const ownersOf = ({ owners }: WordEvidence): Weights[] => (owners ? [owners] : []);

/** How much of what carries meaning some agent knows. */
const shareOf = (evidence: readonly WordEvidence[]): number =>
  evidence.filter(isClaimed).length / Math.max(1, evidence.filter((word) => !word.isQuiet || isClaimed(word)).length);

/** True for a text that says nothing about any subject, in whatever language. */
export const isEmpty = (text: string, { languages }: Vocabulary): boolean =>
  wordsIn(text).every(
    (word) => isSmall(word) || /^\d/.test(word.text) || languages.some((language) => language.isSmall(word)),
  );

/** A word that everybody knows says less about whom to ask. */
const contributions = (weights: Weights): number[] => {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => (sum === 0 ? 0 : (weight * weight) / sum));
};

const sumOver = (values: readonly number[][], count: number): number[] =>
  Array.from({ length: count }, (_, agent) => values.reduce((sum, value) => sum + (value[agent] ?? 0), 0));

/** Who has most evidence comes first, with its equals; then who has most of what these do not explain. */
const cover = (evidence: readonly WordEvidence[], values: readonly number[][], agents: readonly string[]): string[] => {
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

const knowsWell = (agent: number, open: readonly number[], evidence: readonly WordEvidence[]): boolean => {
  const hasParts = evidence.some(({ isBreak }, at) => isBreak && at > 0);
  const enough = hasParts ? least.furtherWord : least.furtherWordAlone;
  return open.some((at) => (evidence[at]?.weights[agent] ?? 0) >= enough);
};

/** Nobody of the chosen explains this word. */
const isOpen = (at: number, evidence: readonly WordEvidence[], winners: readonly number[]): boolean => {
  const weights = evidence[at]?.weights ?? [];
  const most = Math.max(0, ...weights);
  const share = (agent: number) => (weights[agent] ?? 0) / most;
  return (
    most > 0 &&
    !winners.some(
      (agent) =>
        share(agent) >= (evidence[at]?.isGrouping ? least.explainsGrouping : least.explains) ||
        (share(agent) >= least.explainsBeside && isBesideOwn(at, evidence, agent)),
    )
  );
};

/** "fail their checks": next to this word, or but one, stands one that nobody knows better than the agent. */
const isBesideOwn = (at: number, evidence: readonly WordEvidence[], agent: number): boolean =>
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
const listedTogether = (evidence: readonly WordEvidence[], count: number): number[] => {
  const listed = evidence.filter(({ listing }) => listing.length > 0);
  const agents = Array.from({ length: count }, (_, agent) => agent).filter((agent) =>
    listed.every(({ listing }) => listing.includes(agent)),
  );
  const isMore = evidence.some((word) => word.listing.length === 0 && isOfFew(word));
  return listed.length > 0 && agents.length >= least.together && !isMore ? agents : [];
};

/** "What we paid for the platform": the word is known well, and to few. */
const isOfFew = ({ weights, owners }: WordEvidence): boolean => {
  const most = Math.max(...weights);
  const knowing = weights.filter((weight) => weight >= least.explains * most).length;
  return owners === undefined && most >= weightOf.measure && knowing < least.together;
};
