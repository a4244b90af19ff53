import type { Plan } from "../state.ts";
import {
  asksItself,
  type Clause,
  clausesOf,
  elided,
  germanPronoun,
  isAdverbial,
  isOfNow,
  periodIn,
  pronoun,
  thatThing,
} from "./question-clauses.ts";

/** What is known of the words of a question. */
export interface Known {
  /** Whom a text speaks for. */
  says: (text: string) => readonly string[];
  /** What the question names in the data, in lower case, and who has it. */
  names: readonly { name: string; agents: readonly string[] }[];
}

interface Part extends Clause {
  agent: string;
}

/**
 * A question of its own for each agent, where every clause is clearly for one of them and says all that it needs; what is
 * said once for all of them (a period, a name that "it" stands for) is said in each. Undefined: the question stays whole.
 */
export const partsOf = (question: string, agents: readonly string[], known: Known): Plan["asks"] | undefined => {
  const clauses = agents.length < 2 || agents.length > mostAgents ? undefined : clausesOf(question);
  const named = clauses && completed(clauses, known);
  const split = named && splitBy(named, agents, known.says);
  if (!split || isNamedOnce(split.parts, known.names)) return undefined;
  const { parts, before, behind } = split;
  const whole = parts.map((part, at) => standing(part, at, parts));
  if (whole.some((part) => part === undefined)) return undefined;
  const full = withPeriods(whole.flatMap((part) => part ?? []));
  const end = question.includes("?") ? "?" : "";
  const inOrder = full.toSorted((one, other) => agents.indexOf(one.agent) - agents.indexOf(other.agent));
  return inOrder.map(({ agent, text }) => ({ agent, question: `${before}${trimmed(text)}${behind}${end}` }));
};

/** More agents are asked for an overview, and each of them reads the question whole. */
const mostAgents = 3;

const trimmed = (text: string): string => text.replace(/[ ,;:.!?]{1,20}$/u, "").replace(/^ {1,20}/u, "");

/**
 * The clauses with what they take from those before: "and how often did it fail" by its name, "and which failed most" with
 * the thing that is meant. Undefined: what is meant is not clear.
 */
const completed = (clauses: readonly Clause[], { names, says }: Known): Clause[] | undefined => {
  const made: Clause[] = [];
  for (const clause of clauses) {
    const before = made.map(({ text }) => text).join(" ");
    const text = made.length === 0 ? clause.text : withName(withThing(clause.text.trim(), before, says), before, names);
    if (text === undefined) return undefined;
    made.push({ ...clause, text });
  }
  return made;
};

/** "Which failed most" of what was named last: "which products", "our jobs", or anything in the plural. */
const withThing = (text: string, before: string, says: Known["says"]): string => {
  const found = elided.exec(text);
  const all = [...before.matchAll(things)];
  const asked = all.flatMap(({ 1: thing }) => thing ?? []);
  const named = asked.length > 0 ? asked : all.flatMap(({ 2: thing }) => thing ?? []);
  const noun = found && (named.findLast((word) => says(word).length > 0) ?? named.at(-1));
  return found && noun ? text.replace(found[0], `${found[1]} ${noun}`) : text;
};
const things =
  /\b(?:which|how many|our|all|welche|wie viele|unsere|alle) (\p{L}{3,30})(?![\p{L}])|(?<![\p{L}])(\p{L}{3,30}s)(?![\p{L}])/giu;

/** The text with the name that "it", "its" or "the job" stands for. */
const withName = (text: string, before: string, names: Known["names"]): string | undefined => {
  const isOwn = /\b(?:which|what|how many|the|all) \p{L}{2,30}s\b.{0,60}\b(?:its|their)\b/iu.test(text);
  const said = isOwn ? undefined : pronoun.exec(text)?.[0];
  const isNamed = names.some(({ name }) => writtenIn(text, name) !== undefined);
  const thing = said || isNamed ? undefined : thatThing.exec(text)?.[0];
  const [name, ...more] = new Set(names.flatMap((each) => writtenIn(before, each.name) ?? []));
  const isOne = name !== undefined && more.length === 0;
  if (thing !== undefined && isOne) return text.replace(thing, name);
  if (germanPronoun.test(text) && names.length > 0) return undefined;
  if (said === undefined) return text;
  if (!isOne) return undefined;
  const them = /\b(how many|which) of (?:them|those|these)\b/iu.exec(text);
  if (them) return text.replace(them[0], `${them[1]} ${name}`);
  return text.replace(said, /^(?:its|their|his|her)$/iu.test(said) ? `${name}'s` : name);
};

/** "What did marketing spend, and how many runs failed?": perhaps those of marketing, which only the whole question says. */
const isNamedOnce = (parts: readonly Part[], names: Known["names"]): boolean =>
  names.some(({ name, agents }) => {
    const first = parts.findIndex(({ text }) => writtenIn(text, name) !== undefined);
    return (
      first >= 0 &&
      parts
        .slice(first + 1)
        .some(
          ({ agent, text }) =>
            agents.includes(agent) && names.every((other) => writtenIn(text, other.name) === undefined),
        )
    );
  });

/** A name as it stands in a text: "nightly-etl". */
const writtenIn = (text: string, name: string): string | undefined => {
  const words = name.split(" ").map((word) => word.replaceAll(/[^\p{L}\p{N}]/gu, ""));
  return new RegExp(`(?<![\\p{L}\\p{N}])${words.join("[ ._@-]")}(?![\\p{L}\\p{N}])`, "iu").exec(text)?.[0];
};

