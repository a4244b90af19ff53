import { aboutItself, dataWords, elsewhere, type Topic, topics, wishes } from "./topics.ts";

/** Whom the model reads about. */
export interface Described {
  id: string;
  name: string;
  description: string;
  keywords: string[];
}

/** What a question says, agent by agent. */
export interface Reading {
  /** Something is said about the agent's matter. */
  said: Map<string, number>;
  /** The same in each clause. */
  clauses: Map<string, number>[];
  /** Only things of its matter are named, and not as data that something is done with. */
  named: Set<string>;
  /** One of its things is named as data that something is done with: "exports of customer records". */
  handled: Set<string>;
}

/** Reads every clause: what is said decides whom it is for; what is named only where nothing is said. */
export const read = (question: string, agents: readonly Described[]): Reading => {
  const reading: Reading = { said: new Map(), clauses: [], named: new Set(), handled: new Set() };
  const owners = topics.map((topic) => ({ topic, ids: ownersOf(topic.anchors, agents) }));
  for (const clause of clausesOf(question)) {
    const said = new Map<string, number>();
    for (const { topic, ids } of owners) for (const id of ids) note(reading, said, clause, topic, id);
    for (const [id, weight] of said) reading.said.set(id, (reading.said.get(id) ?? 0) + weight);
    reading.clauses.push(said);
  }
  return reading;
};

const note = (
  reading: Reading,
  said: Map<string, number>,
  clause: readonly string[],
  topic: Topic,
  id: string,
): void => {
  const weight = phrasesOf(topic).reduce((sum, phrase) => sum + weightIn(clause, phrase), 0);
  if (weight > 0) said.set(id, (said.get(id) ?? 0) + weight);
  for (const thing of topic.things.map(rootsOf)) {
    const at = positionOf(clause, thing);
    if (at < 0) continue;
    const next = clause[at + thing.length] ?? "";
    if (dataRoots.has(next)) reading.handled.add(id);
    else reading.named.add(id);
  }
};

const phrases = new Map<Topic, string[][]>();

/** What is said about a topic, forms of one word once. */
const phrasesOf = (topic: Topic): string[][] => {
  const known = phrases.get(topic) ?? [
    ...new Map(topic.said.map(rootsOf).map((words) => [words.join(" "), words])).values(),
  ];
  phrases.set(topic, known);
  return known;
};

/** The tool that is meant, where a wish says what it is for, and the other parts of the question. */
export const toolFor = (question: string, tools: readonly Described[]): { tool: string; rest: string } | undefined => {
  const parts = question.slice(0, mostRead).split(partEnd);
  for (const { anchors, said } of wishes) {
    const [tool] = ownersOf(anchors, tools);
    const rest = parts.filter((part) => !mentions(part, said));
    if (tool !== undefined && rest.length < parts.length) return { tool, rest: rest.join(", ") };
  }
  return undefined;
};

/** What remains of a question without the parts that are no matter of any company's data, or are about the assistant. */
export const sensible = (question: string): { rest: string; isElsewhere: boolean; isAboutItself: boolean } => {
  const parts = question.slice(0, mostRead).split(partEnd);
  const kept = parts.filter((part) => !mentions(part, elsewhere) && !mentions(part, aboutItself));
  const isAbout = mentions(question, aboutItself);
  return {
    rest: kept.length === parts.length && !isAbout ? question : kept.join(", "),
    isElsewhere: mentions(question, elsewhere),
    isAboutItself: isAbout,
  };
};

const partEnd = /[.,;:?!()\n]+\s|\s[-–—]\s|\b(?:and|but|und|aber|y|pero|et|mais)\b/i;

const mentions = (question: string, phrases: readonly string[]): boolean => {
  const words = rootsOf(question);
  return phrases.some((phrase) => positionOf(words, rootsOf(phrase)) >= 0);
};

/** Whose description or keywords have an anchor; of several those with most of them. */
const ownersOf = (anchors: readonly string[], agents: readonly Described[]): string[] => {
  const counted = agents.map(({ id, name, description, keywords }) => {
    const own = [...keywords, name, description].map(rootsOf);
    return { id, count: anchors.filter((anchor) => own.some((text) => positionOf(text, rootsOf(anchor)) >= 0)).length };
  });
  const most = Math.max(0, ...counted.map(({ count }) => count));
  return most === 0 ? [] : counted.filter(({ count }) => count === most).map(({ id }) => id);
};

const clausesOf = (question: string): string[][] =>
  question
    .slice(0, mostRead)
    .split(/[,;:?!()\n]|\s[-–—]\s|\b(?:and|but|because|while|whereas|whose|und|aber|y|pero|et|mais)\b/i)
    .filter((clause) => !denied.test(clause))
    .map(rootsOf)
    .filter(({ length }) => length > 0);

/** What somebody says that they do not mean. */
const denied =
  /^\s*(?:not|no|never mind|forget|ignore|leave out|i (?:do not|don't) (?:mean|want|need|care)|(?:i am |i'm |we are |we're )?not interested in|no need for|regardless of|instead of|rather than|nicht|ohne)\b/i;

const mostRead = 2_000;

/** A phrase counts more than a word. */
const weightIn = (words: readonly string[], phrase: readonly string[]): number =>
  positionOf(words, phrase) < 0 ? 0 : phrase.length > 1 ? 1.5 : 1;

const positionOf = (words: readonly string[], phrase: readonly string[]): number =>
  phrase.length === 0 ? -1 : words.findIndex((_, at) => phrase.every((word, offset) => words[at + offset] === word));

const known = new Map<string, string[]>();

/** The words of a text without their endings. */
const rootsOf = (text: string): string[] => {
  const found = known.get(text);
  if (found) return found;
  const roots = (
    text
      .slice(0, mostRead)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).map(rootOf);
  if (text.length < 60 && known.size < 5_000) known.set(text, roots);
  return roots;
};

const rootOf = (word: string): string =>
  word.length < 4
    ? word
    : word
        .replace(/(?<=....)(?:ing|ed)$/, "")
        .replace(/(?<=...)(?:ies|y)$/, "i")
        .replace(/(?<=...)(?:es|s|e)$/, "");

const dataRoots = new Set(dataWords.flatMap(rootsOf));
