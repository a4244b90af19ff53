import { remembered } from "../../remembered.ts";
import type { Calendar, Period } from "../data/calendar.ts";
import type { Result } from "../data/database.ts";
import { ineffective } from "./checks/effects.ts";
import { omissions } from "./checks/omissions.ts";
import { present, presentText } from "./checks/present.ts";
import { vague, vagueText } from "./checks/vague.ts";
import { clausesOf, clauseText } from "./clauses/asks-again.ts";
import { dropped } from "./clauses/dropped.ts";
import { namedThingIn } from "./clauses/named-tops.ts";
import { asksTwice } from "./clauses/second-figures.ts";
import { writtenOf } from "./composing/written.ts";
import { changed, heldIn, isUnchanged, isUnclearChange, refersBack, unclearPronoun, within } from "./follow-ups.ts";
import { type Interpretation, interpret, interpretColumns, interpretHalves } from "./interpret.ts";
import { joined } from "./joining/joined.ts";
import type { Lack } from "./lacks.ts";
import type { Parts } from "./parts.ts";
import { type Plan, planOf } from "./plan.ts";
import { asWritten, notesOf, unknownText, withContents } from "./questions-back.ts";
import { type Lexicon, lexiconOf, stemsOfSubjects } from "./reading/lexicon.ts";
import { type Reading, read } from "./reading/reading.ts";
import { wordsIn } from "./reading/words.ts";
import type { Say } from "./saying/words.ts";
import type { Dimension, Subject } from "./subject.ts";
import type { Piece } from "./tags.ts";