interface Split {
  parts: Part[];
  /** What holds for each of them, before it and behind it. */
  before: string;
  behind: string;
}

/** Clauses of one agent that stand side by side are one part. */
const splitBy = (clauses: readonly Clause[], agents: readonly string[], says: Known["says"]): Split | undefined => {
  const owners = withLast(
    clauses,
    clauses.map(({ text }) => says(text).filter((agent) => agents.includes(agent))),
    agents,
  );
  const alone = new Set(owners.flatMap((ids) => (ids.length === 1 ? ids : [])));
  const parts: Part[] = [];
  let before = "";
  let behind = "";
  for (const [at, clause] of clauses.entries()) {
    const ids = owners[at] ?? [];
    const open = ids.filter((id) => !alone.has(id));
    const agent = ids.length === 1 ? ids[0] : open.length === 1 ? open[0] : undefined;
    if (ids.length > 1 && agent === undefined) return undefined;
    const last = parts.at(-1);
    if (agent !== undefined && last?.agent !== agent) parts.push({ ...clause, agent });
    else if (
      last &&
      agent === undefined &&
      at === clauses.length - 1 &&
      /^[,:]/.test(clause.joint) &&
      isAdverbial(clause.text)
    )
      behind = ` ${trimmed(clause.text)}`;
    else if (last) last.text = `${last.text}${clause.joint} ${clause.text.trim()}`;
    else if (isAdverbial(clause.text.trim())) before = `${trimmed(clause.text)}, `;
    else if (!isGreeting.test(clause.text.trim())) return undefined;
  }
  const isOneEach = new Set(parts.map(({ agent }) => agent)).size === parts.length;
  return isOneEach && parts.length === agents.length ? { parts, before, behind } : undefined;
};
/** The one clause whose words say too little is for the one agent that the others do not need. */
const withLast = (clauses: readonly Clause[], owners: string[][], agents: readonly string[]): string[][] => {
  const open = agents.filter((agent) => !owners.some((ids) => ids.includes(agent)));
  const silent = owners.flatMap((ids, at) =>
    ids.length === 0 && asksItself(clauses[at]?.text.trim() ?? "") ? [at] : [],
  );
  return open.length === 1 && silent.length === 1
    ? owners.map((ids, at) => (at === silent[0] ? [...open] : ids))
    : owners;
};

const isGreeting =
  /^(?:hi|hey|hello|hallo|moin|good (?:morning|afternoon|evening)|please|bitte|quick (?:one|question))\b.{0,20}$/iu;

/** The part with what it takes from those before it; undefined: it cannot stand by itself. */
const standing = (part: Part, at: number, parts: readonly Part[]): Part | undefined => {
  const text = part.text.trim();
  const [first] = parts;
  if (!first) return undefined;
  if (at === 0) return { ...part, text: isPlain(text) ? `${text}${sharedBehind(parts)}` : text };
  if (elided.test(text)) return undefined;
  if (asksItself(text)) return part;
  // "Show me the revenue and the stock", "what is our revenue and our stock"
  const head = heads.exec(first.text.trim())?.[0];
  if (head === undefined && asksItself(first.text.trim())) return undefined;
  return { ...part, text: head === undefined || /^(?:compare|vergleiche?)/iu.test(head) ? text : `${head} ${text}` };
};
const heads =
  /^(?:(?:please |bitte )?(?:show|list|give|tell|compare|zeige?|vergleiche?|gib)(?: me| us| mir| uns)?|what(?: is|'s| are| was| were)|whats|wie (?:ist|war|hoch ist|hoch war))\b/iu;

/** Nothing narrows it: "revenue" of "revenue and stock per product". */
const isPlain = (text: string): boolean =>
  (!asksItself(text) || heads.test(text)) &&
  !/\b(?:by|per|for|(?<!number |amount |share |rate )of|in|at|on|since|with|from|last|this|je|pro|im|seit|für|nach)\b/iu.test(
    text,
  );

/** What stands at the end of the last part and splits it or says when. */
const sharedBehind = (parts: readonly Part[]): string => {
  const last = parts.at(-1)?.text.trim() ?? "";
  if (asksItself(last)) return "";
  const found = /\b(?:by|per|for each|je|pro)\b.{1,120}$/iu.exec(last)?.[0];
  return found === undefined ? "" : ` ${found}`;
};

/** A period holds for what follows, and for what stands before a plain "and"; not for what is so now. */
const withPeriods = (parts: readonly Part[]): Part[] => {
  const made: Part[] = [];
  let said: string | undefined;
  for (const part of parts) {
    const own = periodIn(part.text);
    const isOpen = own === undefined && said !== undefined && !isOfNow(part.text);
    made.push(isOpen ? { ...part, text: `${trimmed(part.text)} ${said}` } : part);
    said = own ?? said;
  }
  const [first, last] = [made[0], made.at(-1)];
  const behind = last && periodIn(last.text);
  const isPlainJoint = last !== undefined && /^ (?:and|und|plus)$/iu.test(last.joint);
  const end = trimmed(last?.text ?? "");
  const isAtEnd = behind !== undefined && end.endsWith(behind) && !end.endsWith(` of ${behind}`);
  if (!first || made.length !== 2 || !isPlainJoint || !isAtEnd || periodIn(first.text) || isOfNow(first.text))
    return made;
  return [{ ...first, text: `${trimmed(first.text)} ${behind}` }, ...made.slice(1)];
};
