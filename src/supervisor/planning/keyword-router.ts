import type { AgentProfile, SpaceProfile } from "../../ports/databricks/agent.ts";
import { noAgents } from "../../reply/notices/help-notices.ts";
import { wordsIn } from "../../reply/words/words.ts";
import { mostInbound } from "../../text/bounds.ts";
import { normalizeText } from "../../text/word-forms.ts";
import { chooseByWords, isEmpty, type WordChoice } from "../routing/choice.ts";
import { prepare } from "../routing/prepared.ts";
import { remembered } from "../routing/remembered.ts";
import { type Vocabulary, vocabularyOf } from "../routing/vocabulary.ts";
import type { Exchange, Plan } from "../state.ts";
import { partsOf } from "./question-parts.ts";
import { hasWords, smallTalk } from "./small-talk.ts";

const nothingKnown: ReadonlyMap<string, SpaceProfile> = new Map();

/** Makes what a question needs beside everything else, so that none has to wait for it. */
export const prepareRouting = async (
  agents: readonly AgentProfile[],
  spaces: ReadonlyMap<string, SpaceProfile>,
): Promise<void> => {
  await prepare(vocabularyOf(agents, spaces));
  await prepare(vocabularyOf(agents, nothingKnown));
};

/** Examples are the same for every question. */
const normalizedExample = remembered(normalizeText);

/**
 * Chooses agents by words alone, always in the same way. The first rule that fits decides:
 * 1. An example question goes to the agents that list it.
 * 2. A question that needs the previous exchange goes to the agents of that exchange.
 * 3. A question that goes on with another one ("and the North only?") is asked back where there was none.
 * 4. The words of the question go to the fewest agents that explain them.
 * 5. If they speak for two or three agents, those are tried, where `mayTry` allows it.
 */
export const route = (
  question: string,
  agents: readonly AgentProfile[],
  exchanges: readonly Exchange[],
  spaces: ReadonlyMap<string, SpaceProfile> = nothingKnown,
  mayTry = false,
  locale?: string,
): Plan => {
  const vocabulary = vocabularyOf(agents, spaces).get();
  return routeBy(vocabulary, { question, agents, exchanges, mayTry, locale }, () =>
    chooseByWords(question, vocabulary),
  );
};

/** The plan of `route`, and what the words say: weighed once for both. */
export const routeAndWeigh = (
  question: string,
  agents: readonly AgentProfile[],
  exchanges: readonly Exchange[],
  spaces: ReadonlyMap<string, SpaceProfile>,
): { plan: Plan; words: WordChoice } => {
  const vocabulary = vocabularyOf(agents, spaces).get();
  const words = chooseByWords(question, vocabulary);
  return { plan: routeBy(vocabulary, { question, agents, exchanges, mayTry: false }, () => words), words };
};

interface Routed {
  question: string;
  agents: readonly AgentProfile[];
  exchanges: readonly Exchange[];
  mayTry: boolean;
  locale?: string | undefined;
}

const routeBy = (
  vocabulary: Vocabulary,
  { question, agents, exchanges, mayTry, locale }: Routed,
  weighed: () => WordChoice,
): Plan => {
  if (isMarkup.test(question)) return unclear(agents, [], locale);
  const asksBack = exchanges.at(-1)?.kind === "clarify";
  const reply = asksBack && !hasWords(question) ? undefined : smallTalk(question, agents, locale);
  if (reply) return plan({ kind: "reply", text: reply, confidence: 1 });
  const asked = normalizeText(question.slice(0, mostInbound));
  const listed = agents.filter((agent) => agent.examples.some((example) => normalizedExample(example) === asked));
  if (listed.length > 0) return ask(question, ids(listed), 0.95);

  const choice = weighed();
  const { chosen, ranked, share, isStrong } = choice;
  const previous = previousAgents(exchanges, agents);
  const mayFollowUp = previous.length > 0 && (asksBack || hasWords(question));
  if (mayFollowUp && needsPrevious(question, previous, choice, isEmpty(question, vocabulary), exchanges))
    return ask(question, previous, 0.7);
  if (previous.length === 0 && choice.isNamesOnly && isFragment(question)) return unclear(agents, ranked, locale);
  if (chosen.length > 0)
    return {
      ...ask(question, chosen, isStrong ? 0.6 + 0.35 * share : 0.35 + 0.2 * share),
      ...ownParts(question, choice, vocabulary),
      ...reason(choice, locale),
    };
  if (mayTry && choice.few.length > 0) return ask(question, choice.few, 0.3);
  return unclear(agents, ranked, locale);
};

/** Each agent's own part of the question, where it has parts. */
const ownParts = (question: string, { chosen, names }: WordChoice, vocabulary: Vocabulary): Partial<Plan> => {
  const says = (text: string) => chooseByWords(text, vocabulary).chosen;
  const asks = partsOf(question, chosen, { says, names });
  return asks ? { asks } : {};
};