/** A question that became a plan; follow-ups change its parts. */
export interface Planned {
  kind: "planned";
  plan: Plan;
  parts: Parts;
  /** What of the question is not about this data, and what was read in place of typing errors. */
  notes: Say[];
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

export interface Engine {
  /** Understands a question in the light of the one before. */
  plan(text: string, before: Parts | undefined): Planned | Unclear;
  /** The question as each subject reads it. */
  readings(text: string): Reading[];
}

/** Reads questions about subjects; `foreign` are the stems that other spaces know. */
export const createEngine = (
  subjects: readonly Subject[],
  valuesOf: (subject: Subject, dimension: Dimension) => string[],
  calendar: Calendar,
  foreign: ReadonlySet<string>,
  run: (plan: Plan) => Result,
): Engine => {
  const readers = readersOf(subjects, valuesOf, calendar, foreign);
  const unclear = (say: Say): Unclear => ({ kind: "unclear", say: withContents(say, subjects) });

  /** The question as one way of interpreting readings has it. */
  const answerBy = (
    way: typeof interpret,
    text: string,
    before: Parts | undefined,
    readAs = (reading: Reading, _: Subject): Reading => reading,
  ): Planned | Unclear => {
    const [best] = readers
      .map(({ reading, subject }) => way(readAs(reading(text), subject), subject))
      .map((each) => ({ each, plan: planned(each, before, calendar) }))
      .toSorted((one, other) => cost(one.each, one.plan, before) - cost(other.each, other.plan, before));
    if (!best) return { kind: "unclear", say: ({ lacks }) => lacks.noData };
    const { each, plan } = best;
    const written = (words: readonly string[]) => words.map((word) => asWritten(word, text));
    if (each.unknown.length > 0) {
      const others = readers.filter(({ subject }) => subject !== each.parts.subject);
      const apart = each.unknown.filter((word) => others.some(({ lexicon }) => lexicon.at(wordsIn(word), 0)));
      const words = written(each.unknown);
      if (apart.length === each.unknown.length) return unclear(({ asked, lacks }) => lacks.elsewhere(asked(words)));
      return { kind: "unclear", say: unknownText(words, subjects, (dimension) => valuesNamed(dimension, readers)) };
    }
    const known = knownElsewhere(each, readers);
    if (known.length > 0) return unclear(({ asked, lacks }) => lacks.elsewhere(asked(written(known))));
    if (before === undefined && each.isElliptical) return unclear(({ lacks }) => lacks.alone);
    if (plan.kind === "lack") return { ...plan, ...unclear(plan.say), isLack: true };
    const query = writtenOf(plan.plan);
    if (present(each.own, query).length > 0) return unclear(presentText(plan.plan.subject));
    const loose = vague(each.own);
    if (loose) return unclear(vagueText(loose, plan.plan.subject));
    const missing = missingIn(each, plan.plan, (pieces) => {
      const other = planned(replanned(each, pieces, way), before, calendar);
      return other.kind === "plan" ? other.plan : undefined;
    });
    if (missing.length > 0) return unclear(({ asked, lacks }) => lacks.omitted(asked(written(missing))));
    return { kind: "planned", plan: plan.plan, parts: plan.parts, notes: notesOf(each) };
  };

  /** The question back to several clauses of which the first alone can be answered. */
  const besideFirst = (text: string, before: Parts | undefined): Unclear | undefined => {
    const found = answerBy(interpretFirst, text, before);
    if (found.kind !== "planned") return undefined;
    const reader = readers.find(({ subject }) => subject === found.parts.subject);
    const [own = "", ...others] = clausesOf(reader?.reading(text).pieces ?? []).map(clauseText);
    if (others.length === 0) return undefined;
    return unclear(({ asked, lacks }) => lacks.beside(asked([own]).join(" "), asked(others)));
  };

  /** The same with a thing in the place of the words that name it by its place in an order. */
  const aboutFirst = (text: string): Planned | undefined => {
    for (const { reading, subject } of readers) {
      const named = namedThingIn(reading(text).pieces, subject, {
        planOf: (pieces) => plainPlan(pieces, subject, calendar),
        run,
      });
      const found = named && answerBy(interpret, text, undefined, named.standsIn);
      if (named && found?.kind === "planned") return { ...found, notes: [named.note, ...found.notes] };
    }
    return undefined;
  };

  return {
    readings: (text) => readers.map(({ reading }) => reading(text)),
    plan: (text, before) => {
      const about = aboutFirst(text);
      if (about) return about;
      const isSeveral = readers.some(({ reading }) => asksAgainIn(reading(text).pieces));
      for (const way of isSeveral ? [interpretColumns(calendar), interpretHalves] : []) {
        const found = answerBy(way, text, before);
        if (found.kind === "planned") return found;
      }
      const found = answerBy(interpret, text, before);
      return found.kind === "unclear" && found.isLack ? (besideFirst(text, before) ?? found) : found;
    },
  };
};

/** What reads a question about each subject. */
const readersOf = (
  subjects: readonly Subject[],
  valuesOf: (subject: Subject, dimension: Dimension) => string[],
  calendar: Calendar,
  foreign: ReadonlySet<string>,
) =>
  subjects.map((subject) => {
    const values = new Map(subject.dimensions.map((dimension) => [dimension, valuesOf(subject, dimension)]));
    const lexicon: Lexicon = lexiconOf(subject, (dimension) => values.get(dimension) ?? []);
    const siblings = stemsOfSubjects(subjects.filter((other) => other !== subject));
    const reader = { subject, lexicon, calendar, foreign, siblings, values };
    const reading = remembered((text) =>
      joined(read(text, reader), reader, (dimension) => values.get(dimension)?.length ?? 0),
    );
    return { ...reader, reading };
  });

/** The first clause alone. */
const interpretFirst: typeof interpret = ({ pieces, slips }, subject) =>
  interpret({ pieces: clausesOf(pieces)[0] ?? [], slips }, subject);

/** What would be left out, and another table of this space knows. */
const knownElsewhere = ({ apart, parts }: Interpretation, readers: ReturnType<typeof readersOf>): string[] =>
  apart.filter((word) =>
    readers.some(({ subject, lexicon }) => subject !== parts.subject && lexicon.vocabulary.has(word)),
  );

/** A few values of a dimension, by its name. */
const valuesNamed = ({ name }: Dimension, readers: ReturnType<typeof readersOf>): string[] =>
  readers
    .flatMap(({ values }) => [...values].flatMap(([dimension, known]) => (dimension.name === name ? known : [])))
    .slice(0, 6);

/** The plan of a question that stands alone and says one thing. */
const plainPlan = (pieces: Piece[], subject: Subject, calendar: Calendar): Plan | undefined => {
  const found = planned(interpret({ pieces, slips: [] }, subject), undefined, calendar);
  return found.kind === "plan" ? found.plan : undefined;
};

const asksAgainIn = (pieces: readonly Piece[]): boolean => clausesOf(pieces).length > 1 || asksTwice(pieces);

/** The same question with other pieces. */
const replanned = (each: Interpretation, pieces: Piece[], way: typeof interpret): Interpretation => {
  const parts = each.again?.(pieces);
  return parts ? { ...each, parts, own: pieces } : way({ pieces, slips: [] }, each.parts.subject);
};

/** The words for which the query has nothing. */
const missingIn = ({ own }: Interpretation, plan: Plan, planWith: (pieces: Piece[]) => Plan | undefined): string[] => {
  const without = (index: number) => planWith(own.filter((_, at) => at !== index));
  return [
    ...new Set([
      ...omissions(own, writtenOf(plan)),
      ...ineffective(own, plan, without),
      ...dropped(own, plan, planWith),
    ]),
  ];
};

type Attempt = { kind: "plan"; plan: Plan; parts: Parts } | Lack;

const planned = (found: Interpretation, before: Parts | undefined, calendar: Calendar): Attempt => {
  const follows = before !== undefined && before.subject === found.parts.subject && found.follows;
  if (follows && (isUnchanged(found.parts) || isUnclearChange(before, found.parts, found.own)))
    return { kind: "lack", say: ({ lacks }) => lacks.noChange };
  const pronoun = before && unclearPronoun(found.own, before);
  if (pronoun) return { kind: "lack", say: ({ asked, lacks }) => lacks.whichRows(asked([pronoun]).join(" ")) };
  const limits = before && refersBack(found.own) ? limitsOf(before, found.parts.subject) : undefined;
  if (limits === "lost") return { kind: "lack", say: ({ lacks }) => lacks.lostRows };
  const parts = follows ? changed(before, found.parts, found.own) : limits ? within(limits, found.parts) : found.parts;
  const plan = planOf(parts, calendar);
  return plan.kind === "lack" ? plan : { kind: "plan", plan, parts };
};

/** The question before, as far as its limits hold for this subject: "what did they buy" after "who is at risk". */
const limitsOf = (before: Parts, subject: Subject): Parts | "lost" =>
  before.subject === subject ? before : (heldIn(before, subject) ?? "lost");

/** What is not understood weighs most, then what cannot be planned; a follow-up stays with its subject. */
const cost = (
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
  // "Since when?" is about what was asked before.
  (before !== undefined && (content === 0 || refersBack(own)) && parts.subject !== before.subject ? 200 : 0);

/** Nothing that is this subject's own was named. */
const isUnmeant = ({ subject, measures, records, groups, filters }: Parts): boolean =>
  subject.secondary === true &&
  measures.length === 0 &&
  !records &&
  [...groups, ...filters.map(({ dimension }) => dimension)].every(({ join }) => join === undefined);
