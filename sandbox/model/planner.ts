import { z } from "zod";
import { type Decision, decide, type Hint, namesOnly } from "./decision.ts";
import { isReason } from "./further.ts";
import { Job, type JobRequest, jobRequestIn } from "./jobs.ts";
import { sections } from "./parts.ts";
import { questionIn, valuesOf } from "./prompt.ts";
import { sensible, toolFor } from "./reading/reading.ts";
import { repliesTo } from "./replies.ts";

const Agent = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().default(""),
  examples: z.array(z.string()).default([]),
  keywords: z.array(z.string()).default([]),
});
type Agent = z.infer<typeof Agent>;
const Named = z.object({ name: z.string(), agents: z.array(z.string()) });
const HintShape = z.object({ agents: z.array(z.string()), confidence: z.number(), names: z.array(Named).default([]) });
const Exchange = z.object({ question: z.string(), agents: z.array(z.string()).default([]) });

const agentsIn = valuesOf("agents", Agent);
const toolsIn = valuesOf("tools", Agent);
const jobsIn = valuesOf("jobs", Job);
const hintIn = valuesOf("hint", HintShape);
const historyIn = valuesOf("history", Exchange);

interface Plan {
  kind: "ask" | "clarify" | "reply" | "job";
  asks: { agent: string; question: string }[];
  confidence: number;
  text: string;
  choices: string[];
  /** What is found may show that something else has to be asked. */
  more?: boolean;
  /** Why these agents, for the person. */
  why?: string;
  /** Only where the prompt lists jobs. */
  job?: JobRequest | null;
}

/** Plans by overlap of words. Agents, jobs, history and question are in sections of the prompt. */
export const plan = (text: string): Plan => {
  const jobs = jobsIn(text);
  const wish = jobRequestIn(questionIn(text), jobs);
  if (wish) return { kind: "job", asks: [], confidence: 0.9, text: "", choices: [], job: wish };
  return { ...planAsks(text), ...(jobs.length > 0 ? { job: null } : {}) };
};