/** What begins with markup is nobody's question. */
const isMarkup = /^\s*(?:<\/|[{[])/;

const unclear = (agents: readonly AgentProfile[], ranked: readonly string[], locale: string | undefined): Plan => {
  const text = agents.length === 0 ? noAgents(locale) : unsure;
  return plan({ kind: "clarify", text, choices: offers(agents, ranked), confidence: 0 });
};

/** Whether a question means nothing without the previous exchange, or narrows it. */
const needsPrevious = (
  question: string,
  previous: readonly string[],
  { chosen, ranked, isStrong }: WordChoice,
  saysNothing: boolean,
  exchanges: readonly Exchange[],
): boolean => {
  if (narrows(question)) return true;
  const isAbout = chosen.some((id) => previous.includes(id));
  if (chosen.length > 0 && isStrong && !isAbout) return isAboutThem(question, previous, ranked);
  const isShort = wordCount(question) <= 10;
  if (chosen.length > 0) return isShort && (pointsBack(question) || !isStrong);
  return pointsBack(question) || saysNothing || exchanges.at(-1)?.kind === "clarify";
};

/** "What did they spend with us?": of those that were spoken of before, who knows the word. */
const isAboutThem = (question: string, previous: readonly string[], ranked: readonly string[]): boolean =>
  wordCount(question) <= 10 &&
  /\b(?:they|them|he|she|sie|ils|elles|ellos|ellas)\b/i.test(question) &&
  ranked.slice(0, 2).some((id) => previous.includes(id));

export const unsure =
  "I'm not sure which of my agents can answer that. Did you mean one of these? Otherwise, please put it another way.";

/** One example question of each agent, those of `first` at the top, in its order. */
export const offers = (agents: readonly AgentProfile[], first: readonly string[]): string[] => {
  const rank = ({ id }: AgentProfile) => (first.includes(id) ? first.indexOf(id) : first.length);
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

/** Why these agents: what was asked for. */
const reason = ({ terms }: WordChoice, locale: string | undefined): Pick<Plan, "why"> =>
  terms.length === 0 ? {} : { why: wordsIn(locale).askedFor(terms) };

const ids = (agents: readonly AgentProfile[]): string[] => agents.map((agent) => agent.id);

/** The agents of the latest exchange that had any and are still known. */
const previousAgents = (exchanges: readonly Exchange[], agents: readonly AgentProfile[]): string[] => {
  const latest = exchanges.findLast((exchange) => exchange.agents.length > 0)?.agents ?? [];
  return ids(agents).filter((id) => latest.includes(id));
};

/** "only Premium", "and in the South?", "hm, by month": filters what was asked before. */
const narrows = (question: string): boolean => {
  const text = question.trim().replace(interjection, "");
  return wordCount(text) <= 6 && narrowing.test(text);
};

const interjection = /^(?:h+m+|ok(?:ay)?|oh|ah|well|so|right|please|und|y|et|e)[\s,.…]+/i;
const narrowing =
  /^(?:(?:and|but|or|now|then|the )?\s*(?:same|gleiche|mismo|même)\s+\p{L}+\s+|(?:and|but|or|now|then)\s+)?(?:only|just|for|in|by|per|without|excluding|except|nur|bloß|ohne|für|im|nach|solo|sólo|sin|para|por|seulement|sans|pour|par)\s+(?!which|what|whom|how)/iu;

/** "what about last month?", "show me that again": means nothing without what was asked before. */
export const pointsBack = (question: string): boolean => {
  const text = question.trim();
  return (
    wordCount(text) <= 10 &&
    (/^(?:and|but|or|also|then|now|why|how come|(?:what|how) about|what else|same|more|again|instead|compare|und|aber|oder|y|et|mais|pero)\b/i.test(
      text,
    ) ||
      /\b(?:that|those|these|this|them|they|it|its|their|same|previous|above|earlier)\b/i.test(text))
  );
};

/** Words that an agent lists as its own stand in the text. */
export const mentionsSubject = (text: string, agents: readonly AgentProfile[]): boolean => {
  const { chosen, isStrong } = chooseByWords(text, vocabularyOf(agents, nothingKnown).get());
  return chosen.length > 0 && isStrong;
};

/** Words that sound as if something had been asked before. */
export const isFollowUp = (question: string): boolean => narrows(question) || pointsBack(question);

/** "And what about the North?", "only Premium": a filter, or something to put in the place of something else. */
const isFragment = (question: string): boolean =>
  narrows(question) || (wordCount(question) <= 8 && goesOn.test(question.trim()));
const goesOn =
  /^(?:(?:and|but|or|also|then|und|aber|oder|y|et|mais|pero)\b|(?:what|how) about\b|(?:was ist|wie sieht es aus) mit\b|only\b|just\b|same\b|nur\b)/i;

const wordCount = (text: string): number => text.trim().split(/\s+/).length;
