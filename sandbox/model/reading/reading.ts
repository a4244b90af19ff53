import { isGerman } from "../replies.ts";
import { readClause } from "./phrases.ts";
import { positionOf, rootsOf } from "./roots.ts";
import { aboutItself, elsewhere, topics, wishes } from "./topics.ts";

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
  /** A clause says nothing but a word that may be about its matter. */
  hinted: Set<string>;
}

/** Something in the data that the question names, and whose data has it. */
export interface Named {
  name: string;
  agents: string[];
}

/** Reads every clause: what is said decides whom it is for; what is named only where nothing is said. */
export const read = (question: string, agents: readonly Described[], names: readonly Named[] = []): Reading => {
  const reading: Reading = { said: new Map(), clauses: [], named: new Set(), hinted: new Set() };
  const owners = topicOwners(agents);
  for (const clause of clausesOf(question)) {
    const { words, has } = withoutNames(clause, names);
    const clauseSays = readClause(words, (topic) => (owners[topic] ?? []).some((id) => has.has(id)));
    const said = new Map<string, number>();
    const ids = clauseSays.said.flatMap(({ topic }) => owners[topic] ?? []);
    // What is said with a name in it is said of whoever has that.
    const isMeant = (id: string): boolean => has.has(id) || !ids.some((other) => has.has(other));
    for (const { topic, weight } of clauseSays.said)
      for (const id of (owners[topic] ?? []).filter(isMeant)) said.set(id, (said.get(id) ?? 0) + weight);
    for (const topic of clauseSays.named) for (const id of owners[topic] ?? []) reading.named.add(id);
    if (said.size === 0)
      for (const topic of clauseSays.hinted) for (const id of owners[topic] ?? []) reading.hinted.add(id);
    for (const [id, weight] of said) reading.said.set(id, (reading.said.get(id) ?? 0) + weight);
    reading.clauses.push(said);
  }
  return reading;
};

/** What the data calls something says nothing about it: "invoice-sync" is no invoice. */
const withoutNames = (clause: readonly string[], names: readonly Named[]): { words: string[]; has: Set<string> } => {
  const has = new Set<string>();
  let words = [...clause];
  for (const { name, agents } of names) {
    const parts = rootsOf(name);
    const at = positionOf(words, parts);
    if (at < 0) continue;
    for (const id of agents) has.add(id);
    if (parts.length > 1) words = words.toSpliced(at, parts.length);
  }
  return { words, has };
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

/** Who owns each topic. The same list of agents is asked of with every question. */
const topicOwners = (agents: readonly Described[]): string[][] => {
  const known = ownersByAgents.get(agents);
  if (known) return known;
  const owners = topics.map(({ anchors }) => ownersOf(anchors, agents));
  ownersByAgents.set(agents, owners);
  return owners;
};
const ownersByAgents = new WeakMap<readonly Described[], string[][]>();

const clausesOf = (question: string): (readonly string[])[] =>
  question
    .slice(0, mostRead)
    .replace(/[$€£]{1,5}(?!\d)/g, " money ")
    .replace(/^(?:just )?(?:a )?quick (?:one|question|check)\b/i, " ")
    .replace(/\b[a-z]\w{1,30}\.[a-z]\w{1,30}\b/gi, "$& table")
    .split(clauseEnd)
    .filter((clause) => !denied.test(clause))
    .map(isGerman(question) ? germanRootsOf : rootsOf)
    .filter(({ length }) => length > 0);

/** German words that mean something else in English. */
const falseFriends = new Set("die was war hat an am man gut also in gift".split(" "));
const germanRootsOf = (clause: string): string[] =>
  rootsOf(clause.replace(compound, (_, tail: string) => ` ${tail}`)).filter((word) => !falseFriends.has(word));
/** "Monatskosten" are costs. */
const compound =
  /\b\p{L}{3,20}(kosten|umsatz|umsätze|bestand|bestände|verkäufe|kunden|zugriffe|abfragen|prüfungen|ausgaben|fehler)\b/giu;

const clauseEnd =
  /[,;:?!()\n+&]|(?<!\p{L}{1,20})\/|\/(?!\p{L})|\s[-–—]\s|\b(?:and|but|for what|of what|because|while|whereas|whose|given|despite|although|though|also|too|versus|vs|compared?|than|und|aber|auch|y|pero|et|mais)\b/iu;

/** What somebody says that they do not mean. */
const denied =
  /^\s*(?:(?:and|but|just|please)\s)?(?:not|no|never mind|forget|ignore|skip|drop|omit|leave out|leave \S+(?: \S+){0,2} (?:out|aside)|(?:i |we )?(?:do not|don't|dont) (?:mean|want|need|care|tell|show|give|bother|include)|(?:i am |i'm |im |we are |we're )?not interested in|without|no need for|regardless of|instead of|rather than|apart from|except for|nicht|ohne|vergiss|lass)\b|\baside\s*$/i;

const mostRead = 2_000;
