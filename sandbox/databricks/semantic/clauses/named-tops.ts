import { type Result, records } from "../../data/database.ts";
import { isTrade } from "../gathering/asks.ts";
import { isSuperlative } from "../gathering/nearby.ts";
import type { Plan } from "../plan.ts";
import type { Reading } from "../reading/reading.ts";
import { describe } from "../saying/describe.ts";
import type { Say } from "../saying/words.ts";
import type { Dimension, Subject } from "../subject.ts";
import { CONTENT, type Piece } from "../tags.ts";

/*
 * A thing that a question names by its place in an order, and asks something else of: "what did our top customer buy", "why
 * does the job with the most failures fail". Another question finds it, and its name stands for those words.
 */

/** Where the words stand, what they name, and the question that finds it. */
interface NamedTop {
  from: number;
  /** The piece behind the last one. */
  to: number;
  dimension: Dimension;
  finding: Piece[];
}

/** What such words stand for, and a sentence that says so. */
export interface NamedThing {
  /** A reading with the thing in their place. */
  standsIn(reading: Reading, subject: Subject): Reading;
  note: Say;
}

/** The thing that a question names so, as far as the data tells it. */
export const namedThingIn = (
  pieces: readonly Piece[],
  subject: Subject,
  data: { planOf: (pieces: Piece[]) => Plan | undefined; run: (plan: Plan) => Result },
): NamedThing | undefined => {
  const top = namedTopIn(pieces, subject);
  const plan = top && data.planOf(top.finding);
  const name = plan && firstOf(plan, top.dimension, data.run(plan));
  if (!top || !plan || name === undefined) return undefined;
  const words = textOf(pieces.slice(top.from, top.to));
  return {
    standsIn: (reading, { dimensions }) => {
      const own = dimensions.find((dimension) => dimension.name === top.dimension.name);
      return own ? { ...reading, pieces: withName(reading.pieces, words, own, name) } : reading;
    },
    note: (voice) => voice.lacks.namedTop(voice.asked([words]).join(" "), name, describe(voice, plan)),
  };
};

/** The first such thing, if something else is asked of it. */
const namedTopIn = (pieces: readonly Piece[], subject: Subject): NamedTop | undefined => {
  const isOfEach = pieces.some(({ tag }, at) => tag.is === "by" && pieces[at + 1]?.tag.is !== "unit");
  if (isOfEach || pieces.some(({ tag }) => OTHERWISE.has(tag.is))) return undefined;
  for (const from of pieces.keys()) {
    const found = topAt(pieces, from, subject) ?? topBehind(pieces, from, subject);
    if (found && isAsideOf(pieces, found)) return found;
  }
  return undefined;
};
/** With these a question is about several, or about others than the first. */
const OTHERWISE = new Set(["value", "versus", "not", "number", "nth", "share", "bothEnds", "threshold", "follow"]);

/** "Our most valuable customer" */
const topAt = (pieces: readonly Piece[], from: number, subject: Subject): NamedTop | undefined => {
  const own = firstOrLast(pieces[from], subject);
  if (own)
    return { from, to: from + 1, dimension: own, finding: [...pieces.slice(from, from + 1), ...periodsOf(pieces)] };
  const end = pieces.findIndex((piece, at) => at > from && thingOf(piece, subject) !== undefined);
  const words = pieces.slice(from, end);
  const isTop =
    words.length > 0 &&
    words.length <= 2 &&
    words.every(({ tag }) => ["order", "degree", "grade", "latest", "earliest"].includes(tag.is)) &&
    words.some((_, at) => isTopWord(pieces, from + at));
  const dimension = thingOf(pieces[end], subject);
  if (end < 0 || !isTop || !dimension || pieces.slice(from + 1, end + 1).some(({ clause }) => clause)) return undefined;
  return { from, to: end + 1, dimension, finding: [...pieces.slice(from, end + 1), ...periodsOf(pieces)] };
};

/** "Our oldest customer", where a row is one of them and these words are one. */
const firstOrLast = (piece: Piece | undefined, { dimensions, record }: Subject): Dimension | undefined =>
  (piece?.tag.is === "earliest" || piece?.tag.is === "latest") && piece.text.endsWith(` ${record.one}`)
    ? dimensions.find(({ name }) => name === record.dimension)
    : undefined;

/** "The job with the most failures" */
const topBehind = (pieces: readonly Piece[], from: number, subject: Subject): NamedTop | undefined => {
  const thing = pieces[from];
  const dimension = thingOf(thing, subject);
  if (!thing || !dimension || !/^(?:with|that has|who has|having)$/.test(pieces[from + 1]?.text ?? ""))
    return undefined;
  const order = pieces[from + 2]?.text === "the" ? from + 3 : from + 2;
  const what = pieces[order + 1];
  if (!what || !isTopWord(pieces, order) || what.clause || !["measure", "flag", "records"].includes(what.tag.is))
    return undefined;
  // "The user with the most denials access": what they did.
  const isVerb = pieces.slice(0, from).some(({ text }) => AUXILIARIES.test(text));
  const to = order + (what.tag.is === "flag" && pieces[order + 2]?.tag.is === "records" && !isVerb ? 3 : 2);
  const which: Piece = { text: "which", clause: false, tag: { is: "which" } };
  const has: Piece = { text: "has", clause: false, tag: { is: "filler" } };
  return { from, to, dimension, finding: [which, thing, has, ...pieces.slice(from + 2, to), ...periodsOf(pieces)] };
};

