import type { AgentProfile } from "../ports.ts";
import type { Exchange, Plan } from "./state.ts";
import { contains, isFiller, print, stems } from "./words.ts";

/**
 * Chooses agents by words alone, always in the same way. In this order: an example question goes to the agents that
 * list it; words that agents list as keywords go to the fewest agents that explain them all; what leans on the previous
 * exchange goes to its agents; else the words of descriptions and examples decide, if they explain half of the question.
 */
export const route = (question: string, agents: readonly AgentProfile[], exchanges: readonly Exchange[]): Plan => {
  const talk = smallTalk(question, agents);
  if (talk) return plan({ kind: "reply", text: talk, confidence: 1 });
  const listed = agents.filter((agent) => agent.examples.some((example) => print(example) === print(question)));
  if (listed.length > 0) return ask(question, ids(listed), 0.95);

  const previous = previousAgents(exchanges, agents);
  if (previous.length > 0 && narrows(question)) return ask(question, previous, 0.7);
  const strong = explain(question, agents, keywords);
  if (strong.chosen.length > 0) return ask(question, strong.chosen, 0.6 + 0.35 * strong.share);
  if (previous.length > 0 && (leans(question) || exchanges.at(-1)?.kind === "clarify")) {
    return ask(question, previous, 0.7);
  }
  const weak = explain(question, agents, description);
  if (weak.share >= 0.5) return ask(question, weak.chosen, 0.35 + 0.2 * weak.share);
  return plan({ kind: "clarify", text: unsure, choices: offers(agents, weak.chosen), confidence: 0 });
};

export const unsure =
  "I am not sure which of my agents can answer that. Is it one of these, or can you say it differently?";

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

/** Most characters of a question to an agent. */
export const questionLength = 2_000;

const ask = (question: string, agents: readonly string[], confidence: number): Plan =>
  plan({
    kind: "ask",
    asks: agents.map((agent) => ({ agent, question: question.slice(0, questionLength) })),
    confidence,
  });

const ids = (agents: readonly AgentProfile[]): string[] => agents.map((agent) => agent.id);

/** The agents of the latest exchange that had any and are still known. */
const previousAgents = (exchanges: readonly Exchange[], agents: readonly AgentProfile[]): string[] => {
  const latest = exchanges.findLast((exchange) => exchange.agents.length > 0)?.agents ?? [];
  return ids(agents).filter((id) => latest.includes(id));
};

type Phrases = (agent: AgentProfile) => string[][];

const keywords: Phrases = (agent) => [agent.id, agent.name, ...agent.keywords].map(stems);

const description: Phrases = (agent) =>
  stems([agent.description, ...agent.examples].join(" "))
    .filter((word) => !isFiller(word))
    .map((word) => [word]);

/**
 * The fewest agents whose phrases explain the words of the question: the one that explains most comes first, then who
 * explains most of the rest; equals come together. `share`: explained part of the words that carry meaning.
 */
const explain = (question: string, agents: readonly AgentProfile[], phrases: Phrases) => {
  const words = stems(question);
  const claims = agents.map((agent) => ({
    id: agent.id,
    words: new Set(
      phrases(agent)
        .filter((phrase) => contains(words, phrase))
        .flat(),
    ),
  }));
  if (phrases === description) dropCommon(claims);
  const chosen = new Set<string>();
  let open = new Set(claims.flatMap((claim) => [...claim.words]));
  const explained = open;
  while (open.size > 0) {
    const sizes = claims.map((claim) => claim.words.intersection(open).size);
    const winners = claims.filter((_, index) => sizes[index] === Math.max(...sizes));
    for (const winner of winners) {
      chosen.add(winner.id);
      open = open.difference(winner.words);
    }
  }
  const meaningful = new Set(words.filter((word) => !isFiller(word) || explained.has(word)));
  return {
    chosen: ids(agents).filter((id) => chosen.has(id)),
    share: explained.size / Math.max(1, meaningful.size),
  };
};

/** A word that many descriptions share tells nothing about whom to ask. */
const dropCommon = (claims: { words: Set<string> }[]): void => {
  const most = Math.max(1, claims.length / 3);
  const all = new Set(claims.flatMap((claim) => [...claim.words]));
  for (const word of all) {
    if (claims.filter((claim) => claim.words.has(word)).length <= most) continue;
    for (const claim of claims) claim.words.delete(word);
  }
};

/** "only Premium", "and in the South?", "by month": filters what was asked before. */
const narrows = (question: string): boolean =>
  wordCount(question) <= 6 &&
  /^(?:(?:and|but|or|now|then)\s+)?(?:only|just|for|in|by|per|without|excluding|except)\s+(?!which|what|whom|how)/i.test(
    question.trim(),
  );

/** "why?", "what about last month?", "show me that again": means nothing without what was asked before. */
const leans = (question: string): boolean => {
  if (stems(question).every(isFiller)) return true;
  const text = question.trim();
  return (
    wordCount(text) <= 10 &&
    (/^(?:and|but|or|also|then|now|why|how come|(?:what|how) about|what else|same|more|again|instead|compare)\b/i.test(
      text,
    ) ||
      /\b(?:that|those|these|this|them|they|it|its|their|same|previous|above|earlier)\b/i.test(text))
  );
};

const wordCount = (text: string): number => text.trim().split(/\s+/).length;

const greeting =
  /^(?:hi|hello|hey|howdy|good (?:morning|afternoon|evening|day))(?: (?:there|all|team|everyone|genie))?$/;
const thanks =
  /^(?:thanks|thank you|thx|cheers|great|perfect|ok|okay|cool|nice)(?: (?:a lot|so much|very much|you|thanks))*$/;
const about =
  /^(?:help|help me|who are you|what are you|what can (?:you|i) (?:do|ask|answer)(?: (?:for me|you|here))?|how do (?:you|i) (?:work|use (?:you|this))|what do you (?:do|know)|(?:which|what) agents (?:are there|do you have|can i ask))$/;

const smallTalk = (question: string, agents: readonly AgentProfile[]): string | undefined => {
  const text = question
    .toLowerCase()
    .replace(/[^\p{L}\s]+/gu, "")
    .trim()
    .replace(/\s+/g, " ");
  if (thanks.test(text)) return "You are welcome.";
  if (greeting.test(text)) return `Hello. ${introduction(agents)}`;
  return about.test(text) ? introduction(agents) : undefined;
};

const introduction = (agents: readonly AgentProfile[]): string =>
  ["I pass your question to these data agents and bring back one answer:", ""]
    .concat(agents.map((agent) => `- **${agent.name}**: ${agent.description}`))
    .join("\n");
