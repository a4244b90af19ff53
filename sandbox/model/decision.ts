import { type Described, type Reading, read } from "./reading/reading.ts";

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
/**
 * Goes by what is said. What only the search of words found is meant, too, where its things are named or a clause says no
 * more than a word that may be about it; where nothing is said, the search decides.
 */
export const decide = (question: string, agents: readonly Described[], hint: Hint | undefined): Decision => {
  const reading = read(question, agents, hint?.names);
  const known = (hint?.agents ?? []).filter((id) => agents.some((agent) => agent.id === id));
  const sure = hint !== undefined && hint.confidence >= sureHint ? known : [];
  if (sure.length >= everybody) return { agents: sure, confidence: 0.9 };
  const said = [...reading.said.keys()];
  if (said.length === 0) return byNames(reading, known, sure);
  const isAgreed = said.some((id) => sure.includes(id));
  const found = sure.filter((id) => reading.hinted.has(id) || (isAgreed && reading.named.has(id)));
  return { agents: inOrder(agents, [...said, ...found]), confidence: isAgreed ? 0.9 : 0.7 };
};

/** Something in the data is named, and nothing is said about it: "and the North only?" */
export const namesOnly = (question: string, agents: readonly Described[], hint: Hint | undefined): boolean =>
  (hint?.names.length ?? 0) > 0 && read(question, agents, hint?.names).said.size === 0;

/** Nothing is said: things decide. */
const byNames = ({ named }: Reading, known: readonly string[], sure: readonly string[]): Decision => {
  const thought = sure.filter((id) => named.has(id));
  if (sure.length > 0)
    return { agents: sure.length === 2 && thought.length === 1 ? thought : [...sure], confidence: 0.8 };
  const both = known.filter((id) => named.has(id));
  if (both.length === 1) return { agents: both, confidence: 0.5 };
  return { agents: known.length === 1 ? [...known] : [], confidence: 0.4 };
};

const inOrder = (agents: readonly Described[], ids: readonly string[]): string[] =>
  agents.filter(({ id }) => ids.includes(id)).map(({ id }) => id);
