import type { AgentProfile } from "../ports/agent.ts";
import { noAgents } from "../reply/notices.ts";
import { contains, isFiller, normalizeText, stems } from "../text/word-forms.ts";
import { smallTalk } from "./small-talk.ts";
import type { Exchange, Plan } from "./state.ts";

/**
 * Chooses agents by words alone, always in the same way. The first rule that fits decides:
 * 1. An example question goes to the agents that list it.
 * 2. Words that agents list as keywords go to the fewest agents that explain them all.
 * 3. A question that needs the previous exchange goes to the agents of that exchange.
 * 4. Otherwise the words of descriptions and examples decide, if they explain half of the question.
 */
export const route = (question: string, agents: readonly AgentProfile[], exchanges: readonly Exchange[]): Plan => {
  const reply = smallTalk(question, agents);
  if (reply) return plan({ kind: "reply", text: reply, confidence: 1 });
  const words = stems(question);
  const asked = words.join(" ");
  const listed = agents.filter((agent) => agent.examples.some((example) => normalizeText(example) === asked));
  if (listed.length > 0) return ask(question, ids(listed), 0.95);

  const previous = previousAgents(exchanges, agents);
  if (previous.length > 0 && narrows(question)) return ask(question, previous, 0.7);
  const strong = cover(words, claimsOf(words, agents, keywordsOf));
  if (strong.chosen.length > 0) return ask(question, strong.chosen, 0.6 + 0.35 * strong.share);
  if (previous.length > 0 && (words.every(isFiller) || pointsBack(question) || exchanges.at(-1)?.kind === "clarify")) {
    return ask(question, previous, 0.7);
  }
  const weak = cover(words, distinctive(claimsOf(words, agents, descriptionOf)));
  if (weak.share >= 0.5) return ask(question, weak.chosen, 0.35 + 0.2 * weak.share);
  const text = agents.length === 0 ? noAgents : unsure;
  return plan({ kind: "clarify", text, choices: offers(agents, weak.chosen), confidence: 0 });
};

export const unsure =
  "I'm not sure which of my agents can answer that. Did you mean one of these? Otherwise, please put it another way.";

/** One example question of each agent, those of `first` at the top. */
export const offers = (agents: readonly AgentProfile[], first: readonly string[]): string[] => {
  const rank = (agent: AgentProfile) => (first.includes(agent.id) ? 0 : 1);
  const examples = agents.toSorted((a, b) => rank(a) - rank(b)).flatMap((agent) => agent.examples.slice(0, 1));
  return [...new Set(examples)].slice(0, 8);
};

const plan = (part: Pick<Plan, "kind" | "confidence"> & Partial<Plan>): Plan => ({
  asks: [],
  choices: [],
  byModel: false,
  ...part,
});

const ask = (question: string, agents: readonly string[], confidence: number): Plan =>
  plan({
    kind: "ask",
    asks: agents.map((agent) => ({ agent, question })),
    confidence,
  });

const ids = (agents: readonly AgentProfile[]): string[] => agents.map((agent) => agent.id);

/** The agents of the latest exchange that had any and are still known. */
const previousAgents = (exchanges: readonly Exchange[], agents: readonly AgentProfile[]): string[] => {
  const latest = exchanges.findLast((exchange) => exchange.agents.length > 0)?.agents ?? [];
  return ids(agents).filter((id) => latest.includes(id));
};

const keywordsOf = ({ id, name, keywords }: AgentProfile): string[][] => [id, name, ...keywords].map(stems);

const descriptionOf = ({ description, examples }: AgentProfile): string[][] =>
  stems([description, ...examples].join(" "))
    .filter((word) => !isFiller(word))
    .map((word) => [word]);

/** The words of a question that an agent's phrases explain. */
interface Claim {
  id: string;
  words: Set<string>;
}

const claimsOf = (
  words: readonly string[],
  agents: readonly AgentProfile[],
  phrasesOf: (agent: AgentProfile) => string[][],
): Claim[] => {
  const known = new Set(words);
  const stands = (phrase: string[]) => phrase.every((word) => known.has(word)) && contains(words, phrase);
  return agents.map((agent) => ({ id: agent.id, words: new Set(phrasesOf(agent).filter(stands).flat()) }));
};

/** Claims without the words that more than a third of the agents know: they tell nothing about whom to ask. */
const distinctive = (claims: readonly Claim[]): Claim[] => {
  const knowing = (word: string) => claims.filter((claim) => claim.words.has(word)).length;
  const most = Math.max(1, claims.length / 3);
  return claims.map(({ id, words }) => ({ id, words: new Set([...words].filter((word) => knowing(word) <= most)) }));
};

/**
 * The fewest agents that explain every claimed word: who explains most comes first, then who explains most of the rest;
 * equals come together. `share`: explained part of the words that carry meaning.
 */
const cover = (words: readonly string[], claims: readonly Claim[]): { chosen: string[]; share: number } => {
  const explained = new Set(claims.flatMap((claim) => [...claim.words]));
  const chosen = new Set<string>();
  let open = explained;
  while (open.size > 0) {
    const sizes = claims.map((claim) => claim.words.intersection(open).size);
    const winners = claims.filter((_, index) => sizes[index] === Math.max(...sizes));
    for (const { id } of winners) chosen.add(id);
    open = winners.reduce((rest, winner) => rest.difference(winner.words), open);
  }
  const meaningful = new Set(words.filter((word) => !isFiller(word) || explained.has(word)));
  return {
    chosen: claims.map(({ id }) => id).filter((id) => chosen.has(id)),
    share: explained.size / Math.max(1, meaningful.size),
  };
};

/** "only Premium", "and in the South?", "by month": filters what was asked before. */
const narrows = (question: string): boolean =>
  wordCount(question) <= 6 &&
  /^(?:(?:and|but|or|now|then)\s+)?(?:only|just|for|in|by|per|without|excluding|except)\s+(?!which|what|whom|how)/i.test(
    question.trim(),
  );

/** "what about last month?", "show me that again": means nothing without what was asked before. */
export const pointsBack = (question: string): boolean => {
  const text = question.trim();
  return (
    wordCount(text) <= 10 &&
    (/^(?:and|but|or|also|then|now|why|how come|(?:what|how) about|what else|same|more|again|instead|compare)\b/i.test(
      text,
    ) ||
      /\b(?:that|those|these|this|them|they|it|its|their|same|previous|above|earlier)\b/i.test(text))
  );
};

/** Words that an agent lists as its own stand in the text. */
export const mentionsSubject = (text: string, agents: readonly AgentProfile[]): boolean => {
  const words = stems(text);
  return claimsOf(words, agents, keywordsOf).some((claim) => claim.words.size > 0);
};

/** Words that sound as if something had been asked before. */
export const isFollowUp = (question: string): boolean => narrows(question) || pointsBack(question);

const wordCount = (text: string): number => text.trim().split(/\s+/).length;
