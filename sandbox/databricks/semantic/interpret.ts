import type { Calendar } from "../data/calendar.ts";
import { addsCondition } from "./carried.ts";
import { extendedBy, withSecondColumns } from "./clauses/second-columns.ts";
import { withSecondAsk } from "./clauses/second-figures.ts";
import { withoutStatements } from "./clauses/statements.ts";
import { add } from "./gathering/gather.ts";
import { settle } from "./gathering/settle.ts";
import { emptyParts, type Parts } from "./parts.ts";
import type { Reading } from "./reading/reading.ts";
import type { Subject } from "./subject.ts";
import { CONTENT, type Piece, runsOf } from "./tags.ts";

/** A question in parts, and what of it was not understood. */
export interface Interpretation {
  parts: Parts;
  /** Words that name nothing in the data. */
  unknown: string[];
  /** Clauses that are not about this data, beside others that are. */
  apart: string[];
  /** What is about this data. */
  own: readonly Piece[];
  /** It changes a part of the question before. */
  follows: boolean;
  /** It means nothing without a question before. */
  isElliptical: boolean;
  /** How many pieces are about the data. */
  content: number;
  slips: [string, string][];
  /** The parts of the same question with other pieces of its own. */
  again?: (pieces: readonly Piece[]) => Parts | undefined;
}

const SAYING = new Set(["measure", "degree", "flag"]);

/** What the pieces of a question ask for together. */
export const interpret = ({ pieces, slips }: Reading, subject: Subject): Interpretation => {
  const { own, unknown, apart } = sifted(pieces, subject);
  const parts = emptyParts(subject);
  for (const index of own.keys()) add(parts, own, index);
  settle(parts, own);
  return {
    parts,
    unknown,
    apart,
    own,
    follows: isFollowUp(own, parts),
    isElliptical: isElliptical(own, parts),
    content: own.filter(({ tag }) => CONTENT.has(tag.is)).length,
    slips,
  };
};

/** The same, where a second figure is asked for by itself. */
export const interpretHalves: typeof interpret = (reading, subject) => {
  const whole = interpret(reading, subject);
  return { ...whole, parts: withSecondAsk(whole.own, subject) ?? whole.parts };
};

/** The same, where further clauses ask for columns or splits of what the first is about. */
export const interpretColumns =
  (calendar: Calendar): typeof interpret =>
  (reading, subject) => {
    const found = withSecondColumns(reading.pieces, subject, calendar);
    if (!found) return interpretHalves(reading, subject);
    const { parts, own, asks } = found;
    return {
      ...interpret({ ...reading, pieces: [...own] }, subject),
      parts,
      // One clause is planned anew without one of its words.
      again: (pieces) => extendedBy(pieces, asks, subject, calendar),
    };
  };

/** Clauses that hold something unknown and nothing of this data are left out where others are about it. */
const sifted = (read: readonly Piece[], subject: Subject): { own: Piece[]; unknown: string[]; apart: string[] } => {
  const { pieces, apart } = withoutStatements(read, subject);
  const clauses = clausesOf(pieces);
  const isOwn = (clause: Piece[]) => clause.some(({ tag }) => CONTENT.has(tag.is));
  const isStrange = (clause: Piece[]) => clause.some(({ tag }) => tag.is === "unknown");
  const anyOwn = clauses.some(
    (clause, at) =>
      isOwn(clause) &&
      !(at > 0 && isSubordinate(clause)) &&
      clause.some(({ tag }) => SAYING.has(tag.is) || tag.is === "records"),
  );
  const kept = clauses.filter((clause) => !anyOwn || isOwn(clause) || !isStrange(clause) || !isApart(clause));
  const strange = clauses.filter((clause) => !kept.includes(clause));
  const beside = kept.filter((clause) => isBeside(clause, kept));
  return {
    own: kept.flat(),
    unknown: kept.filter((clause) => !beside.includes(clause)).flatMap(unknownIn),
    apart: [...apart, ...[...strange, ...beside].flatMap(unknownIn)],
  };
};

/** "…, when feature-backfill failed": it says when, and asks nothing. */
const isSubordinate = ([first, second]: readonly Piece[]): boolean =>
  /^(?:when|while|after|before|because|as)$/.test(first?.text ?? "") &&
  !/^(?:did|does|do|is|was|were|are|has|have|had|a|percentage)$/.test(second?.text ?? "");

/** A question of its own, or about what only another space knows; neither "without" something nor "versus" it. */
const isApart = (clause: Piece[]): boolean => {
  const strange = clause.filter(({ tag }) => tag.is === "unknown");
  if (clause.some(({ tag }) => NARROWING.has(tag.is)) || narrows(clause)) return false;
  // "And after the 20th"
  if (strange.some(({ text }) => /^(?:st|nd|rd|th)$/.test(text))) return false;
  if (strange.every(({ tag }) => tag.is === "unknown" && tag.foreign)) return true;
  if (clause.some(({ tag }) => tag.is === "count")) return false;
  const [first, second] = clause.flatMap(({ text }) => text.split(" "));
  return ASKING.has(first ?? "") || (JOINING.has(first ?? "") && ASKING.has(second ?? ""));
};
/** "…, paid by invoice", "but still within its limit": it says which of the data is meant, and names no other thing. */
const narrows = (clause: Piece[]): boolean => {
  const first = clause.find(({ text }) => !JOINING.has(text) && !ARTICLES.test(text));
  return first !== undefined && !NAMING.has(first.tag.is) && !ASKING.has(first.text.split(" ")[0] ?? "");
};
/** With these a clause may begin that names a thing of its own: "high churn", "the average temperature". */
const NAMING = new Set("unknown order degree grade count total average latest".split(" "));
const ARTICLES = /^(?:a|an|the|our|your|their|its|please|any)$/;
const NARROWING = new Set(["versus", "not", "period", "follow", "threshold"]);
const JOINING = new Set(["and", "but", "also", "plus"]);
const ASKING = new Set(
  "how what which who where when why is are was were do does did can tell show list give".split(" "),
);

