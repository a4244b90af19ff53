import type { Calendar, Period } from "../data/calendar.ts";
import { changed, heldIn, isUnchanged, isUnclearChange, refersBack, unclearPronoun, within } from "./follow-ups.ts";
import { type Interpretation, interpret } from "./interpret.ts";
import { figuresInUnit } from "./joining/asked-units.ts";
import type { Lack } from "./lacks.ts";
import type { Parts } from "./parts.ts";
import { type Plan, planOf } from "./plan.ts";
import type { Reading } from "./reading/reading.ts";
import type { Say } from "./saying/words.ts";
import type { Subject } from "./subject.ts";
import type { Piece } from "./tags.ts";

/* What can be planned of a question as one subject reads it, and how well it fits. */

/** A question that became a plan; follow-ups change its parts. */
export interface Planned {
  kind: "planned";
  plan: Plan;
  parts: Parts;
  /** What of the question is not about this data, and what was read in place of typing errors. */
  notes: Say[];
  /** A figure that was asked for before. */
  before?: Say;
}

/** A question back, which names what is missing. */
export interface Unclear {
  kind: "unclear";
  say: Say;
  /** Nothing of the data is named but a period, if any: the question is after the state of all of it. */
  isOpen?: boolean;
  period?: Period | undefined;
  /** Its words are all known, and nothing can be planned of them together. */
  isLack?: boolean;
}

/** The question as one way of interpreting readings has it. */
export type AnswerBy = (
  way: typeof interpret,
  text: string,
  before: Parts | undefined,
  readAs?: (reading: Reading, subject: Subject) => Reading,
) => Planned | Unclear;

export type Attempt = { kind: "plan"; plan: Plan; parts: Parts } | Lack;

/** "In minutes": the figures of the question before in another unit, and no word of this data. */
export const isOtherUnit = ({ own, parts }: Interpretation, before: Parts | undefined): boolean =>
  before?.subject === parts.subject && figuresInUnit(own, before.measures) !== undefined;

export const planned = (found: Interpretation, before: Parts | undefined, calendar: Calendar): Attempt => {
  const follows = before !== undefined && before.subject === found.parts.subject && found.follows;
  if (
    follows &&
    !figuresInUnit(found.own, before.measures) &&
    (isUnchanged(found.parts) || isUnclearChange(before, found.parts, found.own))
  )
    return { kind: "lack", say: ({ lacks }) => lacks.noChange };
  const pronoun = before && unclearPronoun(found.own, before);
  if (pronoun) return { kind: "lack", say: ({ asked, lacks }) => lacks.whichRows(asked([pronoun]).join(" ")) };
  const limits = before && refersBack(found.own) ? limitsOf(before, found.parts.subject) : undefined;
  if (limits === "lost") return { kind: "lack", say: ({ lacks }) => lacks.lostRows };
  const scaled = before?.subject === found.parts.subject ? figuresInUnit(found.own, before.measures) : undefined;
  if (before && scaled) {
    const parts = { ...before, measures: scaled };
    const plan = planOf(parts, calendar);
    return plan.kind === "lack" ? plan : { kind: "plan", plan, parts };
  }
  const parts = follows ? changed(before, found.parts, found.own) : limits ? within(limits, found.parts) : found.parts;
  const plan = planOf(parts, calendar);
  return plan.kind === "lack" ? plan : { kind: "plan", plan, parts };
};

/** The question before, as far as its limits hold for this subject: "what did they buy" after "who is at risk". */
const limitsOf = (before: Parts, subject: Subject): Parts | "lost" =>
  before.subject === subject ? before : (heldIn(before, subject) ?? "lost");

/** What is not understood weighs most, then what cannot be planned; a follow-up stays with its subject. */
export const cost = (
  { unknown, apart, content, parts, own }: Interpretation,
  plan: Attempt,
  before: Parts | undefined,
): number =>
  unknown.length * 1_000 +
  apart.length * 100 +
  (plan.kind === "lack" ? 50 : 0) +
  (isUnmeant(parts) ? 60 : 0) -
  content -
  (parts.subject === before?.subject ? 0.5 : 0) +
  // "Since when?" and "in minutes" are about what was asked before.
  (before !== undefined &&
  (content === 0 || refersBack(own) || figuresInUnit(own, before.measures)) &&
  parts.subject !== before.subject
    ? 200
    : 0);

/** Nothing that is this subject's own was named. */
const isUnmeant = ({ subject, measures, records, groups, filters }: Parts): boolean =>
  subject.secondary === true &&
  measures.length === 0 &&
  !records &&
  [...groups, ...filters.map(({ dimension }) => dimension)].every(({ join }) => join === undefined);

/** The plan of a question that stands alone and says one thing. */
export const plainPlan = (pieces: Piece[], subject: Subject, calendar: Calendar): Plan | undefined => {
  const found = planned(interpret({ pieces, slips: [] }, subject), undefined, calendar);
  return found.kind === "plan" ? found.plan : undefined;
};