const isTopWord = (pieces: readonly Piece[], at: number): boolean => {
  const { tag, text } = pieces[at] ?? { tag: { is: "filler" }, text: "" };
  if (tag.is === "grade") return /^(?:best|worst)$/.test(text);
  if (tag.is === "degree") return isSuperlative(pieces, at);
  if (tag.is === "latest" || tag.is === "earliest") return /est\b|standing\b/.test(text);
  return tag.is === "order" && /^(?:top|most|fewest|least|highest|lowest|largest|smallest|biggest)$/.test(text);
};

/** One thing, in the singular. */
const thingOf = (piece: Piece | undefined, { dimensions, record }: Subject): Dimension | undefined => {
  if (!piece || /[^s]s$/.test(piece.text)) return undefined;
  if (piece.tag.is === "dimension") return piece.tag.dimension;
  return piece.tag.is === "records" ? dimensions.find(({ name }) => name === record.dimension) : undefined;
};

const periodsOf = (pieces: readonly Piece[]): Piece[] => pieces.filter(({ tag }) => tag.is === "period");

/** Something is asked of the thing, and it is not what is asked for. */
const isAsideOf = (pieces: readonly Piece[], { from, to, dimension }: NamedTop): boolean => {
  const before = pieces.slice(0, from);
  const behind = pieces.slice(to);
  const others = [...before, ...behind];
  const isAsked = before.some(({ text }) => /^(?:which|what|who|why|when|where|how|list|show)\b/.test(text));
  const isOfIt = others.some(({ tag }) => tag.is === "dimension" && tag.dimension === dimension);
  return isAsked && !isOfIt && asksElse(before, behind, dimension) && standsBeside(before, behind);
};

/** Something besides the figure that puts the things in their order. */
const asksElse = (before: readonly Piece[], behind: readonly Piece[], dimension: Dimension): boolean =>
  [...before, ...behind].some(
    ({ tag, text }) =>
      ["why", "when", "where", "trend"].includes(tag.is) ||
      (tag.is === "dimension" && tag.dimension !== dimension) ||
      /^(?:list|show)$/.test(text),
  ) ||
  // "What did our top customer buy"; what this subject does not know another may.
  (before.some(({ text }) => text === "what") &&
    behind.some((piece) => isTrade(piece) || piece.tag.is === "unknown")) ||
  isDoneByWhom(before);

/** "Who supplies the product with the lowest stock" */
const isDoneByWhom = (before: readonly Piece[]): boolean =>
  before.some((piece, at) => piece.tag.is === "who" && before[at + 1]?.tag.is === "measure");

/** "… of the most expensive team", "did our top customer …" */
const standsBeside = (before: readonly Piece[], behind: readonly Piece[]): boolean => {
  const lead = before.findLast(({ text }) => !ARTICLES.test(text));
  if (lead?.tag.is === "measure") return isDoneByWhom(before);
  // "Workload des teuersten Teams"
  if (PREPOSITIONS.test(lead?.text ?? "") || lead?.tag.is === "dimension") return true;
  return AUXILIARIES.test(lead?.text ?? "") && behind.some(({ tag }) => CONTENT.has(tag.is) || tag.is === "unknown");
};
const ARTICLES = /^(?:the|our|its|their|my|that|this)$/;
const PREPOSITIONS = /^(?:of|for|in|on|from|at|to|with|behind)$/;
const AUXILIARIES = /^(?:do|does|did|has|have|had)$/;

/** The name of the thing that is first by such a query; undefined: the query orders something else, or several are first. */
const firstOf = (plan: Plan, { name }: Dimension, result: Result): string | undefined => {
  if (!isOrderOf(plan, name)) return undefined;
  const [first, second] = records(result);
  const found = first?.[name];
  const key = result.columns.at(plan.kind === "figures" ? -1 : 0)?.name ?? "";
  const isShared = plan.kind === "figures" && second !== undefined && first?.[key] === second[key];
  return typeof found === "string" && !isShared ? found : undefined;
};

const isOrderOf = (plan: Plan, name: string): boolean =>
  plan.kind === "figures"
    ? plan.order !== undefined && plan.groups.length === 1 && plan.groups[0]?.name === name && plan.grain === undefined
    : plan.kind === "list" &&
      (plan.by !== undefined || plan.latest !== undefined) &&
      plan.subject.record.dimension === name;

/** The pieces with the name in the place of those words. */
const withName = (pieces: readonly Piece[], words: string, dimension: Dimension, value: string): Piece[] => {
  for (const from of pieces.keys())
    for (let to = from + 1; to <= pieces.length; to += 1) {
      const text = textOf(pieces.slice(from, to));
      if (text.length > words.length) break;
      if (text !== words) continue;
      const [first] = pieces.slice(from, to);
      const named: Piece = {
        text: words,
        clause: first?.clause ?? false,
        ...(first?.sentence && { sentence: true }),
        tag: { is: "value", dimension, values: [value] },
      };
      return [...pieces.slice(0, from), named, ...pieces.slice(to)];
    }
  return [...pieces];
};

/** Pieces as words. */
const textOf = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join(" ");