/** "Are expensive jobs also failing?": one clause says of the jobs what only another space knows, the other is ours. */
const isBeside = (clause: Piece[], clauses: Piece[][]): boolean => {
  const says = (each: Piece[]) => each.some(({ tag }) => SAYING.has(tag.is));
  const strange = clause.filter(({ tag }) => tag.is === "unknown");
  return (
    strange.length > 0 &&
    !clause.some(({ tag }) => tag.is === "value" || tag.is === "flag") &&
    !narrows(clause) &&
    !clause.some(({ tag }) => NARROWING.has(tag.is)) &&
    strange.every(({ tag }) => tag.is === "unknown" && tag.foreign) &&
    !says(clause) &&
    clauses.some(says)
  );
};

const clausesOf = (pieces: readonly Piece[]): Piece[][] =>
  runsOf(pieces, ({ clause, tag, text }) => clause || tag.is === "joint" || (tag.is === "versus" && text !== "than"));

const unknownIn = (clause: Piece[]): string[] =>
  clause.filter(({ tag }) => tag.is === "unknown").map(({ text }) => text);

const isFollowUp = (pieces: readonly Piece[], parts: Parts): boolean => {
  const opening = pieces.find(({ tag }) => tag.is !== "filler");
  const first = opening?.tag.is;
  if (
    first === "follow" ||
    first === "joint" ||
    first === "shown" ||
    first === "not" ||
    pieces.some(({ tag, text }) => tag.is === "follow" && text === "instead")
  )
    return true;
  // "Of failed runs"
  if (/^(?:of|for)$/.test(pieces[0]?.text ?? "")) return true;
  // "Sorted by lifetime value", "before noon only"
  if (opening && /^(?:sorted|ranked|ordered) by$/.test(opening.text)) return true;
  const isNamed = parts.measures.length > 0 || parts.counted !== undefined || parts.records === true;
  if (!isNamed && pieces.at(-1)?.tag.is === "follow") return true;
  // "What are the segments?" is whole; "which region?" asks for a part of the question before.
  // "How often this year?" counts what the question before was about.
  if (!pieces.some(({ tag }) => CONTENT.has(tag.is))) return true;
  if (opening?.text === "what" && parts.groups.length > 0) return false;
  if (isFragment(pieces) || countsNothing(pieces) || isBareFigure(pieces)) return true;
  return parts.measures.length === 0 && !parts.records && !parts.counted && parts.flags.length === 0;
};

/** "At night", "that failed": a condition, and nothing that it could be one of. */
const isFragment = (pieces: readonly Piece[]): boolean =>
  addsCondition(pieces) && !pieces.some(({ tag }) => WHOLE.has(tag.is));
const WHOLE = new Set("measure degree records dimension count which who where when why list order grade".split(" "));

/**
 * "Average duration?", "how many units?", "any failures?": another figure of what the question before was about. With a
 * verb it is a whole question: "how many units were sold?"
 */
const isBareFigure = (pieces: readonly Piece[]): boolean =>
  pieces.some(({ tag }) => tag.is === "measure") &&
  !pieces.some(({ text }) => VERB.test(text)) &&
  pieces.every(
    ({ tag, text }) =>
      BARE.has(tag.is) || (tag.is === "filler" && /^(?:the|any|and|of|its|their|how|much)$/.test(text)),
  );
const VERB = /\b(?:sold|sell|bought|buy|spent|spend|paid|pay|earn(?:ed)?|made|make|took|take|ran|waited|wait)\b/;
const BARE = new Set(["measure", "average", "median", "count", "joint"]);

/** "How many per job?": of what the question before was about. */
const countsNothing = (pieces: readonly Piece[]): boolean => {
  const at = pieces.findIndex(({ tag }) => tag.is === "count");
  const next = pieces.slice(at + 1).find(({ tag }) => tag.is !== "filler");
  // "How many logins yesterday", then "how many failed?"
  if (at >= 0 && next?.tag.is === "flag" && pieces.every(({ tag }) => /^(?:count|flag|filler|joint)$/.test(tag.is)))
    return true;
  return at >= 0 && next?.tag.is === "by" && !pieces.some(({ tag }) => tag.is === "records" || tag.is === "measure");
};

/** "And what about the North only?": it goes on with something, and names neither a figure nor rows. */
const isElliptical = (pieces: readonly Piece[], parts: Parts): boolean => {
  const opening = pieces.find(({ tag }) => tag.is !== "filler");
  const goesOn =
    opening?.tag.is === "follow" || (opening?.tag.is === "joint" && /^(?:and|but|also|or)$/.test(opening.text));
  return (
    goesOn &&
    parts.measures.length + parts.groups.length + parts.flags.length === 0 &&
    !parts.records &&
    !parts.counted &&
    !parts.why
  );
};
