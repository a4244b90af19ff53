import { type Described, type Reading, read } from "./reading.ts";

export interface Hint {
  agents: string[];
  confidence: number;
  /** What the question names in the data, and whose data has it. */
  names: { name: string; agents: string[] }[];
}

/** Whom a question is for, and how sure that is; nobody: it cannot be told. */
export interface Decision {
  agents: string[];
  confidence: number;
}

/** From here on what the search of words found counts as found. */
const sureHint = 0.5;
/** So many agents are asked together for an overview. */
const everybody = 4;
/** So sure a search is not overruled by a single word. */
const verySureHint = 0.8;

/**
 * Weighs what is said against what the search of words found. Both: it is meant. The search alone: it is meant if things of
 * its matter are named, and not as data that something is done with. What is said alone: where nothing else is said in
 * its clause.
 */
export const decide = (question: string, agents: readonly Described[], hint: Hint | undefined): Decision => {
  const reading = read(withoutNames(question, hint), agents);
  const known = (hint?.agents ?? []).filter((id) => agents.some((agent) => agent.id === id));
  const sure = hint !== undefined && hint.confidence >= sureHint ? known : [];
  if (sure.length >= everybody) return { agents: sure, confidence: 0.9 };
  if (reading.said.size === 0) return byNames(reading, known, sure);
  const both = sure.filter((id) => reading.said.has(id) && mayMean(id, hint));
  if (both.length > 0) {
    const named = sure.filter((id) => !reading.said.has(id) && reading.named.has(id));
    return { agents: inOrder(agents, [...both, ...named, ...alone(reading, both)]), confidence: 0.9 };
  }
  const most = Math.max(...reading.said.values());
  if (sure.length > 0 && (hint?.confidence ?? 0) >= verySureHint && most <= 1) return { agents: sure, confidence: 0.7 };
  const said = loudest(reading);
  const owners = (hint?.names.length ?? 0) > 0 ? [...reading.said.keys()] : said;
  const likely = owners.filter((id) => mayMean(id, hint));
  if (likely.length > 0 || most > 1)
    return { agents: inOrder(agents, likely.length > 0 ? likely : said), confidence: 0.7 };
  return byNames(reading, known, sure);
};

/** Something in the data is named, and nothing is said about it: "and the North only?" */
export const namesOnly = (question: string, agents: readonly Described[], hint: Hint | undefined): boolean =>
  (hint?.names.length ?? 0) > 0 && read(withoutNames(question, hint), agents).said.size === 0;

/** Whether an agent has something that the question names, where it names anything in the data. */
const mayMean = (id: string, hint: Hint | undefined): boolean =>
  !hint || hint.names.length === 0 || hint.names.some(({ agents }) => agents.includes(id));

/** What the data calls something says nothing about it: "invoice-sync" is no invoice. */
const withoutNames = (question: string, hint: Hint | undefined): string =>
  (hint?.names ?? []).reduce((text, { name }) => without(text, name), question);

const without = (text: string, name: string): string => {
  const words = name.split(" ");
  if (words.length < 2) return text;
  const found = new RegExp(words.map((word) => word.replace(/[^\p{L}\p{N}]/gu, "")).join("[^\\p{L}\\p{N}]{1,2}"), "iu");
  return text.replace(found, " ");
};

/** Nothing is said: things decide. */
const byNames = ({ named }: Reading, known: readonly string[], sure: readonly string[]): Decision => {
  if (sure.length > 0) return { agents: [...sure], confidence: 0.8 };
  const both = known.filter((id) => named.has(id));
  if (both.length === 1) return { agents: both, confidence: 0.5 };
  return { agents: known.length === 1 ? [...known] : [], confidence: 0.4 };
};

/** Who alone has something said in a clause that says nothing of the others. */
const alone = ({ clauses }: Reading, others: readonly string[]): string[] =>
  clauses.flatMap((said) => {
    const ids = [...said.keys()];
    return ids.length === 1 && !ids.some((id) => others.includes(id)) ? ids : [];
  });

/** In each clause whom most is said of. */
const loudest = ({ clauses }: Reading): string[] =>
  clauses.flatMap((said) => {
    const most = Math.max(0, ...said.values());
    return [...said].filter(([, weight]) => weight === most || weight >= 1.5).map(([id]) => id);
  });

const inOrder = (agents: readonly Described[], ids: readonly string[]): string[] =>
  agents.filter(({ id }) => ids.includes(id)).map(({ id }) => id);