const planAsks = (text: string): Plan => {
  const agents = agentsIn(text);
  const question = withoutPoliteness(questionIn(text));
  const none = { asks: [], text: "", choices: [] };
  const hint = hintIn(text)[0];
  // What begins with markup is nobody's question.
  const isSentence = /^["'“¿¡($€£]{0,5}[\p{L}\p{N}]/u.test(question) || /^[$€£]/.test(question);
  const { rest, ...about } = sensible(question);
  const asked = withoutExport(rest);
  const chosen = isSentence && rest.trim() ? chosenFor(asked, text, agents, hint) : { agents: [], confidence: 0 };
  const say =
    smallTalkReply(question, agents) ?? (chosen.agents.length > 0 ? undefined : refusal(question, about, agents));
  if (say) return { ...none, kind: "reply", confidence: 0.95, text: say };
  if (chosen.agents.length === 0) {
    return {
      ...none,
      kind: "clarify",
      confidence: 0.2,
      text: repliesTo(question).what,
      choices: ranked(agents, hint?.agents ?? [])
        .flatMap((agent) => agent.examples.slice(0, 1))
        .slice(0, 4),
    };
  }
  const own = isOverview(question)
    ? undefined
    : sections(question, chosen.agents, {
        says: (clause) => meantBy(clause, agents, hint),
        names: hint?.names ?? [],
      });
  return {
    ...none,
    kind: "ask",
    confidence: chosen.confidence,
    more: isReason(question) && chosen.agents.length === 1,
    why: reason(question, chosen.agents, agents),
    asks: (own ? chosen.agents.filter((agent) => own.has(agent)) : chosen.agents).map((agent) => ({
      agent,
      question: own?.get(agent) ?? partOf(question, agent, agents),
    })),
  };
};

/** Whom a clause is for: by what it says, else by its words. */
const meantBy = (clause: string, agents: readonly Agent[], hint: Hint | undefined): string[] => {
  const said = decide(clause, agents, hint && { ...hint, agents: [] }).agents;
  const known = said.length === 1 ? said : neededAgents(clause, agents, termsOf);
  return known.length === 1 || said.length === 0 ? known : said;
};

/** Keywords of the agents that stand in the question. */
const reason = (question: string, chosen: readonly string[], agents: readonly Agent[]): string => {
  const said = question.toLowerCase();
  const named = agents
    .filter(({ id }) => chosen.includes(id))
    .flatMap(({ keywords }) => keywords.filter((keyword) => said.includes(keyword.toLowerCase())));
  const terms = [...new Set(named)].slice(0, 3);
  return terms.length === 0 ? "" : repliesTo(question).askedFor(terms);
};

/** A tool that is wished for; the agents of the exchange that a question goes on with; else whom its words are for. */
const chosenFor = (question: string, text: string, agents: readonly Agent[], hint: Hint | undefined): Decision => {
  const wish = toolFor(question, toolsIn(text));
  if (wish) return { agents: [...decide(wish.rest, agents, undefined).agents, wish.tool], confidence: 0.85 };
  const history = historyIn(text);
  const before = history.findLast((exchange) => exchange.agents.length > 0)?.agents ?? [];
  const decided = decide(
    question,
    agents,
    hint ?? { agents: neededAgents(question, agents, termsOf), confidence: 0.6, names: [] },
  );
  const isFilter =
    /^(and |but )?(only|just|for|in|by|without)\s+(?!which|what)/i.test(question) && isShort(question, 6);
  const isFollowUp =
    /^(and|but|or|why|what about|how about|also|then|same|more)\b/i.test(question) && isShort(question, 9);
  const isHinted = hint !== undefined && hint.agents.join() === before.join() && isShort(question, 10);
  const isFragment = isFilter || (isFollowUp && !/^(?:why|more)\b/i.test(question));
  if (before.length === 0 && isFragment && namesOnly(question, agents, hint)) return nobody;
  const goesOn = before.length > 0 && (isFilter || isHinted || (isFollowUp && decided.agents.length === 0));
  return goesOn ? { agents: before, confidence: 0.75 } : decided;
};

const nobody: Decision = { agents: [], confidence: 0.2 };

/** The agents, those of a hint first and in its order. */
const ranked = (agents: readonly Agent[], first: readonly string[]): Agent[] => {
  const rank = ({ id }: Agent) => (first.includes(id) ? first.indexOf(id) : first.length);
  return agents.toSorted((one, other) => rank(one) - rank(other));
};

const isOverview = (question: string): boolean =>
  /\b(?:overview|doing|going|state of|status|health)\b.*[:,]/i.test(question);

/** The question for one agent: its own overview, or the whole. */
const partOf = (question: string, id: string, agents: readonly Agent[]): string => {
  const agent = agents.find((one) => one.id === id);
  if (agent && isOverview(question)) return `Give me an overview of the platform's ${agent.name.toLowerCase()}`;
  return question;
};

const termsOf = ({ name, id, keywords }: Agent): string[] => [name, id, ...keywords];

const withoutPoliteness = (question: string): string => {
  const bare = question
    .trim()
    .replace(/^(?:please|hey|hi|hello|can you (?:tell|show) me|could you (?:tell|show) me)[\s,]+(?=\S+ \S+)/i, "")
    .replace(request, "");
  return bare.charAt(0).toUpperCase() + bare.slice(1);
};

/** What somebody wants the assistant to do with what they ask for: "pull up …", "walk me through …", "have a look at …". */
const request =
  /^(?:(?:can|could|would|will) (?:you|somebody|someone) )?(?:please )?(?:(?:let's |let me )?(?:take|have) (?:a |another )?(?:\w+ )?look (?:at|into)|(?:look|dig|dive|drill) (?:at|into)|(?:walk|take|talk|guide) (?:me|us) through|(?:pull|bring) (?:up|out)|(?:pull|grab|fetch)(?: me| us)?(?= (?:the|our|all|last))|(?:a )?copy of|check (?:whether|if)) +(?=\S+ \S+)/i;

/** "Export the sales table": its rows are wanted, and nobody's exports. */
const withoutExport = (question: string): string =>
  /^(?:please |can you |could you )?(?:export|download|dump) (?:the|all|our|my|every)\b/i.test(question)
    ? question.replace(/\b(?:export|download|dump) /i, "list ").replace(/ (?:table|data|dataset|list|file)\b/gi, "")
    : question;

const namesOf = (agents: readonly Agent[]): string => agents.map(({ name }) => name).join(", ");

const refusal = (
  question: string,
  { isElsewhere, isAboutItself }: { isElsewhere: boolean; isAboutItself: boolean },
  agents: readonly Agent[],
): string | undefined => {
  const replies = repliesTo(question);
  if (isAboutItself) return replies.noSuchThing(namesOf(agents));
  return isElsewhere ? replies.elsewhere(namesOf(agents)) : undefined;
};

const smallTalkReply = (question: string, agents: readonly Agent[]): string | undefined => {
  const replies = repliesTo(question);
  if (
    /^(hi|hello|hey|good (morning|afternoon|evening)|hallo|moin|guten (morgen|tag|abend))\b[^?]{0,12}$/i.test(question)
  )
    return replies.hello(namesOf(agents));
  if (
    /^(thanks|thank you|cheers|good job|well done|great|nice|cool|perfect|bye|see you|ok(ay)?|danke|vielen dank)\b[^?]{0,30}$/i.test(
      question,
    )
  )
    return replies.welcome;
  return /^(who are you|what can you do|help|(show|list)( me)? (the |your )?agents|wer bist du|was kannst du|hilfe)\b/i.test(
    question,
  )
    ? replies.introduction(namesOf(agents))
    : undefined;
};

/**
 * Every word votes for the agents that know it. An agent is needed if it knows a word that no
 * agent with more votes knows.
 */
const neededAgents = (question: string, agents: readonly Agent[], terms: (agent: Agent) => string[]): string[] => {
  const asked = words(question);
  const votes = agents.map((agent) => ({ id: agent.id, words: knownWords(asked, terms(agent).map(words)) }));
  return votes
    .filter((mine) =>
      [...mine.words].some(
        (word) => !votes.some((other) => other.words.size > mine.words.size && other.words.has(word)),
      ),
    )
    .map(({ id }) => id);
};

/** Positions of the question's words that one of the phrases covers. */
const knownWords = (asked: readonly string[], phrases: string[][]): Set<number> => {
  const found = new Set<number>();
  for (const phrase of phrases.filter(({ length }) => length > 0)) {
    for (let start = 0; start + phrase.length <= asked.length; start += 1) {
      if (!phrase.every((word, offset) => isSameWord(word, asked[start + offset] ?? ""))) continue;
      for (let offset = 0; offset < phrase.length; offset += 1) found.add(start + offset);
    }
  }
  return found;
};

const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** The same word, or two forms of one. */
const isSameWord = (one: string, other: string): boolean => {
  if (one === other) return true;
  const [short, long] = [one, other].map(root).sort((a, b) => a.length - b.length);
  if (!short || !long || short.length < 3) return false;
  return short === long || (short.length > 3 && long.startsWith(short) && long.length - short.length <= 3);
};

const root = (word: string): string => word.replace(/(?<=...)(?:ies|es|s|y|e)$/, "");

const isShort = (text: string, most: number): boolean => text.split(/\s+/).length <= most;
